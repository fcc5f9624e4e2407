import type { Schemas } from "../../api/client";
import { useList } from "../../api/resources";
import { Listing } from "../../form/listing";
import { useTexts } from "../../words/language";
import { scheduleTexts } from "./words";

type Schedule = Schemas["Schedule"];

export default function Schedules() {
  const texts = useTexts(scheduleTexts);
  const teams = useList("teams").data ?? [];
  return (
    <Listing<Schedule>
      kind="schedules"
      to="/schedules"
      title={texts.title}
      about={texts.about}
      name={texts.name}
      nameOf={(_, id) => id}
      actions={<></>}
      emptyTitle={texts.empty}
      emptyText={texts.emptyText}
      columns={[
        { id: "zone", header: texts.zone, cell: (s) => s.tz },
        { id: "layers", header: texts.layers, cell: (s) => s.layers?.length ?? 0 },
        { id: "overrides", header: texts.overrides, cell: (s) => s.overrides?.length ?? 0 },
        { id: "teams", header: texts.teams, cell: (_, id) => teams.filter((t) => (t.value as Schemas["Team"]).schedule === id).map((t) => (t.value as Schemas["Team"]).name || t.id).join(", ") || "–" },
      ]}
    />
  );
}
