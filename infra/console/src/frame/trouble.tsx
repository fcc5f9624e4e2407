import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import Box from "@cloudscape-design/components/box";
import { kindOf, problemOf } from "../api/problem";
import { useTexts } from "../words/language";
import { useConsole } from "./console";
import { frameTexts } from "./words";

// Trouble says what went wrong where something could not be loaded or done: what is so, what to do, and the request by
// which it is found in the log.
export function Trouble({ error, again }: { error: unknown; again?: () => void }) {
  const texts = useTexts(frameTexts);
  const { me } = useConsole();
  const problem = problemOf(error);
  const away = kindOf(problem) === "away" || problem.status === 0;
  const forbidden = problem.status === 403;
  return (
    <Alert
      type={away ? "warning" : "error"}
      header={away ? texts.away : forbidden ? texts.forbidden : problem.title || texts.failed}
      action={again && !forbidden ? <Button onClick={again}>{texts.again}</Button> : undefined}
    >
      <div>{away ? texts.awayText : forbidden ? texts.forbiddenText((me.roles ?? []).join(", ")) : problem.detail}</div>
      <RequestName instance={problem.instance} />
    </Alert>
  );
}

export function RequestName({ instance }: { instance?: string }) {
  const texts = useTexts(frameTexts);
  if (!instance) return null;
  return (
    <Box fontSize="body-s" color="text-body-secondary">
      {texts.request(instance.replace("urn:ringdown:request:", ""))}
    </Box>
  );
}
