import { useState, type ReactNode } from "react";
import Box from "@cloudscape-design/components/box";
import ColumnLayout from "@cloudscape-design/components/column-layout";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { Schemas } from "../../api/client";
import { useNamed, type Named } from "../../api/resources";
import { ChoiceField, ListField, NumberField, SelectField, ToggleField } from "../../form/fields";
import { useFaultsWithin } from "../../form/form";
import { formTexts } from "../../form/words";
import { SentenceField } from "../../form/sentence";
import { useTexts } from "../../words/language";
import { languages } from "./languages";
import { lineTexts } from "./words";

const keysOfLeaving = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "#"];
const keysOfDeclining = ["0", "3", "4", "5", "6", "7", "8", "9", "*", "#"];

// Advanced are the settings that most lines leave as they are. The section opens by itself where something in it is wrong.
export function Advanced({ hasFlow, prompts }: { hasFlow: boolean; prompts: Named[] }) {
  const texts = useTexts(lineTexts);
  const [open, setOpen] = useState(false);
  const wrong = useFaultsWithin("/messages/waiting", "/messages/screening", "/messages/noResponse", "/messages/recording", "/messages/closed", "/messages/disabled", "/voicemail", "/closed", "/alert", "/alertAfterSeconds", "/escalation", "/ring", "/withheld", "/block", "/challenge", "/limits", "/language", "/style");
  return (
    <ExpandableSection variant="container" headerText={texts.advanced} headingTagOverride="h2" expanded={open || wrong} onChange={({ detail }) => setOpen(detail.expanded)}>
      <SpaceBetween size="xl">
        {!hasFlow && <Messages prompts={prompts} />}
        {!hasFlow && <VoicemailPart />}
        <Alerts />
        <Ringing hasFlow={hasFlow} />
        <Callers />
        <Voice />
      </SpaceBetween>
    </ExpandableSection>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <SpaceBetween size="m">
      <Box variant="h3">{title}</Box>
      {children}
    </SpaceBetween>
  );
}

function Messages({ prompts }: { prompts: Named[] }) {
  const texts = useTexts(lineTexts);
  const all = [
    ["waiting", texts.waiting, texts.waitingAbout],
    ["screening", texts.screening, texts.screeningAbout],
    ["noResponse", texts.noResponse, texts.noResponseAbout],
    ["recording", texts.recording, texts.recordingAbout],
    ["closed", texts.closed, texts.closedAbout],
    ["disabled", texts.disabledMessage, texts.disabledMessageAbout],
  ] as const;
  return (
    <Part title={texts.messages}>
      {all.map(([name, label, about]) => (
        <SentenceField key={name} at={`/messages/${name}`} label={label} about={about} prompts={prompts} />
      ))}
    </Part>
  );
}

function VoicemailPart() {
  const texts = useTexts(lineTexts);
  const seconds = useTexts(formTexts).seconds;
  return (
    <Part title={texts.voicemailHead}>
      <ToggleField at="/voicemail/enabled" label={texts.voicemailEnabled} usual={true} />
      <ColumnLayout columns={3}>
        <NumberField at="/voicemail/seconds" label={texts.voicemailSeconds} limit="Voicemail.seconds" unit={seconds} />
        <NumberField at="/voicemail/silenceSeconds" label={texts.silenceSeconds} limit="Voicemail.silenceSeconds" unit={seconds} />
        <SelectField
          at="/closed"
          label={texts.closedThen}
          none={texts.closedUsual}
          choices={[
            { value: "voicemail", label: texts.closedVoicemail },
            { value: "goodbye", label: texts.closedGoodbye },
          ]}
        />
      </ColumnLayout>
    </Part>
  );
}

function Alerts() {
  const texts = useTexts(lineTexts);
  const seconds = useTexts(formTexts).seconds;
  const rules = useNamed("escalation-rules", (rule: Schemas["Rule"]) => rule.id);
  return (
    <Part title={texts.alerts}>
      <ChoiceField
        at="/alert"
        label={texts.alertOn}
        choices={[
          { value: "", label: texts.alertVoicemail },
          { value: "call", label: texts.alertCall, about: texts.alertCallAbout },
          { value: "none", label: texts.alertNone },
        ]}
      />
      <ColumnLayout columns={3}>
        <NumberField at="/alertAfterSeconds" label={texts.alertAfter} limit="Line.alertAfterSeconds" unit={seconds} />
        <SelectField at="/escalation" label={texts.escalation} none={texts.escalationUsual} choices={rules.map((r) => ({ value: r.id, label: r.name }))} />
      </ColumnLayout>
    </Part>
  );
}

