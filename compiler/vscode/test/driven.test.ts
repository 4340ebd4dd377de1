// The extension as it is packed, in an editor of a few lines, with a real `qanun lsp`: QANUN_BIN names the folder of the program.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import Module, { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { MISSING } from "../src/finding.js";
import { Editor, type Panel } from "./editor.js";

const PAGE = `---
law: Law on bees
jurisdiction: Nowhere
module: bees
in_force: not stated
rounding: down
time_zone: Europe/London
source: made up for a test
---

# Law on bees

## Article 1. Hives

> **1.1** Whoever keeps bees registers the hive.

\`\`\`qanun
fact keeps_bees "the person keeps bees"
party keeper "a keeper of bees" who keeps_bees

obligation register "register the hive"
  on keeper

question hive "Must the hive be registered?"
  answers register

cases "who must"
  given keeps_bees
  then register
\`\`\`

| case | keeps bees | register |
|---|---|---|
| a keeper | yes | must |
| nobody else | no | must |
`;
const BOOK = { laws: [{ module: "bees", place: "law/bees/index.html", articles: [{ name: "Article 1", place: "law/bees/article-1.html", provisions: [{ anchor: "bees#1.1", label: "1.1", line: 15 }] }] }], questions: [{ name: "bees.hive", label: "Must the hive be registered?", place: "questions/bees.hive.html" }] }; // prettier-ignore

function project(): string {
  const root = mkdtempSync(join(tmpdir(), "law-"));
  const files = { "pyproject.toml": '[tool.qanun]\nstatutes = "statutes"\npackage = "bees_law"\n', "statutes/bees.md": PAGE };
  const article = '<article><p id="1.1">Whoever</p></article>';
  const book = { "site/law.json": JSON.stringify(BOOK), "site/law/bees/article-1.html": article, "site/questions/bees.hive.html": article };
  for (const [name, content] of Object.entries({ ...files, ...book })) {
    mkdirSync(join(root, name, ".."), { recursive: true });
    writeFileSync(join(root, name), content);
  }
  return root;
}

/** The extension, as a fresh editor loads it. */
function extension(editor: Editor): { activate(context: unknown): Promise<void>; deactivate(): Promise<void> } {
  const file = join(process.cwd(), "out", "extension.js");
  const inner = Module as unknown as { _load(name: string, ...given: unknown[]): unknown };
  const load = inner._load;
  inner._load = (name, ...given) => (name === "vscode" ? editor.vscode : load.call(inner, name, ...given));
  const required = createRequire(file);
  delete required.cache[file];
  const made = required(file);
  inner._load = load;
  return made;
}

/** Wait until something holds; the machine may be as busy as it likes. */
async function until<T>(what: string, holds: () => T | Promise<T>): Promise<NonNullable<T>> {
  for (let turn = 0; turn < 6000; turn += 1) {
    const found = await holds();
    if (found) return found;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`never: ${what}`);
}

test("from the first mistake to a table that was edited, a book that follows and a question", async () => {
  const root = project();
  process.env["PATH"] = `${process.env["QANUN_BIN"]}:${process.env["PATH"]}`;
  const editor = new Editor(root);
  const { activate, deactivate } = extension(editor);
  const document = editor.open(join(root, "statutes", "bees.md"));
  await activate({ extensionUri: editor.vscode.Uri.file(process.cwd()), subscriptions: [] });
  const told = () => editor.diagnostics.get(`${document.uri}`) ?? [];

  // A name that is misspelt is told, and counted in the status line.
  editor.change(document, PAGE.replace("on keeper", "on keepr"));
  await until("a mistake is told", () => told().some((one) => one.message.includes("keepr")));
  assert.match(editor.bar.text, /^Qanun: \d mistake/);
  editor.change(document, PAGE);
  await until("it is told no more", () => told().length === 0);
  assert.equal(editor.bar.text, "Qanun: no mistakes");

  // Of the table one case does not come out. That is shown beside its row, and a cell that is changed there mends it.
  const tables: Panel = new (await import("./editor.js")).Panel();
  const [, provider] = editor.providers.get("registerCustomEditorProvider")!;
  provider.resolveCustomTextEditor(document, tables);
  assert.match(tables.webview.html, /script-src 'nonce-[0-9a-f]{32}'; form-action/);
  assert.ok(!tables.webview.html.includes("keeper"));
  tables.say({ ready: true });
  const rows = () => tables.posted.at(-1)?.tables[0]?.rows;
  await until("the failing row is marked", () => rows()?.[1]?.wrong && rows()[0].said === "passes");
  tables.say({ do: "set", table: 0, row: 1, cell: 2, was: "may", words: "lost" });
  tables.say({ do: "set", table: 0, row: 1, cell: 2, was: "must", words: "not applicable" });
  await until("the text has it", () => document.content !== PAGE);
  assert.equal(document.content, PAGE.replace("| no | must |", "| no | not applicable |"));
  await until("both rows pass", () => rows()?.every((one: { said: string }) => one.said === "passes"));

  // The book's page of the article stands beside the text, and follows the cursor.
  editor.cursor(document, "Whoever");
  await editor.run("qanun.showBook");
  const [book] = editor.panels;
  assert.match(book!.webview.html, /data-page="law\/bees\/article-1\.html"/);
  book!.say({ ready: "law/bees/article-1.html" });
  assert.deepEqual(book!.posted, [{ show: "1.1" }]);
  book!.say({ open: "../index.html#laws" });
  assert.match(book!.webview.html, /The book is not built yet/);
  editor.cursor(document, "fact keeps_bees");
  await until("the book is back", () => book!.webview.html.includes('data-page="law/bees/article-1.html"'));

  // A question is chosen from the book's.
  editor.picked = (items) => items.find((one) => one.label === "Must the hive be registered?");
  await editor.run("qanun.askQuestion");
  const [, question] = editor.panels;
  assert.match(question!.webview.html, /data-page="questions\/bees\.hive\.html"/);
  question!.say({ ready: "questions/bees.hive.html" });
  book!.say({ open: "../../questions/bees.hive.html#case=%7B%7D" });
  assert.deepEqual(question!.posted, [{ show: "case=%7B%7D" }]);

  editor.picked = () => assert.fail("nobody is asked which");
  editor.cursor(document, "Must the hive");
  book!.say({ open: "../../questions/index.html" });
  await editor.run("qanun.askQuestion");
  assert.match(question!.webview.html, /data-page="questions\/bees\.hive\.html"/);

  // Looking into the case at the cursor goes to the server.
  editor.cursor(document, "| a keeper |");
  await editor.run("qanun.lookHere");
  const lenses = () => editor.run("vscode.executeCodeLensProvider", [document.uri]);
  await until("it is looked into", async () => (await lenses()).some((one: { command: { title: string } }) => one.command.title === "look no more"));

  await deactivate();
  rmSync(root, { recursive: true });
});

test("without a qanun one sentence says what to install", async () => {
  const root = project();
  const path = process.env["PATH"];
  process.env["PATH"] = "";
  const editor = new Editor(root);
  const { activate } = extension(editor);
  await activate({ extensionUri: editor.vscode.Uri.file(process.cwd()), subscriptions: [] });
  process.env["PATH"] = path;
  assert.deepEqual([editor.shown, editor.bar.text], [[MISSING], "Qanun: not installed"]);
  rmSync(root, { recursive: true });
});
