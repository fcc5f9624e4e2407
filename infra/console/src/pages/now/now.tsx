import { useQueries, useQuery } from "@tanstack/react-query";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import Link from "@cloudscape-design/components/link";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { answer, type Schemas } from "../../api/client";
import { useList } from "../../api/resources";
import { useConsole, useMay } from "../../frame/console";
import { base, useFollow } from "../../frame/follow";
import { Loading } from "../../frame/loading";
import { Page } from "../../frame/page";
import { Trouble } from "../../frame/trouble";
import { useTexts } from "../../words/language";
import { minute } from "../../words/time";
import { Live } from "./live";
import { nowTexts } from "./words";
import "./now.css";

type Line = Schemas["Line"];
type User = Schemas["User"];
type Alert = Schemas["Alert"];

// teamsAsked bounds the teams for which it is asked who would be rung: each is a request that plays a call.
const teamsAsked = 12;
// someCaller is a number that belongs to nobody.
const someCaller = "+14155550199";
// lookAgain and askAgain are how often alerts, and who would be rung, are read, in milliseconds.
const lookAgain = 5_000;
const askAgain = 60_000;
// sinceDays is how far back open alerts are looked for.
const sinceDays = 7;

export default function Now() {
  const texts = useTexts(nowTexts);
  const may = useMay();
  const rung = useRung();
  const alerts = useOpenAlerts();
  return (
    <Page title={texts.title} about={texts.about}>
      <div className="board">
        <div>
          {may.read && <Attention alerts={alerts.data} rung={rung} />}
          <Container header={<Header variant="h2" counter={alerts.data && `(${alerts.data.length})`}>{texts.alerts}</Header>}>
            {alerts.error ? <Trouble error={alerts.error} again={() => void alerts.refetch()} /> : <OpenAlerts alerts={alerts.data} />}
          </Container>
        </div>
        {may.read && (
          <div>
            <Live />
            <WhoIsRung rung={rung} />
          </div>
        )}
      </div>
    </Page>
  );
}

function useOpenAlerts() {
  const { api } = useConsole();
  return useQuery({
    queryKey: ["alerts", "open"],
    queryFn: async () => {
      const from = new Date(Date.now() - sinceDays * 86_400_000).toISOString();
      return answer(await api.GET("/alerts", { params: { query: { from, status: "open", limit: 100 } } })).items.filter((a) => !a.joined);
    },
    refetchInterval: lookAgain,
  });
}

interface Rung {
  id: string;
  name: string;
  who?: string[]; // the phones, in order; not there while it is asked
}

// useRung asks for each team whose phones would ring if somebody called now and nobody picked up. The API plays calls to lines, with
// changes that are not saved: so a line is asked that would lead to the team and to nothing else.
function useRung(): Rung[] {
  const { api } = useConsole();
  const may = useMay();
  const lines = useList("lines", may.write).data;
  const teams = useList("teams", may.read).data;
  const carrier = lines?.[0];
  const number = carrier && ((carrier.value as Line).number || (carrier.value as Line).numbers?.[0]);
  const asked = (teams ?? []).slice(0, teamsAsked).map((item) => ({ id: item.id, name: (item.value as Schemas["Team"]).name || item.id }));
  const answers = useQueries({
    queries: asked.map((team) => ({
      queryKey: ["teams", team.id, "rung"],
      queryFn: async () => {
        const value = { number, team: team.id };
        const body = { caller: someCaller, changes: [{ kind: "lines" as const, id: carrier?.id ?? "", value }] };
        return answer(await api.POST("/lines/{id}/preview", { params: { path: { id: carrier?.id ?? "" } }, body })).rung ?? [];
      },
      enabled: may.write && number !== undefined,
      staleTime: askAgain,
      refetchInterval: askAgain,
      retry: false,
    })),
  });
  return asked.map((team, i) => ({ ...team, who: answers[i]?.data && [...new Set(answers[i].data)] }));
}

