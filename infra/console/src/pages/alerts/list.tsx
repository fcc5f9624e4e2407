import { useMemo } from "react";
import { useInfiniteQuery } from "@tanstack/react-query";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Link from "@cloudscape-design/components/link";
import Select from "@cloudscape-design/components/select";
import Table from "@cloudscape-design/components/table";
import { answer } from "../../api/client";
import { useConsole } from "../../frame/console";
import { Empty } from "../../frame/empty";
import { base, useFollow } from "../../frame/follow";
import { More } from "../../frame/more";
import { Page } from "../../frame/page";
import { Trouble } from "../../frame/trouble";
import { useTexts } from "../../words/language";
import { useNarrow } from "../../words/narrow";
import { useSearch } from "../../words/search";
import { minute } from "../../words/time";
import { RangePicker, rangeOf } from "../calls/range";
import { Deeds, Status, type Alert } from "./status";
import { alertTexts } from "./words";
import "../calls/calls.css";

const lookAgain = 5_000; // milliseconds

export default function Alerts() {
  const texts = useTexts(alertTexts);
  const narrow = useNarrow();
  const follow = useFollow();
  const { api } = useConsole();
  const [search, change] = useSearch();
  const key = search.toString();
  const status = search.get("status") ?? "";
  const query = useMemo(() => ({ ...rangeOf(search), status: (status || undefined) as never }), [key]);
  const { data, error, isPending, hasNextPage, fetchNextPage, refetch } = useInfiniteQuery({
    queryKey: ["alerts", key],
    queryFn: async ({ pageParam }) => answer(await api.GET("/alerts", { params: { query: { ...query, limit: 50, cursor: pageParam } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    refetchInterval: lookAgain,
  });
  const items: Alert[] = data?.pages.flatMap((page) => page.items) ?? [];
  const options = ["", "open", "acknowledged", "resolved"].map((value) => ({ value, label: value ? texts.statuses[value] : texts.all }));
  return (
    <Page title={texts.title} about={texts.about}>
      <Container>
        <div className="filters">
          <RangePicker />
          <FormField label={texts.status}>
            <Select selectedOption={options.find((o) => o.value === status) ?? null} options={options} onChange={({ detail }) => change({ status: detail.selectedOption.value })} />
          </FormField>
        </div>
      </Container>
      {error ? (
        <Trouble error={error} again={() => void refetch()} />
      ) : (
        <Table
          items={items}
          loading={isPending}
          trackBy="id"
          wrapLines
          header={<Header counter={data ? `(${items.length}${hasNextPage ? "+" : ""})` : undefined}>{texts.title}</Header>}
          empty={<Empty title={texts.empty} text={texts.emptyText} />}
          columnDisplay={(narrow ? ["title", "status"] : ["title", "status", "team", "at", "by", "do"]).map((id) => ({ id, visible: true }))}
          columnDefinitions={[
            {
              id: "title",
              header: texts.alert,
              isRowHeader: true,
              minWidth: 180,
              cell: (a) => (
                <Link href={`${base}/alerts/${a.id}`} onFollow={follow}>
                  {a.title || a.kind}
                </Link>
              ),
            },
            { id: "status", header: texts.status, minWidth: 130, cell: (a) => <Status alert={a} /> },
            { id: "team", header: texts.team, minWidth: 100, cell: (a) => a.teamName || a.team || "–" },
            { id: "at", header: texts.at, minWidth: 170, cell: (a) => minute(a.at) },
            { id: "by", header: texts.by, minWidth: 110, cell: (a) => (a.resolved ?? a.acknowledged)?.by || "–" },
            { id: "do", header: texts.deeds, minWidth: 250, cell: (a) => <Deeds alert={a} /> },
          ]}
          footer={hasNextPage ? <More text={texts.more} go={fetchNextPage} /> : undefined}
        />
      )}
    </Page>
  );
}
