// What the console reads of a flow document, for showing it: the language's rules are the API's business.
export interface Action {
  Identifier?: string;
  Type?: string;
  Transitions?: { NextAction?: string; Errors?: { NextAction?: string; ErrorType?: string }[]; Conditions?: { NextAction?: string; Condition?: { Operator?: string; Operands?: string[] } }[] };
}

export function actionsOf(document: unknown): Action[] {
  const actions = (document as { Actions?: unknown } | undefined)?.Actions;
  return Array.isArray(actions) ? (actions as Action[]) : [];
}

export function startOf(document: unknown): string | undefined {
  return (document as { StartAction?: string } | undefined)?.StartAction;
}

// next lists where an action goes on to, with the condition that leads there.
export function next(action: Action): { when: string; to: string }[] {
  const t = action.Transitions ?? {};
  const found: { when: string; to: string }[] = [];
  for (const c of t.Conditions ?? []) {
    if (c.NextAction) found.push({ when: [c.Condition?.Operator, ...(c.Condition?.Operands ?? [])].filter(Boolean).join(" "), to: c.NextAction });
  }
  if (t.NextAction) found.push({ when: "", to: t.NextAction });
  for (const e of t.Errors ?? []) {
    if (e.NextAction) found.push({ when: e.ErrorType ?? "", to: e.NextAction });
  }
  return found;
}
