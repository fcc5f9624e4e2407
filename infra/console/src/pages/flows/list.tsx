import type { Schemas } from "../../api/client";
import { Listing } from "../../form/listing";
import { useTexts } from "../../words/language";
import { actionsOf } from "./document";
import { flowTexts } from "./words";

type Flow = Schemas["FlowDocument"];

export default function Flows() {
  const texts = useTexts(flowTexts);
  return (
    <Listing<Flow>
      kind="flows"
      to="/flows"
      title={texts.title}
      about={texts.about}
      name={texts.name}
      nameOf={(flow, id) => flow.description || id}
      create={texts.add}
      emptyTitle={texts.empty}
      emptyText={texts.emptyText}
      columns={[{ id: "actions", header: texts.actions, cell: (flow) => actionsOf(flow.document).length }]}
    />
  );
}
