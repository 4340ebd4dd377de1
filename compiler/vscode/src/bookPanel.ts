// Panels that show pages of the built book: one beside the text, which follows the cursor, and one that asks questions.

import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { fileOf, type Law, panelPage, said } from "./book.js";
import { isWithin } from "./projects.js";

const NOT_BUILT = "The book is not built yet. The command `Qanun: Build the book` builds it; this page follows by itself.";

/** The folder of a project's built book. */
export function bookOf(root: string): string {
  return join(root, vscode.workspace.getConfiguration("qanun", vscode.Uri.file(root)).get("book", "site"));
}

/** What the built book tells of its law; undefined where none is built. */
export function lawOf(root: string): Law | undefined {
  const file = join(bookOf(root), "law.json");
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Law) : undefined;
}

export class BookPanel {
  private page = "";
  private readonly panel: vscode.WebviewPanel;
  private readonly folder: string;
  private wanted = "";
  /** Whether the page that is shown has said that it can be told something. */
  private ready = false;
  private readonly watcher: vscode.FileSystemWatcher;
  open = true;

  constructor(
    private readonly extension: vscode.Uri,
    readonly root: string,
    private readonly form: boolean,
    private readonly elsewhere: (page: string, fragment: string) => void,
  ) {
    this.folder = bookOf(root);
    const roots = [vscode.Uri.file(join(this.folder, "assets")), vscode.Uri.joinPath(extension, "media")];
    const where = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    const title = form ? "Question" : "Book";
    this.panel = vscode.window.createWebviewPanel("qanun.book", title, where, {
      enableScripts: true,
      localResourceRoots: roots,
      retainContextWhenHidden: form,
    });
    this.panel.webview.onDidReceiveMessage((one: unknown) => this.receive(one));
    this.watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(vscode.Uri.file(this.folder), "law.json"));
    const again = () => this.load(this.page);
    this.watcher.onDidChange(again);
    this.watcher.onDidCreate(again);
    this.panel.onDidDispose(() => {
      this.open = false;
      this.watcher.dispose();
    });
  }

  /** Show a place of the book: a page, and what stands behind `#` in its address. The page is read only if it is another. */
  show(page: string, fragment: string): void {
    this.wanted = fragment;
    if (page !== this.page) this.load(page);
    else if (this.ready) void this.panel.webview.postMessage({ show: fragment });
  }

  /** Say that there is nothing to show, until there is. */
  notBuilt(): void {
    this.page = "";
    this.panel.webview.html = said(NOT_BUILT, this.panel.webview.cspSource, this.media("page.css"));
  }

  private load(page: string): void {
    this.page = page;
    this.ready = false;
    const file = join(this.folder, page);
    const there = page !== "" && existsSync(file) && isWithin(realpathSync(file), realpathSync(this.folder));
    if (!there) return this.notBuilt();
    const { webview } = this.panel;
    webview.html = panelPage(readFileSync(file, "utf8"), page, {
      address: (one) => `${webview.asWebviewUri(vscode.Uri.file(join(this.folder, one)))}`,
      source: webview.cspSource,
      nonce: randomBytes(16).toString("hex"),
      script: this.media("page.js"),
      style: this.media("page.css"),
      dark: isDark(),
      form: this.form,
    });
    return undefined;
  }

  private media(name: string): string {
    return `${this.panel.webview.asWebviewUri(vscode.Uri.joinPath(this.extension, "media", name))}`;
  }

  private receive(one: unknown): void {
    const told = (one ?? {}) as { ready?: unknown; open?: unknown };
    if (told.ready === this.page) {
      this.ready = true;
      if (this.wanted !== "") void this.panel.webview.postMessage({ show: this.wanted });
    } else if (typeof told.open === "string") this.follow(told.open);
  }

  /** Go where a link leads: questions are asked in a panel of their own. */
  private follow(address: string): void {
    const file = fileOf(this.page, address);
    const fragment = address.includes("#") ? address.slice(address.indexOf("#") + 1) : "";
    if (file?.endsWith(".html") === true) {
      if (file.startsWith("questions/") === this.form) this.show(file, fragment);
      else this.elsewhere(file, fragment);
    } else if (/^https?:/.test(address)) void vscode.env.openExternal(vscode.Uri.parse(address));
  }
}

function isDark(): boolean {
  const { kind } = vscode.window.activeColorTheme;
  return kind === vscode.ColorThemeKind.Dark || kind === vscode.ColorThemeKind.HighContrast;
}
