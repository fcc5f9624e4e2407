import { Page } from "../../frame/page";
import { frameTexts } from "../../frame/words";
import { useTexts } from "../../words/language";

export default function Now() {
  const texts = useTexts(frameTexts);
  return <Page title={texts.now}>{null}</Page>;
}
