import assert from "node:assert/strict";
import { test } from "node:test";
import { isProject, qanun } from "../src/finding.js";

function found(root: string, programs: string[], env: Record<string, string> = {}, setting = "", platform = "linux"): string | undefined {
  return qanun(root, setting, { platform, env, isProgram: (path) => programs.includes(path) });
}

test("the project's own environment comes before the active one and before PATH", () => {
  const env = { VIRTUAL_ENV: "/active", PATH: "/usr/bin:/opt/bin" };
  const every = ["/law/.venv/bin/qanun", "/law/venv/bin/qanun", "/active/bin/qanun", "/opt/bin/qanun"];
  for (let at = 0; at < every.length; at += 1) assert.equal(found("/law", every.slice(at), env), every[at]);
  assert.equal(found("/law", [], env), undefined);
});

test("on Windows programs stand in Scripts and end in .exe", () => {
  const own = "C:\\law\\.venv\\Scripts\\qanun.exe";
  assert.equal(found("C:\\law", [own], {}, "", "win32"), own);
  const path = { Path: "C:\\Windows;D:\\Python\\Scripts" };
  assert.equal(found("C:\\law", ["D:\\Python\\Scripts\\qanun.exe"], path, "", "win32"), "D:\\Python\\Scripts\\qanun.exe");
});

test("a program that is named is taken, and no other in its place", () => {
  assert.equal(found("/law", ["/law/tools/qanun", "/law/.venv/bin/qanun"], {}, "tools/qanun"), "/law/tools/qanun");
  assert.equal(found("/law", ["/law/.venv/bin/qanun"], {}, "/other/qanun"), undefined);
  assert.equal(found("/law", ["/usr/bin/qanun-3"], { PATH: "/usr/bin" }, "qanun-3"), "/usr/bin/qanun-3");
});

test("a folder of PATH that is relative is not looked into: it would be one of the project", () => {
  assert.equal(found("/law", ["bin/qanun", "/law/bin/qanun", "qanun"], { PATH: "bin::." }), undefined);
});

test("a project of law has its settings in pyproject.toml", () => {
  assert.ok(isProject('[project]\nname = "a"\n\n[tool.qanun]\nstatutes = "s"\n'));
  assert.ok(!isProject('[tool.ruff]\nexclude = ["[tool.qanun]"]\n'));
});
