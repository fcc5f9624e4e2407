import { useMemo } from "react";
import { useInfiniteQuery } from "@tanstack/react-query";
import Box from "@cloudscape-design/components/box";
import ButtonDropdown from "@cloudscape-design/components/button-dropdown";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import Link from "@cloudscape-design/components/link";
import StatusIndicator, { type StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import { answer, type Schemas } from "../../api/client";
import { problemOf } from "../../api/problem";
import { announce } from "../../frame/announcements";
import { useConsole } from "../../frame/console";
import { Empty } from "../../frame/empty";
import { base, useFollow } from "../../frame/follow";
import { More } from "../../frame/more";
import { Page } from "../../frame/page";
import { Trouble } from "../../frame/trouble";
import { useTexts } from "../../words/language";
import { useNarrow } from "../../words/narrow";
import { useSearch } from "../../words/search";
import { lasting, minute } from "../../words/time";
import { Filters } from "./filters";
import { rangeOf } from "./range";
import { callTexts } from "./words";
import "./calls.css";

export type Entry = Schemas["Entry"];

// lookAgain is how often a list that reaches to now is read anew, in milliseconds.
const lookAgain = 10_000;

function asked(search: URLSearchParams) {
  const named = (name: string) => search.get(name) ?? undefined;
  return { line: named("line"), team: named("team"), outcome: named("outcome") as never, caller: named("caller"), q: named("q") };
}

export default function Calls() {
  const texts = useTexts(callTexts);
  const narrow = useNarrow();
  const follow = useFollow();
  const { api } = useConsole();
  const [search] = useSearch();
  const key = search.toString();
  const query = useMemo(() => ({ ...rangeOf(search), ...asked(search) }), [key]);
  const { data, error, isPending, hasNextPage, fetchNextPage, isFetchingNextPage, refetch } = useInfiniteQuery({
    queryKey: ["calls", key],
    queryFn: async ({ pageParam }) => answer(await api.GET("/calls", { params: { query: { ...query, limit: 50, cursor: pageParam } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    refetchInterval: search.has("from") ? false : lookAgain,
  });
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  const shown = narrow ? ["arrived", "from", "outcome"] : ["arrived", "line", "from", "outcome", "answeredBy", "toHuman", "talk", "message", "alerts"];
  return (
    <Page title={texts.title} about={texts.about} actions={<Export query={query} />}>
      <Container>
        <Filters />
      </Container>
      {error && items.length === 0 ? (
        <Trouble error={error} again={() => void refetch()} />
      ) : (
        <>
          {error && <Trouble error={error} again={() => void refetch()} />}
          <Table
            items={items}
            loading={isPending}
            trackBy="id"
            wrapLines
            columnDefinitions={columns(texts, follow)}
            columnDisplay={shown.map((id) => ({ id, visible: true }))}
            header={<Header counter={data ? texts.shown(items.length) + (hasNextPage ? "+" : "") : undefined}>{texts.title}</Header>}
            empty={<Empty title={texts.empty} text={texts.emptyText} />}
            footer={hasNextPage ? <More text={texts.more} loading={isFetchingNextPage} go={fetchNextPage} /> : undefined}
          />
        </>
      )}
    </Page>
  );
}

export function Outcome({ outcome }: { outcome?: string }) {
  const texts = useTexts(callTexts);
  const types: Record<string, StatusIndicatorProps.Type> = { talked: "success", voicemail: "info", missed: "error", closed: "stopped", "": "in-progress" };
  return <StatusIndicator type={types[outcome ?? ""] ?? "info"}>{texts.outcomes[outcome ?? ""] ?? outcome}</StatusIndicator>;
}

export function callerOf(entry: Entry, texts: typeof callTexts.en): string {
  return entry.withheld ? texts.withheld : [entry.caller, entry.came].filter(Boolean).join(" ") || "–";
}

function columns(texts: typeof callTexts.en, follow: ReturnType<typeof useFollow>): TableProps.ColumnDefinition<Entry>[] {
  return [
    {
      id: "arrived",
      header: texts.arrived,
      isRowHeader: true,
      minWidth: 130,
      cell: (c) => (
        <Link href={`${base}/calls/${c.id}`} onFollow={follow}>
          {minute(c.arrived)}
        </Link>
      ),
    },
    {
      id: "line",
      header: `${texts.line}, ${texts.team}`,
      minWidth: 130,
      cell: (c) => (
        <>
          {c.lineName || c.line}
          <Box fontSize="body-s" color="text-body-secondary">
            {c.teamName || c.team}
          </Box>
        </>
      ),
    },
    { id: "from", header: texts.from, minWidth: 130, cell: (c) => callerOf(c, texts) },
    { id: "outcome", header: texts.outcome, minWidth: 140, cell: (c) => <Outcome outcome={c.outcome} /> },
    { id: "answeredBy", header: texts.answeredBy, minWidth: 110, cell: (c) => c.acceptedByName || c.acceptedBy || "–" },
    { id: "toHuman", header: texts.toHuman, cell: (c) => (c.secondsToHuman === undefined ? "–" : lasting(c.secondsToHuman)) },
    { id: "talk", header: texts.talk, cell: (c) => (c.talkSeconds ? lasting(c.talkSeconds) : "–") },
    { id: "message", header: texts.message, cell: (c) => (c.messageSeconds ? lasting(c.messageSeconds) : "–") },
    { id: "alerts", header: texts.alerts, cell: (c) => c.alerts || "–" },
  ];
}

function Export({ query }: { query: Record<string, string | undefined> }) {
  const texts = useTexts(callTexts);
  const { api } = useConsole();
  const write = async (format: "csv" | "json") => {
    try {
      const given = answer(await api.POST("/exports", { body: { ...query, format } }));
      const download = () => window.location.assign(given.url);
      announce({ id: "export", kind: "success", text: `${texts.exportText(given.calls)} ${texts.expires(minute(given.expires))}`, action: { text: texts.download, do: download } });
    } catch (error) {
      announce({ id: "export", kind: "error", header: problemOf(error).title, text: problemOf(error).detail });
    }
  };
  return (
    <ButtonDropdown items={[{ id: "csv", text: texts.csv }, { id: "json", text: texts.json }]} expandToViewport onItemClick={({ detail }) => void write(detail.id as "csv" | "json")}>
      {texts.export}
    </ButtonDropdown>
  );
}
