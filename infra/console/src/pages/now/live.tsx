import { useEffect, useState } from "react";
import { useQueries, useQuery } from "@tanstack/react-query";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import Link from "@cloudscape-design/components/link";
import { answer, type Schemas } from "../../api/client";
import { useConsole } from "../../frame/console";
import { base, useFollow } from "../../frame/follow";
import { Loading } from "../../frame/loading";
import { Trouble } from "../../frame/trouble";
import { useTexts } from "../../words/language";
import { lasting } from "../../words/time";
import { nowTexts } from "./words";

type Entry = Schemas["Entry"];

// lookAgain is how often calls in progress are read, and callsShown how many of them are shown in detail. Calls last two hours at
// most, so the last three hours hold all of them.
const lookAgain = 2_000;
const callsShown = 10;
const sinceHours = 3;

export function Live() {
  const texts = useTexts(nowTexts);
  const { api } = useConsole();
  const { data, error, refetch } = useQuery({
    queryKey: ["calls", "lasting"],
    queryFn: async () => {
      const from = new Date(Date.now() - sinceHours * 3_600_000).toISOString();
      return answer(await api.GET("/calls", { params: { query: { from, outcome: "lasting", limit: callsShown } } })).items;
    },
    refetchInterval: lookAgain,
  });
  const details = useQueries({
    queries: (data ?? []).map((c) => ({
      queryKey: ["call", c.id],
      queryFn: async () => answer(await api.GET("/calls/{id}", { params: { path: { id: c.id } } })),
      refetchInterval: lookAgain,
    })),
  });
  return (
    <Container header={<Header variant="h2" counter={data && `(${data.length})`}>{texts.calls}</Header>}>
      {error && <Trouble error={error} again={() => void refetch()} />}
      {!data && !error ? (
        <Loading rows={2} />
      ) : data?.length === 0 ? (
        texts.noCalls
      ) : (
        <ul className="plain-list">
          {data?.map((c, i) => (
            <li key={c.id}>
              <OneCall call={c} detail={details[i]?.data} />
            </li>
          ))}
        </ul>
      )}
    </Container>
  );
}

function OneCall({ call, detail }: { call: Entry; detail?: Schemas["CallDetail"] }) {
  const texts = useTexts(nowTexts);
  const follow = useFollow();
  const now = useSeconds();
  const since = (at: string) => lasting((now - Date.parse(at)) / 1000);
  const legs = (detail?.attempts ?? []).filter((a) => a.dialled && !a.ended);
  return (
    <>
      <Link href={`${base}/calls/${call.id}`} onFollow={follow}>
        {call.lineName || call.line}
      </Link>{" "}
      {call.caller} {texts.since(since(call.arrived))}
      {legs.map((a) => {
        const who = [a.name, a.phone].filter(Boolean).join(" ");
        return (
          <div key={a.id} className="soft">
            {a.talked ? texts.talks(who) : a.pickedUp ? texts.hears(who) : texts.rings(who, since(a.dialled ?? ""))}
          </div>
        );
      })}
      {detail?.timeline.slice(-3).map((m, i) => (
        <div key={i} className="soft">
          {lasting((Date.parse(m.at) - Date.parse(call.arrived)) / 1000)} {m.what}
        </div>
      ))}
    </>
  );
}

function useSeconds(): number {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const tick = window.setInterval(() => setNow(Date.now()), 1000);
    return () => window.clearInterval(tick);
  }, []);
  return now;
}
