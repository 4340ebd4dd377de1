// The web page on which tables of cases are edited, and what it is told.

import { tables } from "./tables.js";

/** What is told of a line of the page: words, and whether they tell something wrong. */
export interface Said {
  line: number;
  words: string;
  wrong: boolean;
}

export interface ShownTable {
  title: string;
  header: string[];
  rows: { cells: string[]; text: string; said: string; wrong: boolean }[];
}

/** The tables of a text, with what is told of each row. */
export function shownTables(text: string, said: readonly Said[]): ShownTable[] {
  return tables(text).map((table) => ({
    title: table.title,
    header: table.header.cells.map((cell) => cell.words),
    rows: table.rows.map((row) => {
      const here = said.filter((one) => one.line === row.line);
      return {
        cells: row.cells.map((cell) => cell.words),
        text: text.slice(row.start, row.end),
        said: [...new Set(here.map((one) => one.words))].join("\n"),
        wrong: here.some((one) => one.wrong),
      };
    }),
  }));
}

/** The page, before it is told of any table: no law stands in its HTML. */
export function tablePage(source: string, nonce: string, script: string, style: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ${source}; script-src 'nonce-${nonce}'; form-action 'none'; base-uri 'none'">
<link rel="stylesheet" href="${style}">
<script nonce="${nonce}" src="${script}"></script>
<title>Tables of cases</title>
</head>
<body></body>
</html>
`;
}
