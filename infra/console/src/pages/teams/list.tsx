import type { Schemas } from "../../api/client";
import { useNamed } from "../../api/resources";
import { Listing } from "../../form/listing";
import { useTexts } from "../../words/language";
import { peopleTexts } from "../people/words";

type Team = Schemas["Team"];

export default function Teams() {
  const texts = useTexts(peopleTexts);
  const users = useNamed("users", (user: Schemas["User"]) => user.name);
  const nameOf = (id: string) => users.find((u) => u.id === id)?.name ?? id;
  return (
    <Listing<Team>
      kind="teams"
      to="/teams"
      title={texts.teams}
      about={texts.teamsAbout}
      name={texts.name}
      nameOf={(team, id) => team.name || id}
      create={texts.addTeam}
      emptyTitle={texts.noTeams}
      emptyText={texts.noTeamsText}
      columns={[
        { id: "oncall", header: texts.onCall, cell: (team) => (team.schedule ? `${texts.schedule} ${team.schedule}` : (team.tiers ?? []).map((tier, i) => <div key={i}>{`${i + 1}: ${tier.map(nameOf).join(", ")}`}</div>)) },
        { id: "hours", header: texts.hours, cell: (team) => team.hours || texts.hoursNone },
        { id: "escalation", header: texts.escalation, cell: (team) => team.escalation || texts.escalationNone },
      ]}
    />
  );
}
