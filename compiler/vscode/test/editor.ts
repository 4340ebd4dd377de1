// As much of VS Code as the extension and vscode-languageclient ask for, in node: documents, commands, panels, providers.

import { pathToFileURL, fileURLToPath } from "node:url";
import { readFileSync } from "node:fs";
import { join } from "node:path";

type Any = any; // eslint-disable-line

export class Position {
  constructor(
    readonly line: number,
    readonly character: number,
  ) {}
  isBeforeOrEqual(other: Position): boolean {
    return this.line < other.line || (this.line === other.line && this.character <= other.character);
  }
}

export class Range {
  readonly start: Position;
  readonly end: Position;
  constructor(...given: Any[]) {
    const [start, end] = given.length === 4 ? [new Position(given[0], given[1]), new Position(given[2], given[3])] : given;
    this.start = start;
    this.end = end;
  }
  contains(one: Position): boolean {
    return this.start.isBeforeOrEqual(one) && one.isBeforeOrEqual(this.end);
  }
}

export class Uri {
  private constructor(private readonly url: URL) {}
  static file = (path: string) => new Uri(pathToFileURL(path));
  static parse = (words: string) => new Uri(new URL(words));
  static joinPath = (one: Uri, ...parts: string[]) => Uri.file(join(one.fsPath, ...parts));
  get scheme(): string {
    return this.url.protocol.slice(0, -1);
  }
  get path(): string {
    return decodeURIComponent(this.url.pathname);
  }
  get fsPath(): string {
    return fileURLToPath(this.url);
  }
  with(change: { path: string }): Uri {
    return Uri.file(change.path);
  }
  toString(): string {
    return this.url.href;
  }
}

export class EventEmitter {
  private heard: ((one: Any) => unknown)[] = [];
  event = (act: (one: Any) => unknown, self?: Any) => {
    const bound = self === undefined ? act : act.bind(self);
    this.heard.push(bound);
    return { dispose: () => (this.heard = this.heard.filter((one) => one !== bound)) };
  };
  fire(one: Any): void {
    for (const act of [...this.heard]) act(one);
  }
  dispose(): void {
    this.heard = [];
  }
}

class Holder {
  [name: string]: Any;
  constructor(...given: Any[]) {
    this["given"] = given;
  }
}

/** A class of VS Code whose objects keep what they are given, by these names. */
const holding = (...names: string[]) =>
  class {
    [name: string]: Any;
    constructor(...given: Any[]) {
      names.forEach((name, at) => (this[name] = given[at]));
    }
  };

export class Document {
  version = 1;
  languageId = "markdown";
  isClosed = false;
  constructor(
    readonly uri: Uri,
    public content: string,
  ) {}
  get fileName(): string {
    return this.uri.fsPath;
  }
  getText(): string {
    return this.content;
  }
  positionAt(offset: number): Position {
    const before = this.content.slice(0, offset).split("\n");
    return new Position(before.length - 1, before.at(-1)!.length);
  }
  offsetAt(at: Position): number {
    return this.content.split("\n").slice(0, at.line).reduce((sum, line) => sum + line.length + 1, 0) + at.character;
  }
}

/** A panel, with what was posted to it and what it can say itself. */
export class Panel {
  visible = true;
  posted: Any[] = [];
  private readonly said = new EventEmitter();
  private readonly gone = new EventEmitter();
  onDidDispose = this.gone.event;
  webview: Any = {
    html: "",
    options: {},
    cspSource: "panel:",
    asWebviewUri: (uri: Uri) => `panel:${uri.path}`,
    onDidReceiveMessage: this.said.event,
    postMessage: async (one: Any) => this.posted.push(one),
  };
  say(one: Any): void {
    this.said.fire(one);
  }
}

/** The editor. `vscode` is what the extension imports. */
export class Editor {
  documents: Document[] = [];
  diagnostics = new Map<string, Any[]>();
  commands = new Map<string, (...given: Any[]) => unknown>();
  providers = new Map<string, Any[]>();
  panels: Panel[] = [];
  shown: string[] = [];
  bar: Any = { show: () => undefined, hide: () => undefined, dispose: () => undefined, text: "" };
  active: Any;
  picked: (items: Any[]) => Any = () => undefined;
  private readonly events = new Map<string, EventEmitter>();
  readonly vscode: Any;

