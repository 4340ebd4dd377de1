// The projects of law of a workspace, and the language server of each.

import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { LanguageClient, type LanguageClientOptions, type ServerOptions } from "vscode-languageclient/node";
import { isProject, MISSING, qanun } from "./finding.js";

export interface Project {
  root: string;
  client: LanguageClient | undefined;
}

const isFile = (path: string) => existsSync(path) && statSync(path).isFile();
const machine = { platform: process.platform, env: process.env, isProgram: isFile };

/** The program of a project; undefined where there is none. */
export function programOf(root: string): string | undefined {
  const setting = vscode.workspace.getConfiguration("qanun", vscode.Uri.file(root)).get("command", "");
  return qanun(root, setting, machine);
}

/** The folders of the workspace with a project of law, and those within that have one. */
async function roots(): Promise<string[]> {
  const found = await vscode.workspace.findFiles("**/pyproject.toml", "**/{node_modules,.venv,venv}/**", 50);
  const files = found.map((one) => one.fsPath).filter((path) => isProject(readFileSync(path, "utf8")));
  const folders = files.map((path) => vscode.Uri.joinPath(vscode.Uri.file(path), "..").fsPath).sort();
  return folders.filter((one, at) => !folders.slice(0, at).some((other) => isWithin(one, other)));
}

export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith("/") || folder.endsWith("\\") ? folder : join(folder, "/"));
}

/** Starts the server of each project. Where a project has no qanun, or none for editors, one sentence says what to do. */
export async function begin(): Promise<Project[]> {
  return Promise.all(
    (await roots()).map(async (root) => {
      const program = programOf(root);
      if (program === undefined) {
        void vscode.window.showWarningMessage(MISSING);
        return { root, client: undefined };
      }
      return { root, client: await started(root, program) };
    }),
  );
}

/** The commands that a server knows, and how it is asked to do one. */
export function served(client: LanguageClient): readonly string[] {
  return client.initializeResult?.capabilities.executeCommandProvider?.commands ?? [];
}

export function ask(client: LanguageClient, command: string, given: unknown[]): Promise<unknown> {
  return client.sendRequest("workspace/executeCommand", { command, arguments: given });
}

/** What the server of a project answers of a page; nothing where there is none. Other extensions are not asked. */
export async function told<T>(project: Project | undefined, method: "textDocument/codeLens" | "textDocument/documentSymbol", uri: vscode.Uri): Promise<T[]> {
  const found = await project?.client?.sendRequest<T[] | null>(method, { textDocument: { uri: `${uri}` } });
  return found ?? [];
}

async function started(root: string, program: string): Promise<LanguageClient | undefined> {
  const server: ServerOptions = { command: program, args: ["lsp"], options: { cwd: root } };
  const uri = vscode.Uri.file(root);
  const options: LanguageClientOptions = {
    documentSelector: [{ scheme: "file", language: "markdown" }],
    workspaceFolder: { uri, name: uri.path.split("/").at(-1) ?? "law", index: 0 },
    synchronize: { fileEvents: vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(uri, "**/*.{md,toml,accepted}")) },
    outputChannelName: "Qanun",
  };
  const client = new LanguageClient("qanun", "Qanun", server, options);
  // The client would register each command of its server anew, which fails in the second project: `served` has them all.
  const own = client.getFeature("workspace/executeCommand") as unknown as { initialize(): void };
  own.initialize = () => undefined;
  try {
    await client.start();
    return client;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    void vscode.window.showWarningMessage(`\`${program} lsp\` could not be started; it needs \`pip install "qanun[editor]"\`. ${reason}`);
    return undefined;
  }
}
