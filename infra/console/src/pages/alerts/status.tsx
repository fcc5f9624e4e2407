import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { answer, type Schemas } from "../../api/client";
import { problemOf } from "../../api/problem";
import { announce } from "../../frame/announcements";
import { useConsole, useMay } from "../../frame/console";
import { useTexts } from "../../words/language";
import { alertTexts } from "./words";

export type Alert = Schemas["Alert"];

export function Status({ alert }: { alert: Alert }) {
  const texts = useTexts(alertTexts);
  const status = alert.joined ? "joined" : (alert.status ?? "open");
  const type = status === "open" ? "error" : status === "acknowledged" ? "in-progress" : status === "resolved" ? "success" : "info";
  return <StatusIndicator type={type}>{texts.statuses[status] ?? status}</StatusIndicator>;
}

// Deeds are what a person may do about an alert.
export function Deeds({ alert }: { alert: Alert }) {
  const texts = useTexts(alertTexts);
  const may = useMay();
  const { api } = useConsole();
  const queries = useQueryClient();
  const path = { params: { path: { id: alert.id } } };
  const deed = useMutation({
    mutationFn: async (what: "acknowledge" | "passOn" | "resolve") => {
      if (what === "acknowledge") answer(await api.POST("/alerts/{id}/acknowledge", path));
      else if (what === "passOn") answer(await api.POST("/alerts/{id}/pass-on", path));
      else answer(await api.POST("/alerts/{id}/resolve", path));
      return what;
    },
    onSuccess: (what) => announce({ id: `alert:${alert.id}`, kind: "success", text: what === "acknowledge" ? texts.acknowledged : what === "passOn" ? texts.passedOn : texts.resolved }),
    onError: (error) => announce({ id: `alert:${alert.id}`, kind: "error", header: problemOf(error).title, text: problemOf(error).detail }),
    onSettled: () => Promise.all([queries.invalidateQueries({ queryKey: ["alerts"] }), queries.invalidateQueries({ queryKey: ["alert", alert.id] })]),
  });
  if (!may.act || alert.joined || alert.status === "resolved") return null;
  const name = alert.title || alert.id;
  return (
    <SpaceBetween direction="horizontal" size="xs">
      {alert.status === "open" && (
        <Button variant="primary" disabled={deed.isPending} ariaLabel={`${texts.acknowledge}: ${name}`} onClick={() => deed.mutate("acknowledge")}>
          {texts.acknowledge}
        </Button>
      )}
      {alert.status === "open" && alert.canPassOn && (
        <Button disabled={deed.isPending} ariaLabel={`${texts.passOn}: ${name}`} onClick={() => deed.mutate("passOn")}>
          {texts.passOn}
        </Button>
      )}
      <Button disabled={deed.isPending} ariaLabel={`${texts.resolve}: ${name}`} onClick={() => deed.mutate("resolve")}>
        {texts.resolve}
      </Button>
    </SpaceBetween>
  );
}
