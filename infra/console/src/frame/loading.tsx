import { useTexts } from "../words/language";
import { frameTexts } from "./words";

// Loading keeps the place of what is on its way, so that the page does not jump.
export function Loading({ rows = 4 }: { rows?: number }) {
  const texts = useTexts(frameTexts);
  return (
    <div data-loading role="status" aria-label={texts.loading}>
      {Array.from({ length: rows }, (_, i) => (
        <div key={i} className="skeleton" data-part={i % 3} />
      ))}
    </div>
  );
}
