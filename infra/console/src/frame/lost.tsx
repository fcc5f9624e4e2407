import Box from "@cloudscape-design/components/box";
import Link from "@cloudscape-design/components/link";
import { useTexts } from "../words/language";
import { base, useFollow } from "./follow";
import { Page } from "./page";
import { frameTexts } from "./words";

export function Lost() {
  const texts = useTexts(frameTexts);
  const follow = useFollow();
  return (
    <Page title={texts.notFound}>
      <Box>{texts.notFoundText}</Box>
      <Link href={`${base}/`} onFollow={follow}>
        {texts.toNow}
      </Link>
    </Page>
  );
}
