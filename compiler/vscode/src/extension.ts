// Qanun in VS Code: the language server, the book beside the text, tables of cases, questions.

import * as vscode from "vscode";
import { inWords, refusal } from "./answers.js";
import { BookPanel, lawOf } from "./bookPanel.js";
import { type Law, moduleOf, placeOf, questionAt } from "./book.js";
import { ask, begin, isWithin, programOf, type Project, served, told } from "./projects.js";
import { enclosing, type Entry, type Lens, nearest } from "./looking.js";
import { status } from "./status.js";
import { TableEditor } from "./tableEditor.js";

let projects: Project[] = [];
/** What the servers can be asked to do, registered once for all of them. */
const asked = new Map<string, vscode.Disposable>();

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const bar = vscode.window.createStatusBarItem(vscode.StatusBarAlignment.Left);
  bar.command = "workbench.actions.view.problems";
  const desk = new Desk(context.extensionUri);
  const commands: [string, () => unknown][] = [
    ["qanun.showBook", () => desk.showBook()],
    ["qanun.buildBook", () => desk.buildBook()],
    ["qanun.askQuestion", () => desk.askQuestion()],
    ["qanun.editTables", () => editTables()],
    ["qanun.lookHere", () => lookHere()],
    ["qanun.restart", () => restart(bar, desk)],
  ];
  context.subscriptions.push(
    bar,
    ...commands.map(([name, act]) => vscode.commands.registerCommand(name, act)),
    vscode.window.registerCustomEditorProvider("qanun.cases", new TableEditor(context.extensionUri, lensesOf)),
    vscode.window.onDidChangeTextEditorSelection((one) => desk.followSoon(one.textEditor)),
    vscode.languages.onDidChangeDiagnostics(() => say(bar)),
  );
  await restart(bar, desk);
}

export async function deactivate(): Promise<void> {
  await Promise.all(projects.map((one) => one.client?.stop()));
  projects = [];
  for (const one of asked.values()) one.dispose();
  asked.clear();
}

/** A command goes to the server of the page that it names first. */
async function askServer(name: string, given: unknown[]): Promise<unknown> {
  const uri = typeof given[0] === "string" && given[0].startsWith("file:") ? vscode.Uri.parse(given[0]) : undefined;
  const client = projectOf(uri)?.client;
  return client === undefined ? undefined : ask(client, name, given);
}

const ASK = "qanun.ask";

async function restart(bar: vscode.StatusBarItem, desk: Desk): Promise<void> {
  await deactivate();
  projects = await begin();
  for (const name of projects.flatMap((one) => (one.client === undefined ? [] : served(one.client)))) {
    if (!asked.has(name)) asked.set(name, vscode.commands.registerCommand(name, (...given: unknown[]) => desk.serve(name, given)));
  }
  await vscode.commands.executeCommand("setContext", "qanun.active", projects.length > 0);
  say(bar);
}

/** The number of mistakes that the server told, in the status line. */
function say(bar: vscode.StatusBarItem): void {
  const found = vscode.languages.getDiagnostics().flatMap(([, each]) => each.filter((one) => one.source === "qanun"));
  const errors = found.filter((one) => one.severity === vscode.DiagnosticSeverity.Error).length;
  bar.text = projects.some((one) => one.client !== undefined) ? status(errors, found.length - errors) : "Qanun: not installed";
  if (projects.length > 0) bar.show();
  else bar.hide();
}

function projectOf(uri: vscode.Uri | undefined): Project | undefined {
  return uri === undefined ? projects[0] : projects.find((one) => isWithin(uri.fsPath, one.root));
}

/** Milliseconds without a move of the cursor after which the book follows. */
const PAUSE = 150;

/** What stands beside the text. */
class Desk {
  private book: BookPanel | undefined;
  private question: BookPanel | undefined;
  private waiting: NodeJS.Timeout | undefined;
  private answers: vscode.OutputChannel | undefined;

  constructor(private readonly extension: vscode.Uri) {}

