import type { Schemas } from "../../api/client";
import { Listing } from "../../form/listing";
import { useTexts } from "../../words/language";
import { lasting } from "../../words/time";
import { recordingTexts } from "./words";

type Prompt = Schemas["Prompt"];

export default function Recordings() {
  const texts = useTexts(recordingTexts);
  return (
    <Listing<Prompt>
      kind="prompts"
      to="/recordings"
      title={texts.title}
      about={texts.about}
      name={texts.name}
      nameOf={(prompt, id) => prompt.description || id}
      create={texts.add}
      emptyTitle={texts.empty}
      emptyText={texts.emptyText}
      columns={[
        { id: "length", header: texts.length, cell: (prompt) => (prompt.recording ? lasting(prompt.recording.tenths / 10) : "–") },
        { id: "address", header: texts.address, cell: (prompt) => prompt.address },
      ]}
    />
  );
}
