// Where the qanun program of a project is.

import { posix, win32 } from "node:path";

/** What is looked at: nothing here touches the machine itself. */
export interface Machine {
  platform: string;
  env: Record<string, string | undefined>;
  isProgram(path: string): boolean;
}

/** The sentence for who has no qanun. */
export const MISSING =
  'No qanun was found: run `python -m venv .venv` and `pip install "qanun[editor]"` in the project\'s folder, or name the program in the setting `qanun.command`.';

/** The program that a setting names, else that of the project's own environment, the active one, or PATH. */
export function qanun(root: string, setting: string, machine: Machine): string | undefined {
  const windows = machine.platform === "win32";
  const path = windows ? win32 : posix;
  if (setting) {
    const named = path.isAbsolute(setting) || !/[\\/]/.test(setting) ? setting : path.join(root, setting);
    const found = path.isAbsolute(named) ? [named] : onPath(named, machine, path);
    return found.find((one) => machine.isProgram(one));
  }
  const own = [".venv", "venv"].map((name) => path.join(root, name));
  const active = [machine.env["VIRTUAL_ENV"], machine.env["CONDA_PREFIX"]].filter((one) => one !== undefined && one !== "");
  const folders = [...own, ...(active as string[])].map((one) => path.join(one, windows ? "Scripts" : "bin"));
  const name = windows ? "qanun.exe" : "qanun";
  const there = [...folders.map((one) => path.join(one, name)), ...onPath(name, machine, path)];
  return there.find((one) => machine.isProgram(one));
}

/** The places at which a program of PATH may be. One that is relative is none: it would depend on who asks. */
function onPath(name: string, machine: Machine, path: typeof posix): string[] {
  const written = machine.env["PATH"] ?? machine.env["Path"] ?? "";
  return written.split(path.delimiter).filter((one) => path.isAbsolute(one)).map((one) => path.join(one, name));
}

/** Whether a pyproject.toml is that of a project of law. */
export function isProject(settings: string): boolean {
  return /^\s*\[\s*tool\s*\.\s*qanun\s*\]/m.test(settings);
}
