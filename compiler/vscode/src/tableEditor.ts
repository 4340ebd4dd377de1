// The tables of cases of a page, edited as tables: what is changed there changes the text, and the other way round.

import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import type { Lens } from "./looking.js";
import { type Said, shownTables, tablePage } from "./tablePage.js";
import { edited, isWish } from "./tables.js";

export class TableEditor implements vscode.CustomTextEditorProvider {
  constructor(
    private readonly extension: vscode.Uri,
    private readonly lensesOf: (uri: vscode.Uri) => Promise<Lens[]>,
  ) {}

  resolveCustomTextEditor(document: vscode.TextDocument, panel: vscode.WebviewPanel): void {
    const { webview } = panel;
    const media = vscode.Uri.joinPath(this.extension, "media");
    const address = (name: string) => `${webview.asWebviewUri(vscode.Uri.joinPath(media, name))}`;
    webview.options = { enableScripts: true, localResourceRoots: [media] };
    const tell = () => void this.tell(document, webview);
    const listening = [
      vscode.workspace.onDidChangeTextDocument((one) => one.document === document && tell()),
      vscode.languages.onDidChangeDiagnostics((one) => one.uris.some((uri) => `${uri}` === `${document.uri}`) && tell()),
      webview.onDidReceiveMessage(async (one: unknown) => {
        if (isWish(one)) await change(document, one);
        tell();
      }),
    ];
    panel.onDidDispose(() => listening.forEach((one) => one.dispose()));
    webview.html = tablePage(webview.cspSource, randomBytes(16).toString("hex"), address("table.js"), address("table.css"));
  }

  private async tell(document: vscode.TextDocument, webview: vscode.Webview): Promise<void> {
    const { version } = document;
    const told = saidOf(document, await this.lensesOf(document.uri));
    if (document.version === version) await webview.postMessage({ tables: shownTables(document.getText(), told) });
  }
}

async function change(document: vscode.TextDocument, wish: Parameters<typeof edited>[1]): Promise<void> {
  const found = edited(document.getText(), wish);
  if (found === undefined) return;
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(document.positionAt(found.start), document.positionAt(found.end)), found.words);
  await vscode.workspace.applyEdit(edit);
}

/** What is told of each line: mistakes, else what became of the case, which the server says above it. */
function saidOf(document: vscode.TextDocument, lenses: readonly Lens[]): Said[] {
  const wrong = vscode.languages.getDiagnostics(document.uri);
  const mistakes = wrong.map((one) => ({ line: one.range.start.line, words: one.message, wrong: true }));
  const states = lenses.filter((one) => /^(?:passes|fails)\b/.test(one.command?.title ?? ""));
  const told = states.map((one) => {
    const words = one.command?.title ?? "";
    return { line: one.range.start.line, words, wrong: words !== "passes" };
  });
  return [...mistakes, ...told.filter((one) => !mistakes.some((other) => other.line === one.line))];
}
