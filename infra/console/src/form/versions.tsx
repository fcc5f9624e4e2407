import { useState } from "react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import Table from "@cloudscape-design/components/table";
import { problemOf } from "../api/problem";
import { difference, read, restore, versions, type Item, type KindName } from "../api/resources";
import { show } from "./conflict";
import { announce } from "../frame/announcements";
import { useConsole, useMay } from "../frame/console";
import { Loading } from "../frame/loading";
import { Page } from "../frame/page";
import { Trouble } from "../frame/trouble";
import { useTexts } from "../words/language";
import { moment } from "../words/time";
import { formTexts } from "./words";

// Versions shows what a resource was, what changed between two versions, and brings one back.
export function Versions({ kind, id, parents }: { kind: KindName; id: string; parents: { text: string; to: string }[] }) {
  const texts = useTexts(formTexts);
  const may = useMay();
  const { api } = useConsole();
  const queries = useQueryClient();
  const { data, error, isPending, refetch } = useQuery({ queryKey: [kind, id, "versions"], queryFn: () => versions(api, kind, id) });
  const [chosen, setChosen] = useState<Item[]>([]);
  const newest = Math.max(0, ...(data ?? []).map((v) => v.version));
  const [from, to] = chosen.length === 2 ? chosen.map((v) => v.version).sort((a, b) => a - b) : newest > 1 ? [newest - 1, newest] : [];
  const bringBack = async (version: number) => {
    try {
      const deleted = data?.find((v) => v.version === newest)?.deleted;
      await restore(api, kind, id, version, deleted ? undefined : (await read(api, kind, id)).tag);
      announce({ kind: "success", text: texts.broughtBack(version) });
      setChosen([]);
      await queries.invalidateQueries({ queryKey: [kind] });
    } catch (refused) {
      announce({ kind: "error", header: problemOf(refused).title, text: problemOf(refused).detail });
    }
  };
  return (
    <Page title={texts.versions} parents={parents} about={texts.chooseTwo}>
      {error ? (
        <Trouble error={error} again={() => void refetch()} />
      ) : (
        <Table
          items={data ?? []}
          loading={isPending}
          selectionType="multi"
          selectedItems={chosen}
          trackBy={(v) => String(v.version)}
          isItemDisabled={(v) => chosen.length >= 2 && !chosen.some((c) => c.version === v.version)}
          onSelectionChange={({ detail }) => setChosen(detail.selectedItems.slice(0, 2))}
          ariaLabels={{ itemSelectionLabel: (_, v) => texts.select(v.version), selectionGroupLabel: texts.compare, allItemsSelectionLabel: () => texts.compare }}
          header={<Header counter={data ? `(${data.length})` : undefined}>{texts.versions}</Header>}
          columnDefinitions={[
            {
              id: "version",
              header: texts.version,
              isRowHeader: true,
              cell: (v) => (
                <>
                  {v.version} {v.deleted ? <StatusIndicator type="stopped">{texts.wasDeleted}</StatusIndicator> : v.version === newest && <StatusIndicator type="success">{texts.current}</StatusIndicator>}
                </>
              ),
            },
            { id: "at", header: texts.when, cell: (v) => moment(v.changedAt) },
            { id: "who", header: texts.who, cell: (v) => v.changedBy },
            {
              id: "back",
              header: texts.restore,
              cell: (v) =>
                may.write && v.version !== newest && !v.deleted ? (
                  <Button variant="inline-link" ariaLabel={`${texts.restore}: ${texts.select(v.version)}`} onClick={() => void bringBack(v.version)}>
                    {texts.restore}
                  </Button>
                ) : null,
            },
          ]}
        />
      )}
      {from !== undefined && to !== undefined && <Differences kind={kind} id={id} from={from} to={to} />}
    </Page>
  );
}

function Differences({ kind, id, from, to }: { kind: KindName; id: string; from: number; to: number }) {
  const texts = useTexts(formTexts);
  const { api } = useConsole();
  const { data, error } = useQuery({ queryKey: [kind, id, "diff", from, to], queryFn: () => difference(api, kind, id, from, to) });
  return (
    <Container header={<Header variant="h2">{texts.compareWith(from, to)}</Header>}>
      {error ? (
        <Trouble error={error} />
      ) : !data ? (
        <Loading rows={2} />
      ) : data.differences.length === 0 ? (
        texts.noDifference
      ) : (
        <table className="facts">
          <thead>
            <tr>
              <th scope="col">{texts.setting}</th>
              <th scope="col">{texts.select(from)}</th>
              <th scope="col">{texts.select(to)}</th>
            </tr>
          </thead>
          <tbody>
            {data.differences.map((d) => (
              <tr key={d.pointer}>
                <th scope="row">
                  <code>{d.pointer || "/"}</code>
                </th>
                <td>{show(d.was, texts.nothing)}</td>
                <td>{show(d.is, texts.nothing)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Container>
  );
}
