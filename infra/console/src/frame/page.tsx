import { useEffect, type ReactNode } from "react";
import BreadcrumbGroup from "@cloudscape-design/components/breadcrumb-group";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useTexts } from "../words/language";
import { base, useFollow } from "./follow";
import { frameTexts } from "./words";

interface PageProps {
  title: string;
  about?: ReactNode; // one sentence under the title
  parents?: { text: string; to: string }[]; // the pages above this one
  actions?: ReactNode;
  children: ReactNode;
}

// Page is a page's title, its way back, and what is on it.
export function Page({ title, about, parents = [], actions, children }: PageProps) {
  const texts = useTexts(frameTexts);
  const follow = useFollow();
  useEffect(() => {
    document.title = `${title} · ${texts.product}`;
  }, [title, texts]);
  return (
    <SpaceBetween size="l">
      <SpaceBetween size="xs">
        {parents.length > 0 && <BreadcrumbGroup items={[...parents.map((p) => ({ text: p.text, href: base + p.to })), { text: title, href: "#" }]} onFollow={follow} />}
        <Header variant="h1" description={about} actions={actions}>
          {title}
        </Header>
      </SpaceBetween>
      {children}
    </SpaceBetween>
  );
}
