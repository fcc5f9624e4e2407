import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import Link from "@cloudscape-design/components/link";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { answer } from "../../api/client";
import { useConsole, useMay } from "../../frame/console";
import { base, useFollow } from "../../frame/follow";
import { Loading } from "../../frame/loading";
import { Page } from "../../frame/page";
import { Trouble } from "../../frame/trouble";
import { Facts, headsOf } from "../../frame/facts";
import { useTexts } from "../../words/language";
import { minute, moment } from "../../words/time";
import { Deeds, Status, type Alert } from "./status";
import { alertTexts } from "./words";

const lookAgain = 3_000; // milliseconds

export default function AlertPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const texts = useTexts(alertTexts);
  const { api } = useConsole();
  const { data, error, refetch } = useQuery({
    queryKey: ["alert", id],
    queryFn: async () => answer(await api.GET("/alerts/{id}", { params: { path: { id } } })),
    refetchInterval: (query) => (query.state.data?.status === "resolved" ? false : lookAgain),
  });
  return (
    <Page title={data?.title || data?.kind || texts.alert} parents={[{ text: texts.title, to: "/alerts" }]} actions={data && <Deeds alert={data} />}>
      {error && <Trouble error={error} again={() => void refetch()} />}
      {data ? <Parts alert={data} /> : !error && <Loading />}
    </Page>
  );
}

function Parts({ alert: a }: { alert: Alert }) {
  const texts = useTexts(alertTexts);
  const may = useMay();
  const follow = useFollow();
  const calls = a.calls?.length ? a.calls : [{ call: a.call, at: a.at, kind: a.kind }];
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">{texts.facts}</Header>}>
        <KeyValuePairs
          columns={4}
          items={[
            { label: texts.status, value: a.exhausted && a.status === "open" ? <StatusIndicator type="error">{texts.exhausted}</StatusIndicator> : <Status alert={a} /> },
            { label: texts.team, value: a.teamName || a.team || "–" },
            { label: texts.at, value: moment(a.at) },
            { label: texts.by, value: (a.resolved ?? a.acknowledged)?.by || "–" },
            { label: texts.next, value: a.next?.at ? texts.nextAt(a.next.round ?? 1, a.next.step ?? 1, minute(a.next.at)) : "–" },
            {
              label: texts.calls,
              value: calls.map((c) => (
                <div key={c.call}>
                  {may.read ? (
                    <Link href={`${base}/calls/${c.call}`} onFollow={follow}>
                      {minute(c.at)}
                    </Link>
                  ) : (
                    minute(c.at)
                  )}
                </div>
              )),
            },
          ]}
        />
      </Container>
      <Container header={<Header variant="h2">{texts.tellings}</Header>}>
        <Tellings alert={a} />
      </Container>
      {(a.history ?? []).length > 0 && (
        <Container header={<Header variant="h2">{texts.history}</Header>}>
          <ul className="plain-list">
            {a.history?.map((h, i) => (
              <li key={i}>
                {moment(h.at)}: {texts.events[h.what ?? ""] ?? h.what}
                {h.step ? ` ${h.step}` : ""}
                {h.by ? `, ${h.by}` : ""}
                {h.how ? ` (${h.how})` : ""}
              </li>
            ))}
          </ul>
        </Container>
      )}
    </SpaceBetween>
  );
}

function Tellings({ alert }: { alert: Alert }) {
  const texts = useTexts(alertTexts);
  const tellings = alert.tellings ?? [];
  if (tellings.length === 0) return <div>{texts.told}</div>;
  return (
    <Facts label={texts.tellings} heads={headsOf([texts.who, texts.way, texts.address, texts.state, texts.when, texts.tries, texts.why])}>
      {tellings.map((t, i) => (
        <tr key={i}>
          <th scope="row">{t.name || t.user || texts.theTeam}</th>
          <td>{t.channel}</td>
          <td>{t.address || "–"}</td>
          <td>
            <StatusIndicator type={t.state === "sent" ? "success" : t.state === "failed" ? "error" : t.state === "cancelled" ? "stopped" : "pending"}>{texts.states[t.state] ?? t.state}</StatusIndicator>
          </td>
          <td>{minute(t.at ?? t.due)}</td>
          <td>{t.tries ?? "–"}</td>
          <td>{t.reason || t.why || "–"}</td>
        </tr>
      ))}
    </Facts>
  );
}
