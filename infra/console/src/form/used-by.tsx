import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import Link from "@cloudscape-design/components/link";
import type { Schemas } from "../api/client";
import { useList } from "../api/resources";
import { base, useFollow } from "../frame/follow";

type Line = Schemas["Line"];

// UsedBy links the lines that use something.
export function UsedBy({ title, none, uses }: { title: string; none: string; uses: (line: Line) => boolean }) {
  const follow = useFollow();
  const { data } = useList("lines");
  const lines = (data ?? []).map((item) => ({ id: item.id, of: item.value as Line })).filter((line) => uses(line.of));
  return (
    <Container header={<Header variant="h2">{title}</Header>}>
      {lines.length === 0 ? (
        none
      ) : (
        <ul className="plain-list">
          {lines.map((line) => (
            <li key={line.id}>
              <Link href={`${base}/lines/${line.id}`} onFollow={follow}>
                {line.of.description || line.id}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Container>
  );
}
