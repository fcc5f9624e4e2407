import type { Schemas } from "../../api/client";
import { useTexts } from "../../words/language";
import { day, number } from "../../words/time";
import { statisticsTexts } from "./words";
import "./bars.css";

const wide = 900;
const high = 220;
const left = 40;
const bottom = 24;
const kinds = ["answered", "messages", "missed", "closed"] as const;

// Bars are the calls of each day, divided by what became of them.
export function Bars({ days }: { days: Schemas["Of"][] }) {
  const texts = useTexts(statisticsTexts);
  const most = Math.max(1, ...days.map((d) => Math.max(d.calls, kinds.reduce((sum, k) => sum + d[k], 0))));
  const step = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000].find((s) => most / s <= 5) ?? 20000;
  const top = Math.ceil(most / step) * step;
  const y = (n: number) => 8 + (1 - n / top) * (high - bottom - 8);
  const each = (wide - left) / Math.max(1, days.length);
  const every = Math.ceil(days.length / 8);
  return (
    <>
      <div className="scroll" tabIndex={0} role="group" aria-label={texts.days}>
        <svg className="bars" viewBox={`0 0 ${wide} ${high}`} role="img" aria-label={texts.daysAbout} style={{ minInlineSize: 520 }}>
          {Array.from({ length: Math.round(top / step) + 1 }, (_, i) => i * step).map((n) => (
            <g key={n}>
              <line className="rule" x1={left} x2={wide} y1={y(n)} y2={y(n)} />
              <text x={left - 8} y={y(n) + 4} textAnchor="end">
                {number(n)}
              </text>
            </g>
          ))}
          {days.map((d, i) => {
            let below = 0;
            return (
              <g key={d.id}>
                <title>{`${day(`${d.id}T12:00:00Z`)}: ${d.calls} ${texts.calls}`}</title>
                {kinds.map((k) => {
                  const from = below;
                  below += d[k];
                  return d[k] > 0 && <rect key={k} className={k} x={left + i * each + each * 0.15} width={Math.max(1, each * 0.7)} y={y(below)} height={y(from) - y(below)} />;
                })}
                {i % every === 0 && (
                  <text x={left + i * each + each / 2} y={high - 6} textAnchor="middle">
                    {day(`${d.id}T12:00:00Z`)}
                  </text>
                )}
              </g>
            );
          })}
        </svg>
      </div>
      <div className="legend" aria-hidden="true">
        {kinds.map((k) => (
          <span key={k}>
            <span className={`swatch ${k}`} />
            {texts[k]}
          </span>
        ))}
      </div>
    </>
  );
}