  constructor(
    readonly root: string,
    readonly settings: Record<string, unknown> = {},
  ) {
    const workspace = this.space("workspace", {
      textDocuments: this.documents,
      notebookDocuments: [],
      workspaceFolders: [{ uri: Uri.file(root), name: "law", index: 0 }],
      getConfiguration: () => ({ get: (name: string, other: unknown) => this.settings[name] ?? other }),
      findFiles: async () => [Uri.file(join(root, "pyproject.toml"))],
      openTextDocument: async (uri: Uri) => this.documents.find((one) => `${one.uri}` === `${uri}`) ?? new Document(uri, readFileSync(uri.fsPath, "utf8")),
      createFileSystemWatcher: () => new Proxy({}, { get: (_, name) => (name === "dispose" ? () => undefined : new EventEmitter().event) }),
      applyEdit: async (edit: Any) => this.apply(edit),
      fs: { isWritableFileSystem: () => true },
    });
    const languages = this.space("languages", {
      match: (selector: Any[], document: Document) => (selector.some((one) => one.language === document.languageId) ? 10 : 0),
      createDiagnosticCollection: () => ({
        set: (uri: Uri, found: Any[]) => this.tell(uri, found),
        delete: (uri: Uri) => this.tell(uri, []),
        clear: () => this.diagnostics.clear(),
        dispose: () => undefined,
      }),
      getDiagnostics: (uri?: Uri) => (uri === undefined ? [...this.diagnostics] : (this.diagnostics.get(`${uri}`) ?? [])),
    });
    const say = async (words: string) => void this.shown.push(words);
    const window = this.space("window", {
      createOutputChannel: () => new Proxy({}, { get: () => () => undefined }),
      createStatusBarItem: () => this.bar,
      createWebviewPanel: () => this.panels[this.panels.push(new Panel()) - 1],
      showWarningMessage: say,
      showErrorMessage: say,
      showInformationMessage: say,
      showQuickPick: async (items: Any[]) => this.picked(items),
      activeColorTheme: { kind: 1 },
      tabGroups: { all: [], onDidChangeTabs: new EventEmitter().event },
    });
    Object.defineProperty(window, "activeTextEditor", { get: () => this.active });
    const commands = {
      registerCommand: (name: string, act: (...given: Any[]) => unknown) => {
        if (this.commands.has(name)) throw new Error(`command '${name}' already exists`);
        this.commands.set(name, act);
        return { dispose: () => this.commands.delete(name) };
      },
      executeCommand: (name: string, ...given: Any[]) => this.run(name, given),
    };
    const classes = {
      Position, Range, Selection: Range, Uri, EventEmitter, WorkspaceEdit: WorkspaceEdit,
      Diagnostic: holding("range", "message", "severity"), CodeLens: holding("range", "command"), Task: holding("definition", "scope", "name", "source", "execution"),
      DocumentSymbol: holding("name", "detail", "kind", "range", "selectionRange"), RelativePattern: holding("base", "pattern"),
      Disposable: holding("dispose"), ProcessExecution: holding("process", "args", "options"),
      CancellationTokenSource: class { token = { isCancellationRequested: false, onCancellationRequested: new EventEmitter().event }; cancel() {} dispose() {} },
    }; // prettier-ignore
    class CodeActionKind {
      static Empty = new CodeActionKind();
      append = () => CodeActionKind.Empty;
    }
    const numbers = {
      CodeActionKind,
      DiagnosticSeverity: { Error: 0, Warning: 1, Information: 2, Hint: 3 }, ViewColumn: { Beside: -2 }, StatusBarAlignment: { Left: 1 },
      ColorThemeKind: { Light: 1, Dark: 2, HighContrast: 3 }, TaskScope: { Workspace: 2 },
    }; // prettier-ignore
    const tasks = { executeTask: async (task: Any) => this.run("task", [task]) };
    const env = { appName: "test", language: "en", openExternal: async (uri: Uri) => this.shown.push(`${uri}`) };
    const known: Any = { version: "1.82.0", env, tasks, workspace, languages, window, commands, ...classes, ...numbers };
    this.vscode = new Proxy(known, { get: (_, name) => known[name] ?? (typeof name === "string" && /^[A-Z]/.test(name) ? Holder : undefined), has: () => true });
  }

  /** A part of VS Code: what it has, any `onDid…` as an event that can be fired, and any `register…`, which is kept. */
  private space(part: string, has: Record<string, unknown>): Any {
    return new Proxy(has, {
      get: (_, name) => {
        if (typeof name !== "string" || name in has) return has[name as string];
        if (name.startsWith("on")) return this.event(`${part}.${name}`).event;
        if (name.startsWith("register")) {
          return (...given: Any[]) => {
            this.providers.set(name, given);
            return { dispose: () => this.providers.delete(name) };
          };
        }
        return undefined;
      },
    });
  }

  event(name: string): EventEmitter {
    if (!this.events.has(name)) this.events.set(name, new EventEmitter());
    return this.events.get(name)!;
  }

  open(path: string): Document {
    const document = new Document(Uri.file(path), readFileSync(path, "utf8"));
    this.documents.push(document);
    this.event("workspace.onDidOpenTextDocument").fire(document);
    return document;
  }

  /** Let a document have another text. */
  change(document: Document, content: string): void {
    document.content = content;
    document.version += 1;
    this.event("workspace.onDidChangeTextDocument").fire({ document, contentChanges: [{}] });
  }

  cursor(document: Document, words: string): void {
    const at = document.positionAt(document.content.indexOf(words));
    this.active = { document, selection: { active: at } };
    this.event("window.onDidChangeTextEditorSelection").fire({ textEditor: this.active });
  }

  private tell(uri: Uri, found: Any[]): void {
    this.diagnostics.set(`${uri}`, found);
    this.event("languages.onDidChangeDiagnostics").fire({ uris: [uri] });
  }

  private apply(edit: WorkspaceEdit): boolean {
    for (const { uri, range, words } of edit.edits) {
      const document = this.documents.find((one) => `${one.uri}` === `${uri}`)!;
      const [start, end] = [document.offsetAt(range.start), document.offsetAt(range.end)];
      this.change(document, document.content.slice(0, start) + words + document.content.slice(end));
    }
    return true;
  }

  async run(name: string, given: Any[] = []): Promise<Any> {
    const token = new this.vscode.CancellationTokenSource().token;
    const document = () => this.documents.find((one) => `${one.uri}` === `${given[0]}`);
    const asked = { "vscode.executeCodeLensProvider": ["registerCodeLensProvider", "provideCodeLenses"], "vscode.executeDocumentSymbolProvider": ["registerDocumentSymbolProvider", "provideDocumentSymbols"] }[name];
    if (asked !== undefined) return this.providers.get(asked[0]!)?.[1][asked[1]!](document(), token);
    return this.commands.get(name)?.(...given);
  }
}

class WorkspaceEdit {
  edits: { uri: Uri; range: Range; words: string }[] = [];
  replace(uri: Uri, range: Range, words: string): void {
    this.edits.push({ uri, range, words });
  }
}
