// What the server says of the places of a page, and which of it is meant where the cursor stands.

export interface Lens {
  range: { start: { line: number } };
  command?: { title: string; command: string; arguments?: unknown[] };
}

/** A line of the outline: what it names, from which line to which, from 0. */
export interface Entry {
  name: string;
  range: { start: { line: number }; end: { line: number; character: number } };
  children?: Entry[];
}

/** The names of what encloses a line, from the outside in. */
export function enclosing(entries: readonly Entry[], line: number): string[] {
  const covers = ({ range }: Entry) =>
    range.start.line <= line && (line < range.end.line || (line === range.end.line && range.end.character > 0));
  const here = entries.findLast(covers);
  return here === undefined ? [] : [here.name, ...enclosing(here.children ?? [], line)];
}

/** The command that looks into the last case that begins at a line or above it. */
export function nearest(lenses: readonly Lens[], line: number): { command: string; arguments?: unknown[] } | undefined {
  const above = lenses.filter((one) => one.command?.command === "qanun.look" && one.range.start.line <= line);
  return above.reduce<Lens | undefined>((best, one) => (best === undefined || one.range.start.line >= best.range.start.line ? one : best), undefined)?.command;
}
