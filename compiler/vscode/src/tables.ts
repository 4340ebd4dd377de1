// The tables of cases of a page: read cell by cell, changed by the smallest edits of the text.

/** A cell: its text as it is shown, where its words stand, and where it lies between its bars. */
export interface Cell {
  words: string;
  start: number;
  end: number;
  from: number;
  to: number;
}

export interface Row {
  cells: Cell[];
  /** The line, from 0, and where it begins and ends, without its break. */
  line: number;
  start: number;
  end: number;
}

export interface Table {
  title: string;
  header: Row;
  rows: Row[];
}

/** A change of a text: what lies between two offsets becomes these words. */
export interface Edit {
  start: number;
  end: number;
  words: string;
}

interface Line {
  text: string;
  start: number;
}

const PAIR = /\\[^]|\|/g;

/** The words of a cell as people read them: a bar needs no backslash there. All else is as it is written. */
export function shown(raw: string): string {
  return raw.replace(PAIR, (pair) => (pair === "\\|" ? "|" : pair));
}

/** Words as a cell holds them: on one line, and no bar or backslash at the edge ends the cell. */
export function written(words: string): string {
  const line = words.replace(/\s*[\r\n\u2028\u2029]+\s*/g, " ").trim();
  return line.replace(/\\[^|]|\\|\|/g, (one) => (one === "\\" ? "\\\\" : one === "|" ? "\\|" : one));
}

function lines(text: string): Line[] {
  const found: Line[] = [];
  let start = 0;
  for (const one of text.split("\n")) {
    found.push({ text: one.endsWith("\r") ? one.slice(0, -1) : one, start });
    start += one.length + 1;
  }
  return found;
}

/** The tables below blocks whose last entry is `cases`, in the order of the text. */
export function tables(text: string): Table[] {
  const every = lines(text);
  const found: Table[] = [];
  for (let at = 0; at < every.length; at += 1) {
    const fence = /^(`{3,}|~{3,})[ \t]*(\S*)/.exec(every[at]!.text);
    if (fence === null) continue;
    const end = closing(every, at + 1, fence[1]!);
    const title = fence[2] === "qanun" ? casesAtTheEnd(every.slice(at + 1, end)) : undefined;
    at = end;
    const table = title === undefined ? undefined : below(every, end + 1, title);
    if (table !== undefined) found.push(table);
  }
  return found;
}

function closing(every: Line[], from: number, fence: string): number {
  for (let at = from; at < every.length; at += 1) {
    const line = every[at]!.text.trimEnd();
    if (line.length >= fence.length && line.replaceAll(fence[0]!, "") === "") return at;
  }
  return every.length;
}

/** The title of the `cases` that end a block; undefined where another entry does. */
function casesAtTheEnd(block: Line[]): string | undefined {
  const last = block.findLast((line) => /^[^\s#]/.test(line.text));
  const found = last === undefined ? null : /^cases\b(?:\s+"((?:[^"\\]|\\.)*)")?/.exec(last.text);
  return found === null ? undefined : (found[1] ?? "").replace(/\\(.)/g, "$1");
}

function below(every: Line[], from: number, title: string): Table | undefined {
  let at = from;
  while (at < every.length && every[at]!.text.trim() === "") at += 1;
  const rows: Row[] = [];
  for (; at < every.length && every[at]!.text.trimStart().startsWith("|"); at += 1) rows.push(row(every[at]!, at));
  const [header, rule, ...rest] = rows;
  if (header === undefined || rule === undefined) return undefined;
  if (!rule.cells.every((cell) => /^:?-+:?$/.test(cell.words)) || rule.cells.length !== header.cells.length) return undefined;
  return { title, header, rows: rest };
}

function row(line: Line, number: number): Row {
  const bars = [...line.text.matchAll(PAIR)].filter((one) => one[0] === "|").map((one) => one.index);
  const closed = line.text.slice((bars.at(-1) ?? 0) + 1).trim() === "" && bars.length > 1;
  const edges = closed ? bars : [...bars, line.text.length];
  const cells = edges.slice(1).map((to, index) => {
    const from = edges[index]! + 1;
    const inner = line.text.slice(from, to);
    const lead = inner.length - inner.trimStart().length;
    const words = inner.trim();
    const start = line.start + from + (words === "" ? 0 : lead);
    return { words: shown(words), start, end: start + words.length, from: line.start + from, to: line.start + to };
  });
  return { cells, line: number, start: line.start, end: line.start + line.text.length };
}

/** A request of the table's page. `was`: what stood there for who asks; another by now is not overwritten. */
export type Wish =
  | { do: "set"; table: number; row: number; cell: number; was: string; words: string }
  | { do: "copy"; table: number; row: number; was: string }
  | { do: "remove"; table: number; row: number; was: string };

/** Whether something that came from a web page is a wish. */
export function isWish(one: unknown): one is Wish {
  if (typeof one !== "object" || one === null) return false;
  const part = one as Record<string, unknown>;
  const whole = (name: string) => Number.isSafeInteger(part[name]) && (part[name] as number) >= 0;
  if (!whole("table") || !whole("row") || typeof part["was"] !== "string") return false;
  return part["do"] === "set" ? whole("cell") && typeof part["words"] === "string" : part["do"] === "copy" || part["do"] === "remove";
}

/** The edit that fulfils a wish; undefined where the text is not what it was. */
export function edited(text: string, wish: Wish): Edit | undefined {
  const found = tables(text)[wish.table]?.rows[wish.row];
  if (found === undefined) return undefined;
  const whole = text.slice(found.start, found.end);
  const eol = text.slice(found.end).startsWith("\r\n") || (!text.slice(found.end).startsWith("\n") && text.includes("\r\n")) ? "\r\n" : "\n";
  switch (wish.do) {
    case "set": {
      const cell = found.cells[wish.cell];
      if (cell === undefined || cell.words !== wish.was) return undefined;
      const words = written(wish.words);
      if (words === "" || cell.words === "") return { start: cell.from, end: cell.to, words: words === "" ? "  " : ` ${words} ` };
      return { start: cell.start, end: cell.end, words };
    }
    case "copy":
      return whole === wish.was ? { start: found.end, end: found.end, words: eol + whole } : undefined;
    case "remove":
      return whole === wish.was ? removed(text, found) : undefined;
  }
}

function removed(text: string, row: Row): Edit {
  const behind = text.indexOf("\n", row.end);
  if (behind >= 0) return { start: row.start, end: behind + 1, words: "" };
  const before = text.slice(0, row.start).replace(/\r?\n$/, "").length;
  return { start: before, end: text.length, words: "" };
}
