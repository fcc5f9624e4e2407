import { useState } from "react";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { problemOf, type Problem } from "../api/problem";
import { read, remove, restore, versions, type KindName } from "../api/resources";
import { announce, withdraw } from "../frame/announcements";
import { Asking } from "../frame/asking";
import { useConsole } from "../frame/console";
import { base } from "../frame/follow";
import { useTexts } from "../words/language";
import { formTexts } from "./words";

interface RemoveProps {
  kind: KindName;
  id: string;
  name: string;
  to: string; // where to go when it is gone
  about?: string;
}

// Remove asks once, deletes, and offers to undo: the versions of what is deleted stay.
export function Remove({ kind, id, name, to, about }: RemoveProps) {
  const texts = useTexts(formTexts);
  const { api } = useConsole();
  const queries = useQueryClient();
  const router = useRouter();
  const [asking, setAsking] = useState(false);
  const [refused, setRefused] = useState<Problem>();
  const undo = async (version: number, told: string) => {
    try {
      await restore(api, kind, id, version, undefined);
      withdraw(told);
      await queries.invalidateQueries({ queryKey: [kind] });
      announce({ kind: "success", text: texts.undone(name) });
    } catch (error) {
      announce({ kind: "error", text: problemOf(error).detail });
    }
  };
  const go = async () => {
    try {
      const { tag } = await read(api, kind, id);
      const before = Math.max(...(await versions(api, kind, id)).filter((v) => !v.deleted).map((v) => v.version));
      await remove(api, kind, id, tag);
      const told = `removed:${kind}/${id}`;
      announce({ id: told, kind: "success", text: texts.removed(name), action: { text: texts.undo, do: () => void undo(before, told) } });
      router.history.push(base + to);
      queries.removeQueries({ queryKey: [kind, id] });
      await queries.invalidateQueries({ queryKey: [kind] });
    } catch (error) {
      setRefused(problemOf(error));
    }
  };
  return (
    <>
      <Button formAction="none" onClick={() => (setRefused(undefined), setAsking(true))}>
        {texts.remove}
      </Button>
      <Asking visible={asking} header={texts.removeAsk(name)} cancel={texts.cancel} confirm={texts.remove} dismiss={() => setAsking(false)} go={go}>
        <SpaceBetween size="s">
          <div>{about}</div>
          {refused && (
            <Alert type="error" header={refused.title}>
              {refused.usedBy?.length ? `${texts.usedBy} ${refused.usedBy.map((u) => `${u.kind}/${u.id}`).join(", ")}` : refused.detail}
            </Alert>
          )}
        </SpaceBetween>
      </Asking>
    </>
  );
}
