import assert from "node:assert/strict";
import { test } from "node:test";
import { edited, isWish, shown, tables, type Wish, written } from "../src/tables.js";
import { shownTables } from "../src/tablePage.js";

const PAGE = [
  "# Worked cases",
  "",
  "```qanun",
  "fact works",
  "cases \"who may \\\"stay\\\"\" as settled",
  "  given works",
  "  then stay",
  "```",
  "",
  "| case | works | stay |",
  "|:--|---|--:|",
  "| a bar \\| within | yes |  |",
  "| **bold** \\* | no | may |",
  "",
  "```qanun",
  "question what",
  "```",
  "",
  "| no | table | of cases |",
  "|---|---|---|",
  "| a | b | c |",
  "",
].join("\n");

function after(text: string, wish: Wish): string | undefined {
  const edit = edited(text, wish);
  return edit === undefined ? undefined : text.slice(0, edit.start) + edit.words + text.slice(edit.end);
}

test("only tables below a block that ends with cases are found", () => {
  const found = shownTables(PAGE, [{ line: 11, words: "fails", wrong: true }, { line: 12, words: "passes", wrong: false }]);
  assert.deepEqual(found, [
    {
      title: 'who may "stay"',
      header: ["case", "works", "stay"],
      rows: [
        { cells: ["a bar | within", "yes", ""], text: "| a bar \\| within | yes |  |", said: "fails", wrong: true },
        { cells: ["**bold** \\*", "no", "may"], text: "| **bold** \\* | no | may |", said: "passes", wrong: false },
      ],
    },
  ]);
});

test("a cell is changed, and nothing else", () => {
  const set = { do: "set", table: 0, row: 0, cell: 1, was: "yes", words: "no" } as const;
  assert.equal(after(PAGE, set), PAGE.replace("within | yes |", "within | no |"));
  assert.equal(after(PAGE, { ...set, cell: 2, was: "", words: "a | b" }), PAGE.replace("| yes |  |", "| yes | a \\| b |"));
  assert.equal(after(PAGE, { ...set, words: "" }), PAGE.replace("within | yes |", "within |  |"));
});

test("a row is copied and removed, also the last one of a text", () => {
  const text = PAGE.slice(0, PAGE.indexOf("\n\n```qanun\nquestion"));
  const last = "| **bold** \\* | no | may |";
  assert.equal(after(text, { do: "copy", table: 0, row: 1, was: last }), `${text}\n${last}`);
  assert.equal(after(text, { do: "remove", table: 0, row: 1, was: last }), text.slice(0, -last.length - 1));
  const first = "| a bar \\| within | yes |  |";
  assert.equal(after(text, { do: "remove", table: 0, row: 0, was: first }), text.replace(`${first}\n`, ""));
});

test("what is another by now is not overwritten", () => {
  assert.equal(edited(PAGE, { do: "set", table: 0, row: 0, cell: 1, was: "no", words: "x" }), undefined);
  assert.equal(edited(PAGE, { do: "remove", table: 0, row: 0, was: "| other |" }), undefined);
  assert.equal(edited(PAGE, { do: "copy", table: 1, row: 0, was: "| a | b | c |" }), undefined);
});

test("lines end as the text's do", () => {
  const text = PAGE.replaceAll("\n", "\r\n");
  const was = "| a bar \\| within | yes |  |";
  assert.equal(after(text, { do: "copy", table: 0, row: 0, was }), text.replace(was, `${was}\r\n${was}`));
  assert.equal(after(text, { do: "remove", table: 0, row: 0, was }), text.replace(`${was}\r\n`, ""));
});

test("words go into a cell and come back, whatever they are", () => {
  for (const words of ["", "a", "a|b", "||", "\\\\", "a \\| b".replace("\\", "\\\\"), "*x*", "\\*", "<b>", "é | 🐝", "|"]) {
    assert.equal(shown(written(words)), words, words);
  }
  assert.equal(written("a\\"), "a\\\\");
  assert.equal(written("two\nlines \r\n of it"), "two lines of it");
});

test("every cell of random words keeps its neighbours", () => {
  const signs = ["|", "\\", " ", "a", "*", "`", "\n", "ə", "🐝", "<", '"'];
  let seed = 7;
  const draw = (below: number) => (seed = (seed * 1103515245 + 12345) % 2147483648) % below;
  for (let turn = 0; turn < 3000; turn += 1) {
    const words = Array.from({ length: draw(7) }, () => signs[draw(signs.length)]).join("");
    const text = after(PAGE, { do: "set", table: 0, row: 1, cell: 1, was: "no", words });
    assert.ok(text !== undefined);
    const cells = tables(text)[0]!.rows[1]!.cells.map((one) => one.words);
    assert.deepEqual([cells[0], cells[2], cells.length], ["**bold** \\*", "may", 3], words);
    assert.equal(tables(text).length, 1);
  }
});

test("no message of a page is a wish but those three", () => {
  assert.ok(isWish({ do: "set", table: 0, row: 1, cell: 2, was: "", words: "x" }));
  for (const wrong of [null, 3, {}, { do: "set", table: 0, row: 1, was: "" }, { do: "copy", table: -1, row: 0, was: "" }, { do: "drop", table: 0, row: 0, was: "" }]) {
    assert.ok(!isWish(wrong));
  }
});
