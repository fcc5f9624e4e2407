import type { ReactNode } from "react";

// Facts is a table of facts to read, which scrolls by itself where it is too wide, by keyboard too.
export function Facts({ label, heads, children }: { label: string; heads: ReactNode; children: ReactNode }) {
  return (
    <div className="scroll" tabIndex={0} role="group" aria-label={label}>
      <table className="facts">
        <thead>
          <tr>{heads}</tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

// headsOf are plain column heads.
export function headsOf(titles: string[]): ReactNode {
  return titles.map((title) => (
    <th key={title} scope="col">
      {title}
    </th>
  ));
}
