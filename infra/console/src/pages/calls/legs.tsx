import type { Schemas } from "../../api/client";
import { useTexts } from "../../words/language";
import { lasting } from "../../words/time";
import { callTexts } from "./words";

type Detail = Schemas["CallDetail"];
type Attempt = Schemas["Attempt"];

const rowHigh = 26;
const nameWide = 150;
const wide = 860;

interface Bar {
  kind: "caller" | "ringing" | "listening" | "waiting" | "talking";
  from: number;
  to: number;
}

// barsOf divides an attempt at the times that the record knows.
function barsOf(a: Attempt, start: number, now: number): Bar[] {
  if (!a.dialled) return [];
  const at = (time: string | undefined) => (time ? (Date.parse(time) - start) / 1000 : undefined);
  const end = at(a.ended) ?? now;
  const steps = [["ringing", at(a.dialled)], ["listening", at(a.pickedUp)], ["waiting", at(a.accepted)], ["talking", at(a.talked)]] as const;
  const known = steps.filter((s): s is [typeof s[0], number] => s[1] !== undefined);
  return known.map(([kind, from], i) => ({ kind, from, to: Math.max(from, known[i + 1]?.[1] ?? end) }));
}

// Legs is the picture of a call: the caller's time on the line, and below it each phone. The table beside it has the same facts.
export function Legs({ call }: { call: Detail }) {
  const texts = useTexts(callTexts);
  const start = Date.parse(call.arrived);
  const now = (Date.now() - start) / 1000;
  const callEnd = call.ended ? (Date.parse(call.ended) - start) / 1000 : now;
  const rows = [{ name: callerName(call, texts), bars: [{ kind: "caller", from: 0, to: callEnd } as Bar] }, ...call.attempts.filter((a) => a.dialled).map((a) => ({ name: [a.name, a.phone].filter(Boolean).join(" "), bars: barsOf(a, start, now) }))];
  const length = Math.max(1, callEnd, ...rows.flatMap((r) => r.bars.map((b) => b.to)));
  const x = (seconds: number) => nameWide + (seconds / length) * (wide - nameWide - 10);
  const step = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800].find((s) => length / s <= 8) ?? 3600;
  const ticks = Array.from({ length: Math.floor(length / step) + 1 }, (_, i) => i * step);
  const high = rows.length * rowHigh + 24;
  return (
    <>
      <div className="scroll" tabIndex={0} role="group" aria-label={texts.picture}>
        <svg className="legs" viewBox={`0 0 ${wide} ${high}`} style={{ minInlineSize: 560 }} role="img" aria-label={texts.pictureAbout}>
          {ticks.map((t) => (
            <g key={t}>
              <line className="rule" x1={x(t)} x2={x(t)} y1={0} y2={high - 20} />
              <text className="soft" x={x(t)} y={high - 6} textAnchor={t === 0 ? "start" : "middle"}>
                {lasting(t)}
              </text>
            </g>
          ))}
          {rows.map((row, i) => (
            <g key={i} transform={`translate(0 ${i * rowHigh})`}>
              <text x={0} y={17}>
                {row.name.length > 22 ? `${row.name.slice(0, 21)}…` : row.name}
              </text>
              {row.bars.map((b) => (
                <rect key={b.kind} className={b.kind} x={x(b.from)} y={5} width={Math.max(2, x(b.to) - x(b.from))} height={16} rx={2}>
                  <title>{`${row.name}: ${texts[b.kind === "caller" ? "callerBar" : b.kind]} ${lasting(b.from)}–${lasting(b.to)}`}</title>
                </rect>
              ))}
            </g>
          ))}
        </svg>
      </div>
      <div className="legend" aria-hidden="true">
        {(["caller", "ringing", "listening", "waiting", "talking"] as const).map((kind) => (
          <span key={kind}>
            <span className={`swatch ${kind}`} />
            {texts[kind === "caller" ? "callerBar" : kind]}
          </span>
        ))}
      </div>
    </>
  );
}

function callerName(call: Detail, texts: typeof callTexts.en): string {
  return call.withheld ? texts.withheld : call.caller || texts.from;
}
