import { useMemo } from "react";
import { useQuery } from "@tanstack/react-query";
import Container from "@cloudscape-design/components/container";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { answer, type Schemas } from "../../api/client";
import { useConsole } from "../../frame/console";
import { Loading } from "../../frame/loading";
import { Page } from "../../frame/page";
import { Trouble } from "../../frame/trouble";
import { Facts } from "../../frame/facts";
import { useTexts } from "../../words/language";
import { useSearch } from "../../words/search";
import { day, lasting, number } from "../../words/time";
import { Filters } from "../calls/filters";
import { rangeOf } from "../calls/range";
import { Bars } from "./bars";
import { statisticsTexts } from "./words";
import "../calls/calls.css";

type Of = Schemas["Of"];

export default function Statistics() {
  const texts = useTexts(statisticsTexts);
  const { api } = useConsole();
  const [search] = useSearch();
  const key = search.toString();
  const query = useMemo(() => {
    const named = (name: string) => search.get(name) ?? undefined;
    return { ...rangeOf(search, "30d"), line: named("line"), team: named("team"), outcome: named("outcome") as never, caller: named("caller"), q: named("q") };
  }, [key]);
  const { data, error, refetch } = useQuery({ queryKey: ["statistics", key], queryFn: async () => answer(await api.GET("/statistics", { params: { query } })) });
  return (
    <Page title={texts.title} about={texts.about}>
      <Container>
        <Filters usual="30d" />
      </Container>
      {error && <Trouble error={error} again={() => void refetch()} />}
      {data ? <Figures of={data} /> : !error && <Loading />}
    </Page>
  );
}

function Figures({ of }: { of: Schemas["Statistics"] }) {
  const texts = useTexts(statisticsTexts);
  const { whole } = of;
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">{texts.whole}</Header>}>
        <KeyValuePairs
          columns={4}
          items={[
            { label: texts.calls, value: number(whole.calls) },
            { label: texts.answered, value: number(whole.answered) },
            { label: texts.messages, value: number(whole.messages) },
            { label: texts.missed, value: number(whole.missed) },
            { label: texts.closed, value: number(whole.closed) },
            { label: texts.talk, value: lasting(whole.talkSeconds) },
            { label: texts.p50, value: lasting(whole.answerP50) },
            { label: texts.p95, value: lasting(whole.answerP95) },
          ]}
        />
      </Container>
      <Container header={<Header variant="h2" description={texts.daysAbout}>{texts.days}</Header>}>
        {whole.calls === 0 ? (
          texts.none
        ) : (
          <>
            <Bars days={of.days} />
            <ExpandableSection headerText={texts.table}>
              <Table head={texts.day} of={of.days} nameOf={(d) => day(`${d.id}T12:00:00Z`)} />
            </ExpandableSection>
          </>
        )}
      </Container>
      {([[texts.lines, of.lines, undefined], [texts.teams, of.teams, undefined], [texts.people, of.people, texts.peopleAbout]] as const).map(
        ([title, list, about]) =>
          list.length > 0 && (
            <Container key={title} header={<Header variant="h2" description={about}>{title}</Header>}>
              <Table head={texts.name} of={list} nameOf={(o) => o.name || o.id} />
            </Container>
          ),
      )}
    </SpaceBetween>
  );
}

function Table({ head, of, nameOf }: { head: string; of: Of[]; nameOf: (of: Of) => string }) {
  const texts = useTexts(statisticsTexts);
  const columns: [string, (o: Of) => string][] = [
    [texts.calls, (o) => number(o.calls)],
    [texts.answered, (o) => number(o.answered)],
    [texts.messages, (o) => number(o.messages)],
    [texts.missed, (o) => number(o.missed)],
    [texts.closed, (o) => number(o.closed)],
    [texts.talk, (o) => lasting(o.talkSeconds)],
    [texts.p50, (o) => lasting(o.answerP50)],
  ];
  return (
    <Facts
      label={head}
      heads={
        <>
          <th scope="col">{head}</th>
          {columns.map(([title]) => (
            <th key={title} scope="col" className="amount">
              {title}
            </th>
          ))}
        </>
      }
    >
      {of.map((o) => (
        <tr key={o.id}>
          <th scope="row">{nameOf(o)}</th>
          {columns.map(([title, value]) => (
            <td key={title} className="amount">
              {value(o)}
            </td>
          ))}
        </tr>
      ))}
    </Facts>
  );
}
