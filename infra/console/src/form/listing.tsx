import type { ReactNode } from "react";
import { useCollection } from "@cloudscape-design/collection-hooks";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import Link from "@cloudscape-design/components/link";
import Table from "@cloudscape-design/components/table";
import TextFilter from "@cloudscape-design/components/text-filter";
import { useList, type Item, type KindName } from "../api/resources";
import { useMay } from "../frame/console";
import { Empty } from "../frame/empty";
import { base, useFollow } from "../frame/follow";
import { Page } from "../frame/page";
import { Trouble } from "../frame/trouble";
import { useTexts } from "../words/language";
import { useNarrow } from "../words/narrow";
import { minute } from "../words/time";
import { formTexts } from "./words";

interface ListingProps<T> {
  kind: KindName;
  to: string;
  title: string;
  about: string;
  name: string; // what the first column is called
  nameOf: (value: T, id: string) => string;
  create?: string;
  actions?: ReactNode; // in place of a button that leads to the form
  emptyTitle: string;
  emptyText: string;
  columns: { id: string; header: string; cell: (value: T, id: string) => ReactNode }[];
}

type Row<T> = Item & { of: T; name: string };

// Listing is the table of a kind of settings.
export function Listing<T>({ kind, to, title, about, name, nameOf, create, actions, emptyTitle, emptyText, columns }: ListingProps<T>) {
  const texts = useTexts(formTexts);
  const may = useMay();
  const follow = useFollow();
  const narrow = useNarrow();
  const { data, error, isPending, refetch } = useList(kind);
  const rows: Row<T>[] = (data ?? []).map((item) => ({ ...item, of: item.value as T, name: nameOf(item.value as T, item.id) }));
  const button =
    may.write &&
    (actions ?? (
      <Button variant="primary" href={`${base}${to}/new`} onFollow={follow}>
        {create}
      </Button>
    ));
  const { items, filterProps, collectionProps, filteredItemsCount, actions: collection } = useCollection(rows, {
    filtering: {
      filteringFunction: (row, text) => JSON.stringify(row.of).toLowerCase().includes(text.toLowerCase()) || row.id.includes(text),
      empty: <Empty title={emptyTitle} text={emptyText} action={button} />,
      noMatch: <Empty title={texts.noMatch} action={<Button onClick={() => collection.setFiltering("")}>{texts.clear}</Button>} />,
    },
    sorting: { defaultState: { sortingColumn: { sortingField: "name" } } },
  });
  const shown = ["name", ...columns.map((c) => c.id), "changed"].slice(0, narrow ? 2 : undefined);
  return (
    <Page title={title} about={about} actions={rows.length > 0 ? button : undefined}>
      {error ? (
        <Trouble error={error} again={() => void refetch()} />
      ) : (
        <Table
          {...collectionProps}
          items={items}
          loading={isPending}
          wrapLines
          columnDisplay={shown.map((id) => ({ id, visible: true }))}
          columnDefinitions={[
            {
              id: "name",
              header: name,
              sortingField: "name",
              isRowHeader: true,
              minWidth: 150,
              cell: (row) => (
                <>
                  <Link href={`${base}${to}/${row.id}`} onFollow={follow}>
                    {row.name}
                  </Link>
                  {row.name !== row.id && (
                    <Box fontSize="body-s" color="text-body-secondary">
                      {row.id}
                    </Box>
                  )}
                </>
              ),
            },
            ...columns.map((c) => ({ id: c.id, header: c.header, minWidth: 120, cell: (row: Row<T>) => c.cell(row.of, row.id) })),
            {
              id: "changed",
              header: texts.changed,
              sortingField: "changedAt",
              minWidth: 180,
              cell: (row) => (
                <>
                  {minute(row.changedAt)}
                  <Box fontSize="body-s" color="text-body-secondary">
                    {texts.by(row.changedBy)}
                  </Box>
                </>
              ),
            },
          ]}
          filter={<TextFilter {...filterProps} filteringAriaLabel={texts.find} filteringPlaceholder={texts.find} countText={texts.matches(filteredItemsCount ?? 0)} />}
          header={<Header counter={data ? `(${rows.length})` : undefined}>{title}</Header>}
        />
      )}
    </Page>
  );
}
