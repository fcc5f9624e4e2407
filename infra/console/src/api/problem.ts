// What the API answers where it does not do what was asked: a problem document (RFC 9457).
export interface Fault {
  of?: { kind: string; id: string };
  pointer: string; // JSON pointer into the resource
  severity: string; // error or warning
  detail: string;
}

export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  instance?: string;
  errors?: Fault[];
  version?: number;
  usedBy?: { kind: string; id: string }[];
}

// Refusal is thrown by every call of the API that did not succeed.
export class Refusal extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail || problem.title);
  }
  // request is the name of the request, as it stands in the log.
  get request(): string {
    return this.problem.instance?.replace("urn:ringdown:request:", "") ?? "";
  }
  get isConflict(): boolean {
    return this.problem.status === 412;
  }
}

export function problemOf(error: unknown): Problem {
  if (error instanceof Refusal) {
    return error.problem;
  }
  const detail = error instanceof Error ? error.message : String(error);
  return { type: "", title: "", status: 0, detail };
}

// kindOf is the last word of a problem's type, by which words for it are chosen.
export function kindOf(problem: Problem): string {
  return problem.type.split(":").pop() ?? "";
}