function Ringing({ hasFlow }: { hasFlow: boolean }) {
  const texts = useTexts(lineTexts);
  const seconds = useTexts(formTexts).seconds;
  const total = <NumberField at="/ring/totalSeconds" label={texts.totalSeconds} limit="Ring.totalSeconds" unit={seconds} />;
  if (hasFlow) {
    return <Part title={texts.ringing}>{total}</Part>;
  }
  return (
    <Part title={texts.ringing}>
      <ColumnLayout columns={2}>
        <ChoiceField
          at="/ring/strategy"
          label={texts.strategy}
          choices={[
            { value: "", label: texts.sequence, about: texts.sequenceAbout },
            { value: "all", label: texts.all, about: texts.allAbout },
          ]}
        />
        <ChoiceField
          at="/ring/callerId"
          label={texts.callerId}
          choices={[
            { value: "", label: texts.showLine, about: texts.showLineAbout },
            { value: "caller", label: texts.showCaller },
          ]}
        />
      </ColumnLayout>
      <ColumnLayout columns={3}>
        <NumberField at="/ring/ringSeconds" label={texts.ringSeconds} limit="Ring.ringSeconds" unit={seconds} />
        <NumberField at="/ring/acceptSeconds" label={texts.acceptSeconds} limit="Ring.acceptSeconds" unit={seconds} />
        {total}
        <NumberField at="/ring/rounds" label={texts.rounds} limit="Ring.rounds" />
        <NumberField at="/ring/pauseSeconds" label={texts.pauseSeconds} limit="Ring.pauseSeconds" unit={seconds} />
        <NumberField at="/ring/comfortSeconds" label={texts.comfortSeconds} about={texts.comfortAbout} limit="Ring.comfortSeconds" unit={seconds} />
        <NumberField at="/ring/ringsPerMinute" label={texts.ringsPerMinute} limit="Ring.ringsPerMinute" />
        <SelectField at="/ring/leaveKey" label={texts.leaveKey} none={texts.leaveKeyUsual} choices={[...keysOfLeaving.map((k) => ({ value: k, label: k })), { value: "none", label: texts.noKey }]} />
        <SelectField at="/ring/declineKey" label={texts.declineKey} none="2" choices={keysOfDeclining.map((k) => ({ value: k, label: k }))} />
      </ColumnLayout>
    </Part>
  );
}

function Callers() {
  const texts = useTexts(lineTexts);
  return (
    <Part title={texts.callers}>
      <ColumnLayout columns={2}>
        <ChoiceField
          at="/withheld"
          label={texts.withheld}
          choices={[
            { value: "", label: texts.withheldRing },
            { value: "voicemail", label: texts.withheldVoicemail },
            { value: "reject", label: texts.withheldReject },
          ]}
        />
        <ListField at="/block" label={texts.block} hint={texts.blockHint} />
      </ColumnLayout>
      <ToggleField at="/challenge" label={texts.challenge} about={texts.challengeAbout} usual={false} />
      <Box variant="h4">{texts.limits}</Box>
      <ColumnLayout columns={3}>
        <NumberField at="/limits/callerPerMinute" label={texts.callerPerMinute} limit="CallLimits.callerPerMinute" />
        <NumberField at="/limits/callerPerHour" label={texts.callerPerHour} limit="CallLimits.callerPerHour" />
        <NumberField at="/limits/linePerMinute" label={texts.linePerMinute} limit="CallLimits.linePerMinute" />
        <NumberField at="/limits/linePerHour" label={texts.linePerHour} limit="CallLimits.linePerHour" />
        <SelectField at="/limits/beyond" label={texts.beyond} none={texts.beyondVoicemail} choices={[{ value: "busy", label: texts.beyondBusy }]} />
      </ColumnLayout>
    </Part>
  );
}

function Voice() {
  const texts = useTexts(lineTexts);
  return (
    <Part title={texts.voice}>
      <ColumnLayout columns={3}>
        <SelectField at="/language" label={texts.language} none={texts.languageUsual} choices={languages()} filter />
        <NumberField at="/style" label={texts.style} limit="Line.style" />
      </ColumnLayout>
    </Part>
  );
}
