import { useState } from "react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { answer, type Schemas } from "../../api/client";
import { problemOf } from "../../api/problem";
import { Asking } from "../../frame/asking";
import { useConsole, useMay } from "../../frame/console";
import { useTexts } from "../../words/language";
import { lasting, minute, moment } from "../../words/time";
import { callTexts } from "./words";

type Recording = Schemas["CallRecording"];

// Player is one recording: heard by whom, kept or deleted, and its sound, whose address is asked for when somebody wants to hear it.
export function Player({ recording }: { recording: Recording }) {
  const texts = useTexts(callTexts);
  const may = useMay();
  const { api } = useConsole();
  const queries = useQueryClient();
  const isMessage = recording.kind === "message";
  const [asking, setAsking] = useState(false);
  const [failed, setFailed] = useState(false);
  const path = { params: { path: { id: recording.id } } };
  const key = ["recording", recording.id];
  const marked = useQuery({
    queryKey: key,
    queryFn: async () => answer(isMessage ? await api.GET("/voicemails/{id}", path) : await api.GET("/talks/{id}", path)),
    enabled: may.listen,
  });
  const audio = useMutation({
    mutationFn: async () => answer(isMessage ? await api.GET("/voicemails/{id}/audio", path) : await api.GET("/talks/{id}/audio", path)),
    onSuccess: () => setFailed(false),
  });
  const change = useMutation({
    mutationFn: async (what: "heard" | "hold" | "letGo" | "remove") => {
      if (what === "heard") return void answer(await api.POST("/voicemails/{id}/heard", path));
      if (what === "remove") return void answer(await api.DELETE("/voicemails/{id}", path));
      answer(await api.PUT("/voicemails/{id}/hold", { ...path, body: { held: what === "hold" } }));
    },
    onSettled: () => queries.invalidateQueries({ queryKey: key }),
  });
  const m = marked.data;
  const problem = audio.error ?? change.error;
  return (
    <SpaceBetween size="xs">
      <Box fontWeight="bold">
        {isMessage ? texts.kindMessage : texts.kindTalk}, {lasting(recording.seconds)}
        {recording.silent && ` · ${texts.silent}`}
      </Box>
      <Box color="text-body-secondary" fontSize="body-s">
        {moment(recording.at)}
      </Box>
      {m?.deleted ? (
        <StatusIndicator type="stopped">{texts.deletedBy(m.deleted.name || m.deleted.who, minute(m.deleted.at))}</StatusIndicator>
      ) : !may.listen ? (
        <Box color="text-body-secondary">{texts.mayNotListen}</Box>
      ) : !recording.kept ? (
        <StatusIndicator type="pending">{texts.notKept}</StatusIndicator>
      ) : audio.data && !failed ? (
        <>
          <audio controls preload="metadata" src={audio.data.url} onError={() => setFailed(true)} aria-label={isMessage ? texts.kindMessage : texts.kindTalk} />
          <Box color="text-body-secondary" fontSize="body-s">
            {texts.expires(minute(audio.data.expires))}
          </Box>
        </>
      ) : (
        <Button iconName="audio-full" loading={audio.isPending} onClick={() => audio.mutate()}>
          {texts.play}
        </Button>
      )}
      {failed && <Alert type="warning">{texts.audioFailed}</Alert>}
      {problem && <Alert type="error" header={problemOf(problem).title}>{problemOf(problem).detail}</Alert>}
      {isMessage && m && !m.deleted && (
        <>
          <Box>{m.heardBy?.length ? texts.heardBy([...new Set(m.heardBy.map((h) => h.name || h.who))].join(", ")) : texts.nobodyHeard}</Box>
          {m.held && <StatusIndicator type="info">{texts.keepAbout}</StatusIndicator>}
          <SpaceBetween direction="horizontal" size="xs">
            <Button disabled={change.isPending} onClick={() => change.mutate("heard")}>
              {texts.heard}
            </Button>
            <Button disabled={change.isPending} onClick={() => change.mutate(m.held ? "letGo" : "hold")}>
              {m.held ? texts.letGo : texts.keep}
            </Button>
            <Button disabled={change.isPending || m.held !== undefined} onClick={() => setAsking(true)}>
              {texts.remove}
            </Button>
          </SpaceBetween>
        </>
      )}
      <Asking
        visible={asking}
        header={texts.removeAsk}
        cancel={texts.cancel}
        confirm={texts.remove}
        dismiss={() => setAsking(false)}
        go={() => (setAsking(false), change.mutate("remove"))}
      >
        {texts.removeText}
      </Asking>
    </SpaceBetween>
  );
}
