import { useState } from "react";
import { useInfiniteQuery } from "@tanstack/react-query";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Select from "@cloudscape-design/components/select";
import Table from "@cloudscape-design/components/table";
import { answer, type Schemas } from "../../api/client";
import { show } from "../../form/conflict";
import { formTexts } from "../../form/words";
import { useConsole } from "../../frame/console";
import { Empty } from "../../frame/empty";
import { More } from "../../frame/more";
import { Page } from "../../frame/page";
import { Trouble } from "../../frame/trouble";
import { language, useTexts, type Texts } from "../../words/language";
import { moment } from "../../words/time";

const en = {
  title: "Audit",
  about: "Who changed what, and who looked at what. Each record names the hash of the one before it, so that none can be changed unseen.",
  month: "Month (UTC)",
  list: "List",
  changes: "Changes of settings",
  reads: "What was looked at and listened to",
  when: "When",
  who: "Who",
  did: "Did",
  what: "What",
  details: "Details",
  number: "No.",
  from: "From",
  more: "Load more",
  empty: "Nothing in this month",
};

const de: typeof en = {
  title: "Protokoll",
  about: "Wer was geändert und wer was angesehen hat. Jeder Eintrag nennt die Prüfsumme des vorigen, sodass keiner unbemerkt geändert werden kann.",
  month: "Monat (UTC)",
  list: "Liste",
  changes: "Änderungen an Einstellungen",
  reads: "Was angesehen und angehört wurde",
  when: "Wann",
  who: "Wer",
  did: "Tat",
  what: "Was",
  details: "Einzelheiten",
  number: "Nr.",
  from: "Von",
  more: "Mehr laden",
  empty: "Nichts in diesem Monat",
};

const texts_: Texts<typeof en> = { en, de };

// monthsBack is how many months can be chosen.
const monthsBack = 24;

function months(): string[] {
  const now = new Date();
  return Array.from({ length: monthsBack }, (_, i) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - i, 1)).toISOString().slice(0, 7));
}

export default function Audit() {
  const texts = useTexts(texts_);
  const { api } = useConsole();
  const [month, setMonth] = useState(months()[0] ?? "");
  const [kind, setKind] = useState<"audit" | "reads">("audit");
  const { data, error, isPending, hasNextPage, fetchNextPage, refetch } = useInfiniteQuery({
    queryKey: ["audit", kind, month],
    queryFn: async ({ pageParam }) => {
      const asked = { params: { query: { month, limit: 100, cursor: pageParam } } };
      const given = kind === "audit" ? answer(await api.GET("/audit", asked)) : answer(await api.GET("/reads", asked));
      return given as { records: Schemas["Record"][]; next?: string };
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
  });
  const records = data?.pages.flatMap((page) => page.records) ?? [];
  const kinds = [
    { value: "audit", label: texts.changes },
    { value: "reads", label: texts.reads },
  ];
  const nameOf = (m: string) => new Intl.DateTimeFormat(language(), { month: "long", year: "numeric", timeZone: "UTC" }).format(new Date(`${m}-01T00:00:00Z`));
  return (
    <Page title={texts.title} about={texts.about}>
      {error ? (
        <Trouble error={error} again={() => void refetch()} />
      ) : (
        <Table
          items={records}
          loading={isPending}
          wrapLines
          trackBy={(r) => String(r.number)}
          header={<Header counter={data ? `(${records.length}${hasNextPage ? "+" : ""})` : undefined}>{texts.title}</Header>}
          filter={
            <div className="beside">
              <FormField label={texts.list}>
                <Select selectedOption={kinds.find((k) => k.value === kind) ?? null} options={kinds} onChange={({ detail }) => setKind(detail.selectedOption.value as typeof kind)} />
              </FormField>
              <FormField label={texts.month}>
                <Select selectedOption={{ value: month, label: nameOf(month) }} options={months().map((m) => ({ value: m, label: nameOf(m) }))} onChange={({ detail }) => setMonth(detail.selectedOption.value ?? month)} />
              </FormField>
            </div>
          }
          empty={<Empty title={texts.empty} />}
          columnDefinitions={[
            { id: "number", header: texts.number, cell: (r) => r.number, isRowHeader: true },
            { id: "at", header: texts.when, minWidth: 170, cell: (r) => moment(r.at) },
            { id: "who", header: texts.who, minWidth: 110, cell: (r) => r.name || r.who },
            { id: "did", header: texts.did, minWidth: 90, cell: (r) => r.did },
            { id: "what", header: texts.what, minWidth: 200, cell: (r) => <What record={r} /> },
            { id: "from", header: texts.from, minWidth: 100, cell: (r) => r.from || "–" },
          ]}
          footer={hasNextPage ? <More text={texts.more} go={fetchNextPage} /> : undefined}
        />
      )}
    </Page>
  );
}

function What({ record }: { record: Schemas["Record"] }) {
  const texts = useTexts(texts_);
  const form = useTexts(formTexts);
  const detail = record.detail ?? [];
  return (
    <>
      {record.what?.map((w) => `${w.kind}/${w.id}`).join(", ") || "–"}
      {detail.length > 0 && (
        <ExpandableSection headerText={`${texts.details} (${detail.length})`} headerAriaLabel={`${texts.details} (${detail.length}), ${record.number}`}>
          {detail.map((d, i) => (
            <div key={i}>
              <code>
                {d.of.kind}/{d.of.id}
                {d.pointer}
              </code>
              : {show(d.was, form.nothing)} → {show(d.is, form.nothing)}
            </div>
          ))}
        </ExpandableSection>
      )}
    </>
  );
}