function OpenAlerts({ alerts }: { alerts?: Alert[] }) {
  const texts = useTexts(nowTexts);
  const follow = useFollow();
  if (!alerts) return <Loading rows={2} />;
  if (alerts.length === 0) return <StatusIndicator type="success">{texts.noAlerts}</StatusIndicator>;
  return (
    <ul className="plain-list">
      {alerts.map((a) => (
        <li key={a.id}>
          <Link href={`${base}/alerts/${a.id}`} onFollow={follow}>
            {a.title || a.kind}
          </Link>
          <div className="soft">
            {a.teamName || a.team}, {minute(a.at)}
          </div>
        </li>
      ))}
    </ul>
  );
}

function Attention({ alerts, rung }: { alerts?: Alert[]; rung: Rung[] }) {
  const texts = useTexts(nowTexts);
  const follow = useFollow();
  const lines = useList("lines");
  const users = useList("users");
  const teams = useList("teams");
  const found: { key: string; text: string; to: string; bad?: boolean }[] = [];
  if (users.data?.length === 0) found.push({ key: "users", text: texts.noUser, to: "/people/new" });
  if (teams.data?.length === 0) found.push({ key: "teams", text: texts.noTeam, to: "/teams/new" });
  if (lines.data?.length === 0) found.push({ key: "lines", text: texts.noLine, to: "/lines/new" });
  for (const item of lines.data ?? []) {
    const line = item.value as Line;
    if (line.enabled === false) found.push({ key: `off/${item.id}`, text: texts.lineOff(line.description || item.id), to: `/lines/${item.id}` });
  }
  for (const r of rung) {
    if (r.who?.length === 0) found.push({ key: `nobody/${r.id}`, text: texts.nobodyRung(r.name), to: `/teams/${r.id}`, bad: true });
  }
  for (const item of users.data ?? []) {
    const user = item.value as User;
    if (!user.phones?.length) found.push({ key: `phone/${item.id}`, text: texts.noPhone(user.name || item.id), to: `/people/${item.id}`, bad: true });
    else if (!user.contacts?.length && !user.email) found.push({ key: `contact/${item.id}`, text: texts.noContact(user.name || item.id), to: `/people/${item.id}` });
  }
  return (
    <Container header={<Header variant="h2">{texts.attention}</Header>}>
      {!lines.data || !users.data || !teams.data ? (
        <Loading rows={2} />
      ) : found.length === 0 && alerts?.length === 0 ? (
        <StatusIndicator type="success">{texts.allWell}</StatusIndicator>
      ) : (
        <ul className="plain-list">
          {alerts?.map((a) => (
            <li key={a.id}>
              <StatusIndicator type="error">{texts.openAlert}</StatusIndicator>:{" "}
              <Link href={`${base}/alerts/${a.id}`} onFollow={follow}>
                {a.title || a.kind}
              </Link>
            </li>
          ))}
          {found.map((f) => (
            <li key={f.key}>
              <StatusIndicator type={f.bad ? "error" : "warning"} iconAriaLabel={f.bad ? texts.bad : texts.odd} />{" "}
              <Link href={base + f.to} onFollow={follow}>
                {f.text}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Container>
  );
}

function WhoIsRung({ rung }: { rung: Rung[] }) {
  const texts = useTexts(nowTexts);
  const may = useMay();
  const follow = useFollow();
  return (
    <Container header={<Header variant="h2" description={texts.oncallAbout}>{texts.oncall}</Header>}>
      {!may.write ? (
        texts.notAllowed
      ) : rung.length === 0 ? (
        texts.noTeams
      ) : (
        <ul className="plain-list">
          {rung.map((r) => (
            <li key={r.id}>
              <Link href={`${base}/teams/${r.id}`} onFollow={follow}>
                {r.name}
              </Link>
              {r.who === undefined ? (
                <div className="soft">{texts.asking}</div>
              ) : r.who.length === 0 ? (
                <div>{texts.nobody}</div>
              ) : (
                <ol className="in-order">
                  {r.who.map((w) => (
                    <li key={w}>{w}</li>
                  ))}
                </ol>
              )}
            </li>
          ))}
        </ul>
      )}
    </Container>
  );
}
