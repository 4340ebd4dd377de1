import assert from "node:assert/strict";
import { test } from "node:test";
import { inWords, refusal } from "../src/answers.js";
import { enclosing, type Entry, nearest } from "../src/looking.js";
import { status } from "../src/status.js";

test("the status line counts", () => {
  assert.deepEqual(
    [status(0, 0), status(1, 0), status(2, 1), status(0, 3)],
    ["Qanun: no mistakes", "Qanun: 1 mistake", "Qanun: 2 mistakes, 1 warning", "Qanun: 3 warnings"],
  );
});

test("the case at the cursor is the last that begins above it", () => {
  const lens = (line: number, command: string) => ({ range: { start: { line } }, command: { title: "", command, arguments: [line] } });
  const lenses = [lens(9, "qanun.look"), lens(3, "qanun.look"), lens(12, ""), lens(20, "qanun.look")];
  assert.deepEqual([nearest(lenses, 15)?.arguments, nearest(lenses, 9)?.arguments, nearest(lenses, 2)], [[9], [9], undefined]);
});

test("a line is within what begins above it and ends below", () => {
  const entry = (name: string, start: number, end: number, character: number, children: Entry[] = []): Entry => ({ name, range: { start: { line: start }, end: { line: end, character } }, children });
  const outline = [entry("Article 1", 4, 20, 0, [entry("1.1", 6, 10, 3), entry("1.2", 12, 20, 0)]), entry("Article 2", 20, 30, 0)];
  const found = [3, 5, 10, 11, 19, 20, 30].map((line) => enclosing(outline, line));
  assert.deepEqual(found, [[], ["Article 1"], ["Article 1", "1.1"], ["Article 1"], ["Article 1", "1.2"], ["Article 2"], []]);
});

test("answers of the server are lines for people", () => {
  const answer = {
    title: "a keeper",
    passes: true,
    failures: [],
    answers: { "bees.register": "must" },
    steps: [{ name: "bees.keeps_bees", label: "", value: "yes", file: "bees.md", line: 9 }],
    changes: [{ fact: "bees.keeps_bees", value: "no", answers: { "bees.register": "not applicable" } }],
  };
  assert.equal(
    inWords(answer),
    [
      "title: a keeper",
      "passes: yes",
      "answers:",
      "  bees.register: must",
      "steps:",
      "  - bees.keeps_bees, yes, bees.md, 9",
      "changes:",
      "  - bees.keeps_bees, no",
      "      answers:",
      "        bees.register: not applicable",
    ].join("\n"),
  );
  assert.deepEqual([inWords(null), inWords("x"), refusal({ error: "no case" }), refusal(answer)], ["", "", "no case", undefined]);
});
