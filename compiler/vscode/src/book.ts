// The built book: on which of its pages a place of the law stands, and that page as a panel may show it.

import { posix } from "node:path";

interface Provision {
  anchor: string;
  label: string;
  line: number;
}

interface Article {
  name: string | null;
  place: string;
  provisions: Provision[];
}

/** What `law.json` of a built book tells, as far as it is asked here. */
export interface Law {
  laws: { module: string; place: string; articles: Article[] }[];
  questions: { name: string; label: string | null; place: string }[];
}

/** The words of a heading or of a provision above the cursor, as the outline names them; and the cursor's line, from 1. */
export interface Cursor {
  module: string;
  article: string | undefined;
  provision: string | undefined;
  line: number;
}

/** The page and the id that stand for a place of the text; undefined where the book has no such law. */
export function placeOf(law: Law, cursor: Cursor): { page: string; id: string } | undefined {
  const own = law.laws.find((one) => one.module === cursor.module);
  if (own === undefined) return undefined;
  const article = own.articles.find((one) => one.name === (cursor.article ?? null));
  if (article === undefined) return { page: own.place, id: "" };
  const named = article.provisions.filter((one) => one.label === cursor.provision);
  const distance = (one: Provision) => Math.abs(one.line - cursor.line);
  const near = named.sort((one, other) => distance(one) - distance(other))[0];
  return { page: article.place, id: near === undefined ? "" : near.anchor.slice(near.anchor.indexOf("#") + 1) };
}

/** The page of the question that is named last of what encloses the cursor; undefined where none is. */
export function questionAt(law: Law, module: string, enclosing: readonly string[]): string | undefined {
  return law.questions.find((one) => one.name === `${module}.${enclosing.at(-1) ?? ""}`)?.place;
}

/** The name of the law of a page: what its front matter says. */
export function moduleOf(text: string): string | undefined {
  const front = /^---\r?\n([^]*?)\n---/.exec(text)?.[1] ?? "";
  return /^module:[ \t]*["']?([\w.]+)/m.exec(front)?.[1];
}

/** What a panel gives a page: addresses of the book's files, its own script and styles, and what may run there. */
export interface Frame {
  /** The address, in the panel, of a file of the book. */
  address(file: string): string;
  source: string;
  nonce: string;
  script: string;
  style: string;
  dark: boolean;
  /** Whether the book's own scripts run: a form needs them. */
  form: boolean;
}

/** A page of the book as a panel shows it: its text alone. No script runs but those that are named here. */
export function panelPage(html: string, page: string, frame: Frame): string {
  const article = /<article\b[^>]*>([^]*?)<\/article>/.exec(html)?.[1];
  if (article === undefined) throw new Error(`${page} is no page of a book`);
  const files = (what: RegExp, from: string) =>
    [...from.matchAll(what)].map((one) => fileOf(page, one[1]!)).filter((one): one is string => one !== undefined);
  const styles = new Set(files(/<link\b[^>]*?rel="stylesheet"[^>]*?href="([^"]*)"/g, html));
  const scripts = frame.form ? files(/<script\b[^>]*?src="([^"]*)"/g, article) : [];
  const own = frame.form ? ` ${frame.source}` : "";
  const policy = [
    "default-src 'none'",
    `style-src ${frame.source}`,
    `img-src ${frame.source} data:`,
    `font-src ${frame.source}`,
    `script-src 'nonce-${frame.nonce}'${own}`,
    "form-action 'none'",
    "base-uri 'none'",
  ];
  const address = (file: string) => attribute(frame.address(file));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${attribute(policy.join("; "))}">
${[...styles].map((one) => `<link rel="stylesheet" href="${address(one)}">`).join("\n")}
<link rel="stylesheet" href="${attribute(frame.style)}">
<script nonce="${frame.nonce}" src="${attribute(frame.script)}" data-page="${attribute(page)}"></script>
</head>
<body data-md-color-scheme="${frame.dark ? "slate" : "default"}" data-md-color-primary="indigo">
<article class="md-content__inner md-typeset">${quiet(article, page, frame)}</article>
${scripts.map((one) => `<script nonce="${frame.nonce}" src="${address(one)}"></script>`).join("\n")}
</body>
</html>
`;
}

/** The text of a page without its scripts and styles, its pictures at their address in the panel. */
function quiet(article: string, page: string, frame: Frame): string {
  return article
    .replace(/<script\b[^]*?<\/script>/g, "")
    .replace(/<link\b[^>]*>/g, "")
    .replace(/(<img\b[^>]*?\bsrc=")([^"]*)"/g, (_, before: string, src: string) => {
      const file = fileOf(page, src);
      return `${before}${file === undefined ? "" : attribute(frame.address(file))}"`;
    });
}

/** The file of the book to which an address on one of its pages leads; undefined where it leads out of the book. */
export function fileOf(page: string, address: string): string | undefined {
  const bare = address.replaceAll("&amp;", "&").replace(/[?#][^]*$/, "");
  if (bare === "" || /^(?:[a-z][a-z0-9+.-]*:|\/|\\)/i.test(bare)) return undefined;
  let file: string;
  try {
    file = posix.normalize(posix.join(posix.dirname(page), decodeURIComponent(bare)));
  } catch {
    return undefined;
  }
  return file === ".." || file.startsWith("../") || /[\\\0]/.test(file) ? undefined : file;
}

function attribute(words: string): string {
  return words.replace(/[&"<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** A page that says a sentence. */
export function said(sentence: string, source: string, style: string): string {
  const policy = `default-src 'none'; style-src ${source}`;
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${attribute(policy)}">
<link rel="stylesheet" href="${attribute(style)}"></head>
<body><p>${attribute(sentence)}</p></body>
</html>
`;
}
