import { useCollection } from "@cloudscape-design/collection-hooks";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import Link from "@cloudscape-design/components/link";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import TextFilter from "@cloudscape-design/components/text-filter";
import { useList, useNamed, type Item, type Named } from "../../api/resources";
import type { Schemas } from "../../api/client";
import { useMay } from "../../frame/console";
import { base, useFollow } from "../../frame/follow";
import { Page } from "../../frame/page";
import { Empty } from "../../frame/empty";
import { Trouble } from "../../frame/trouble";
import { useTexts } from "../../words/language";
import { useNarrow } from "../../words/narrow";
import { minute } from "../../words/time";
import { lineTexts } from "./words";

type Line = Schemas["Line"];
type Texts = typeof lineTexts.en;
type Row = Item & { line: Line; name: string; numbers: string[]; routedTo: string };

export default function Lines() {
  const texts = useTexts(lineTexts);
  const may = useMay();
  const follow = useFollow();
  const narrow = useNarrow();
  const { data, error, isPending, refetch } = useList("lines");
  const teams = useNamed("teams", (team: Schemas["Team"]) => team.name);
  const rows = (data ?? []).map((item) => rowOf(item, teams, texts));
  const create = may.write && (
    <Button variant="primary" href={`${base}/lines/new`} onFollow={follow}>
      {texts.create}
    </Button>
  );
  const { items, filterProps, collectionProps, filteredItemsCount, actions } = useCollection(rows, {
    filtering: {
      filteringFunction: (row, text) => [row.id, row.name, row.routedTo, ...row.numbers].some((part) => part.toLowerCase().includes(text.toLowerCase())),
      empty: <Empty title={texts.emptyTitle} text={texts.emptyText} action={create} />,
      noMatch: <Empty title={texts.noMatch} action={<Button onClick={() => actions.setFiltering("")}>{texts.clear}</Button>} />,
    },
    sorting: { defaultState: { sortingColumn: { sortingField: "name" } } },
  });
  return (
    <Page title={texts.title} about={texts.about} actions={rows.length > 0 ? create : undefined}>
      {error ? (
        <Trouble error={error} again={() => void refetch()} />
      ) : (
        <Table
          {...collectionProps}
          items={items}
          columnDefinitions={columns(texts, follow)}
          columnDisplay={(narrow ? ["name", "status"] : ["name", "number", "routedTo", "mode", "status", "voicemail", "alert", "changed"]).map((id) => ({ id, visible: true }))}
          loading={isPending}
          variant="container"
          wrapLines
          resizableColumns={!narrow}
          filter={<TextFilter {...filterProps} filteringAriaLabel={texts.find} filteringPlaceholder={texts.find} countText={texts.matches(filteredItemsCount ?? 0)} />}
          header={<Header counter={data ? `(${rows.length})` : undefined}>{texts.title}</Header>}
        />
      )}
    </Page>
  );
}

function rowOf(item: Item, teams: Named[], texts: Texts): Row {
  const line = item.value as Line;
  const team = teams.find((t) => t.id === line.team)?.name ?? line.team ?? "";
  const routedTo = line.flow ? texts.ownFlow(line.flow) : line.attendant ? texts.attendant : team;
  return { ...item, line, name: line.description || item.id, numbers: line.numbers ?? (line.number ? [line.number] : []), routedTo };
}

function columns(texts: Texts, follow: ReturnType<typeof useFollow>): TableProps.ColumnDefinition<Row>[] {
  const alerts: Record<string, string> = { call: texts.alertCall, voicemail: texts.alertVoicemail, none: texts.alertNone };
  return [
    {
      id: "name", minWidth: 160,
      header: texts.description,
      sortingField: "name",
      isRowHeader: true,
      cell: (row) => (
        <>
          <Link href={`${base}/lines/${row.id}`} onFollow={follow}>
            {row.name}
          </Link>
          <Box fontSize="body-s" color="text-body-secondary">
            {row.id}
          </Box>
        </>
      ),
    },
    { id: "number", minWidth: 150, header: texts.number, sortingField: "number", cell: (row) => row.numbers.map((n) => <div key={n}>{n}</div>) },
    { id: "routedTo", minWidth: 120, header: texts.routedTo, sortingField: "routedTo", cell: (row) => row.routedTo },
    { id: "mode", minWidth: 100, header: texts.callType, cell: (row) => (row.line.mode === "voicemail" ? texts.straight : texts.live) },
    {
      id: "status", minWidth: 120,
      header: texts.status,
      cell: (row) => (row.line.enabled === false ? <StatusIndicator type="stopped">{texts.disabled}</StatusIndicator> : <StatusIndicator type="success">{texts.enabled}</StatusIndicator>),
    },
    { id: "voicemail", minWidth: 100, header: texts.voicemail, cell: (row) => (row.line.voicemail?.enabled === false ? texts.off : texts.on) },
    { id: "alert", minWidth: 170, header: texts.alert, cell: (row) => alerts[row.line.alert ?? "voicemail"] },
    {
      id: "changed", minWidth: 190,
      header: texts.changed,
      sortingField: "changedAt",
      cell: (row) => (
        <>
          {minute(row.changedAt)}
          <Box fontSize="body-s" color="text-body-secondary">
            {texts.by(row.changedBy)}
          </Box>
        </>
      ),
    },
  ];
}
