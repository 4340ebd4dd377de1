import assert from "node:assert/strict";
import { test } from "node:test";
import { nearest } from "../src/looking.js";
import { status } from "../src/status.js";

test("the status line counts", () => {
  assert.deepEqual(
    [status(0, 0), status(1, 0), status(2, 1), status(0, 3)],
    ["Qanun: no mistakes", "Qanun: 1 mistake", "Qanun: 2 mistakes, 1 warning", "Qanun: 3 warnings"],
  );
});

test("the case at the cursor is the last that begins above it", () => {
  const lens = (line: number, command: string) => ({ range: { start: { line } }, command: { command, arguments: [line] } });
  const lenses = [lens(9, "qanun.look"), lens(3, "qanun.look"), lens(12, ""), lens(20, "qanun.look")];
  assert.deepEqual([nearest(lenses, 15)?.arguments, nearest(lenses, 9)?.arguments, nearest(lenses, 2)], [[9], [9], undefined]);
});