  async showBook(): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    const project = projectOf(editor?.document.uri);
    if (project === undefined) return;
    const book = this.bookPanel(project.root);
    if (lawOf(project.root) === undefined) book.notBuilt();
    else if (editor !== undefined) await this.follow(editor);
  }

  private bookPanel(root: string): BookPanel {
    if (this.book?.open === true && this.book.root === root) return this.book;
    this.book = new BookPanel(this.extension, root, false, (page, at) => this.questionPanel(root).show(page, at));
    return this.book;
  }

  private questionPanel(root: string): BookPanel {
    if (this.question?.open === true && this.question.root === root) return this.question;
    this.question = new BookPanel(this.extension, root, true, (page, at) => this.bookPanel(root).show(page, at));
    return this.question;
  }

  /** Let the book go where the cursor is, when that stands still. */
  followSoon(editor: vscode.TextEditor): void {
    clearTimeout(this.waiting);
    if (this.book?.open === true) this.waiting = setTimeout(() => void this.follow(editor), PAUSE);
  }

  private async follow(editor: vscode.TextEditor): Promise<void> {
    const project = projectOf(editor.document.uri);
    const law = project === undefined ? undefined : lawOf(project.root);
    const cursor = await cursorOf(editor);
    if (law === undefined || cursor === undefined || this.book?.open !== true || this.book.root !== project?.root) return;
    const [article, provision] = cursor.names;
    const place = placeOf(law, { module: cursor.module, article, provision, line: cursor.line });
    if (place !== undefined) this.book.show(place.page, place.id);
  }

  buildBook(): void {
    const project = projectOf(vscode.window.activeTextEditor?.document.uri);
    const program = project === undefined ? undefined : programOf(project.root);
    if (project === undefined || program === undefined) return;
    const mkdocs = program.replace(/qanun(\.exe)?$/, "mkdocs$1");
    const run = new vscode.ProcessExecution(mkdocs, ["build", "--quiet"], { cwd: project.root });
    const task = new vscode.Task({ type: "qanun" }, vscode.TaskScope.Workspace, "Build the book", "Qanun", run);
    void vscode.tasks.executeTask(task);
  }

  /** Let a server do something that stands above an entry, and show what it answers. A question has its form in the book. */
  async serve(name: string, given: unknown[]): Promise<unknown> {
    if (name === ASK && this.asksInTheBook(given)) return undefined;
    const answer = await askServer(name, given);
    const refused = refusal(answer);
    const words = inWords(answer);
    if (refused !== undefined) void vscode.window.showWarningMessage(refused);
    else if (words !== "") {
      this.answers ??= vscode.window.createOutputChannel("Qanun answers");
      this.answers.clear();
      this.answers.appendLine(words);
      this.answers.show(true);
    }
    return answer;
  }

  /** Whether the book has the question of a page, by its name; then it is shown. */
  private asksInTheBook([uri, name]: unknown[]): boolean {
    const root = typeof uri === "string" ? projectOf(vscode.Uri.parse(uri))?.root : undefined;
    const place = root === undefined ? undefined : lawOf(root)?.questions.find((one) => one.name === name)?.place;
    if (root === undefined || place === undefined) return false;
    this.questionPanel(root).show(place, "");
    return true;
  }

  async askQuestion(): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    const project = projectOf(editor?.document.uri);
    if (project === undefined) return;
    const law = lawOf(project.root);
    if (law === undefined) {
      this.questionPanel(project.root).notBuilt();
      return;
    }
    const cursor = editor === undefined ? undefined : await cursorOf(editor);
    const here = cursor === undefined ? undefined : questionAt(law, cursor.module, cursor.names);
    const place = here ?? (await chosen(law));
    if (place !== undefined) this.questionPanel(project.root).show(place, "");
  }
}

/** The page of a question that somebody chooses. */
async function chosen(law: Law): Promise<string | undefined> {
  const asked = law.questions.map((one) => ({ label: one.label ?? one.name, description: one.name, place: one.place }));
  return (await vscode.window.showQuickPick(asked, { title: "Which question?", matchOnDescription: true }))?.place;
}

/** In which law the cursor stands, in what of it from the outside in (what the server's outline says), and in which line, from 1. */
async function cursorOf(editor: vscode.TextEditor): Promise<{ module: string; names: string[]; line: number } | undefined> {
  const { document } = editor;
  const module = moduleOf((await lawPage(document)).getText());
  if (module === undefined) return undefined;
  const { line } = editor.selection.active;
  const outline = await told<Entry>(projectOf(document.uri), "textDocument/documentSymbol", document.uri);
  return { module, names: enclosing(outline, line), line: line + 1 };
}

/** A page of cases has no front matter: it belongs to the page beside it. */
async function lawPage(document: vscode.TextDocument): Promise<vscode.TextDocument> {
  const { path } = document.uri;
  if (!path.endsWith(".cases.md")) return document;
  return vscode.workspace.openTextDocument(document.uri.with({ path: path.replace(/\.cases\.md$/, ".md") }));
}

async function editTables(): Promise<void> {
  const uri = vscode.window.activeTextEditor?.document.uri;
  if (uri !== undefined) await vscode.commands.executeCommand("vscode.openWith", uri, "qanun.cases", vscode.ViewColumn.Beside);
}

/** Do what the server offers above the case at the cursor. */
async function lookHere(): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return;
  const command = nearest(await lensesOf(editor.document.uri), editor.selection.active.line);
  if (command !== undefined) await vscode.commands.executeCommand(command.command, ...(command.arguments ?? []));
}

/** What the server says above the entries of a page. */
function lensesOf(uri: vscode.Uri): Promise<Lens[]> {
  return told<Lens>(projectOf(uri), "textDocument/codeLens", uri);
}
