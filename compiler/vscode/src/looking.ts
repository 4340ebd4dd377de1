// Which of the cases of a page is meant where the cursor stands.

interface Lens {
  range: { start: { line: number } };
  command?: { command: string; arguments?: unknown[] };
}

/** The command that looks into the last case that begins at a line or above it. */
export function nearest(lenses: readonly Lens[], line: number): { command: string; arguments?: unknown[] } | undefined {
  const above = lenses.filter((one) => one.command?.command === "qanun.look" && one.range.start.line <= line);
  return above.reduce<Lens | undefined>((best, one) => (best === undefined || one.range.start.line >= best.range.start.line ? one : best), undefined)?.command;
}
