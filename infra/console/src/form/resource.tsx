import type { ReactNode } from "react";
import { useQuery } from "@tanstack/react-query";
import { useParams, useRouter } from "@tanstack/react-router";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { read, type KindName, type Stored } from "../api/resources";
import { useConsole, useMay } from "../frame/console";
import { base, useFollow } from "../frame/follow";
import { Loading } from "../frame/loading";
import { Page } from "../frame/page";
import { Trouble } from "../frame/trouble";
import { useTexts } from "../words/language";
import { useEditing, type Editing } from "./draft";
import { Editor } from "./editor";
import { Remove } from "./remove";
import { formTexts } from "./words";

// Resource says of a kind of settings what its pages need.
export interface Resource<T> {
  kind: KindName;
  to: string; // the page that lists it
  title: string; // of that page
  newTitle: string;
  nameOf: (value: T, id: string) => string;
  fields: (isNew: boolean) => ReactNode;
  beside?: (id: string, editing: Editing<T>) => ReactNode; // what stands below the form
  more?: (id: string) => ReactNode; // further buttons
}

// EditResource is the page of one resource: its form, its versions, and how it is deleted.
export function EditResource<T extends { id?: string }>(of: Resource<T>) {
  const { id } = useParams({ strict: false }) as { id: string };
  const { api } = useConsole();
  const { data, error, refetch } = useQuery({ queryKey: [of.kind, id], queryFn: () => read<T>(api, of.kind, id) });
  if (data) return <Loaded key={id} of={of} id={id} loaded={data} />;
  return (
    <Page title={id} parents={[{ text: of.title, to: of.to }]}>
      {error ? <Trouble error={error} again={() => void refetch()} /> : <Loading />}
    </Page>
  );
}

function Loaded<T extends { id?: string }>({ of, id, loaded }: { of: Resource<T>; id: string; loaded: Stored<T> }) {
  const texts = useTexts(formTexts);
  const may = useMay();
  const follow = useFollow();
  const editing = useEditing<T>(of.kind, id, loaded, {} as T);
  const name = of.nameOf(editing.base, id);
  return (
    <Page
      title={name}
      parents={[{ text: of.title, to: of.to }]}
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          {of.more?.(id)}
          <Button href={`${base}${of.to}/${id}/versions`} onFollow={follow}>
            {texts.versions}
          </Button>
          {may.write && <Remove kind={of.kind} id={id} name={name} to={of.to} about={texts.versionsStay} />}
        </SpaceBetween>
      }
    >
      <Editor editing={editing} name={name} isNew={false}>
        {of.fields(false)}
      </Editor>
      {of.beside?.(id, editing)}
    </Page>
  );
}

export function NewResource<T extends { id?: string }>(of: Resource<T>) {
  const router = useRouter();
  const editing = useEditing<T>(of.kind, "", undefined, {} as T);
  return (
    <Page title={of.newTitle} parents={[{ text: of.title, to: of.to }]}>
      <Editor editing={editing} name={of.nameOf(editing.value, of.newTitle)} isNew idOf={(value) => value.id} onSaved={(id) => router.history.push(`${base}${of.to}/${id}`)}>
        {of.fields(true)}
      </Editor>
    </Page>
  );
}
