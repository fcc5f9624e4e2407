import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import Container from "@cloudscape-design/components/container";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import Link from "@cloudscape-design/components/link";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { answer, type Schemas } from "../../api/client";
import { useConsole } from "../../frame/console";
import { base, useFollow } from "../../frame/follow";
import { Loading } from "../../frame/loading";
import { Page } from "../../frame/page";
import { Trouble } from "../../frame/trouble";
import { Facts, headsOf } from "../../frame/facts";
import { useTexts } from "../../words/language";
import { clock, lasting, minute, moment } from "../../words/time";
import { Legs } from "./legs";
import { callerOf, Outcome } from "./list";
import { Player } from "./player";
import { callTexts } from "./words";
import "./calls.css";

type Detail = Schemas["CallDetail"];

// followEvery is how often a call that lasts is read, in milliseconds.
const followEvery = 2_000;

export default function Call() {
  const { id } = useParams({ strict: false }) as { id: string };
  const texts = useTexts(callTexts);
  const { api } = useConsole();
  const { data, error, refetch } = useQuery({
    queryKey: ["call", id],
    queryFn: async () => answer(await api.GET("/calls/{id}", { params: { path: { id } } })),
    refetchInterval: (query) => (query.state.data?.ended ? false : followEvery),
  });
  return (
    <Page title={data ? texts.call(minute(data.arrived)) : texts.title} parents={[{ text: texts.title, to: "/calls" }]}>
      {error && <Trouble error={error} again={() => void refetch()} />}
      {data ? <Parts call={data} /> : !error && <Loading />}
    </Page>
  );
}

function Parts({ call }: { call: Detail }) {
  const texts = useTexts(callTexts);
  const follow = useFollow();
  const pairs = [
    { label: texts.outcome, value: <Outcome outcome={call.outcome} /> },
    { label: texts.line, value: <Link href={`${base}/lines/${call.line}`} onFollow={follow}>{call.lineName || call.line}</Link> },
    { label: texts.from, value: callerOf(call, texts) },
    { label: texts.called, value: call.called },
    { label: texts.team, value: call.teamName || call.team || "–" },
    { label: texts.answeredBy, value: call.acceptedByName || call.acceptedBy || "–" },
    { label: texts.arrived, value: moment(call.arrived) },
    { label: texts.ended, value: call.ended ? moment(call.ended) : texts.inProgress },
    { label: texts.toHuman, value: call.secondsToHuman === undefined ? "–" : lasting(call.secondsToHuman) },
    { label: texts.talk, value: lasting(call.talkSeconds) },
    { label: texts.message, value: call.messageSeconds ? lasting(call.messageSeconds) : "–" },
    { label: texts.dialplan, value: call.dialplan },
  ];
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">{texts.facts}</Header>}>
        <KeyValuePairs columns={4} items={pairs} />
      </Container>
      {call.recordings.length > 0 && (
        <Container header={<Header variant="h2">{texts.recordings}</Header>}>
          <SpaceBetween size="l">
            {call.recordings.map((r) => (
              <Player key={r.id} recording={r} />
            ))}
          </SpaceBetween>
        </Container>
      )}
      <Container header={<Header variant="h2" description={texts.timelineAbout}>{texts.timeline}</Header>}>
        <Timeline call={call} />
      </Container>
      <Container header={<Header variant="h2" description={texts.pictureAbout}>{texts.picture}</Header>}>
        <SpaceBetween size="m">
          <Legs call={call} />
          <Attempts call={call} />
        </SpaceBetween>
      </Container>
      {call.told.length > 0 && (
        <Container header={<Header variant="h2">{texts.told}</Header>}>
          <ul className="plain-list">
            {call.told.map((a) => (
              <li key={a.id}>
                <Link href={`${base}/alerts/${a.id}`} onFollow={follow}>
                  {a.title || a.kind}
                </Link>{" "}
                {a.teamName || a.team}, {texts.toldAt}: {a.toldAt ? moment(a.toldAt) : "–"}
              </li>
            ))}
          </ul>
        </Container>
      )}
      <Flow call={call} />
    </SpaceBetween>
  );
}

function Timeline({ call }: { call: Detail }) {
  const start = Date.parse(call.arrived);
  return (
    <ol className="moments">
      {call.timeline.map((m, i) => (
        <li key={i}>
          <span className="at" title={moment(m.at)}>
            {lasting((Date.parse(m.at) - start) / 1000)}
          </span>
          <span>{m.what}</span>
        </li>
      ))}
    </ol>
  );
}

function Attempts({ call }: { call: Detail }) {
  const texts = useTexts(callTexts);
  if (call.attempts.length === 0) return <div>{texts.nothingRung}</div>;
  return (
    <Facts label={texts.picture} heads={headsOf([texts.who, texts.phone, texts.round, texts.tier, texts.dialled, texts.pickedUp, texts.accepted, texts.talked, texts.ended, texts.why])}>
      {call.attempts.map((a) => (
        <tr key={a.id}>
          <th scope="row">{a.name}</th>
          <td>{[a.phone, a.number, a.extension].filter(Boolean).join(" ")}</td>
          <td>{a.round}</td>
          <td>{a.tier}</td>
          <td className="time">{clock(a.dialled)}</td>
          <td className="time">{clock(a.pickedUp)}</td>
          <td className="time">{clock(a.accepted)}</td>
          <td>{a.talkSeconds ? lasting(a.talkSeconds) : clock(a.talked)}</td>
          <td className="time">{clock(a.ended)}</td>
          <td>
            {a.why || a.state}
            {a.key && ` (${texts.key} ${a.key})`}
          </td>
        </tr>
      ))}
    </Facts>
  );
}

function Flow({ call }: { call: Detail }) {
  const texts = useTexts(callTexts);
  const attributes = Object.entries(call.flow.attributes ?? {});
  return (
    <ExpandableSection variant="container" headerText={texts.flow} headingTagOverride="h2">
      <KeyValuePairs
        columns={3}
        items={[
          { label: texts.flow, value: call.flow.flow || call.lineName || call.line },
          { label: texts.flowAction, value: call.flow.action || "–" },
          { label: texts.failure, value: call.flow.failure || call.flow.reason || "–" },
          ...attributes.map(([name, value]) => ({ label: name, value: value || "–" })),
        ]}
      />
    </ExpandableSection>
  );
}
