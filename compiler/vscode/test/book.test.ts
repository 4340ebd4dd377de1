import assert from "node:assert/strict";
import { test } from "node:test";
import { fileOf, type Law, moduleOf, panelPage, placeOf } from "../src/book.js";

const LAW: Law = {
  laws: [
    {
      module: "bees",
      place: "law/bees/index.html",
      articles: [
        { name: null, place: "law/bees/index.html", provisions: [] },
        {
          name: "Article 1",
          place: "law/bees/article-1.html",
          provisions: [
            { anchor: "bees#1.1", label: "1.1", line: 12 },
            { anchor: "bees#1.1.a", label: "a", line: 14 },
            { anchor: "bees#1.2.a", label: "a", line: 20 },
          ],
        },
      ],
    },
  ],
  questions: [],
};

test("a place of the text has its page and its id", () => {
  const cursor = { module: "bees", article: "Article 1", provision: "1.1", line: 13 };
  assert.deepEqual(placeOf(LAW, cursor), { page: "law/bees/article-1.html", id: "1.1" });
  assert.deepEqual(placeOf(LAW, { ...cursor, provision: undefined }), { page: "law/bees/article-1.html", id: "" });
  assert.deepEqual(placeOf(LAW, { ...cursor, provision: "a", line: 21 }), { page: "law/bees/article-1.html", id: "1.2.a" });
  assert.deepEqual(placeOf(LAW, { ...cursor, article: "Article 9" }), { page: "law/bees/index.html", id: "" });
  assert.equal(placeOf(LAW, { ...cursor, module: "wasps" }), undefined);
});

test("the law of a page is named in its front matter alone", () => {
  assert.equal(moduleOf("---\r\nlaw: Bees\r\nmodule: bees\r\n---\r\n\r\nmodule: wasps\r\n"), "bees");
  assert.equal(moduleOf("# Bees\n\nmodule: wasps\n"), undefined);
});

test("addresses of a page lead to files of the book, or nowhere", () => {
  assert.equal(fileOf("law/bees/article-1.html", "../../questions/bees.hive.html#case=1"), "questions/bees.hive.html");
  assert.equal(fileOf("law/bees/article-1.html", "a%20b.html?x"), "law/bees/a b.html");
  for (const out of ["../../../etc/passwd", "/etc/passwd", "https://example.org/x", "javascript:alert(1)", "file:///etc", "#1.1", "..%2F..%2F..%2Fx", "%", "..%5C..%5Cx"]) {
    assert.equal(fileOf("law/bees/article-1.html", out), undefined, out);
  }
});

const HTML = `<html><head><link rel="stylesheet" href="../a.css"><script>bad()</script></head><body>
<article class="md"><h1>Bees</h1><script src="../q.js" defer></script><script>bad()</script><img alt="x" src="../p.png">
<p>&lt;script&gt;alert(1)&lt;/script&gt;</p></article><footer>foot</footer></body></html>`;
const FRAME = {
  address: (file: string) => `panel:/${file}?a&"b"`,
  source: "panel:",
  nonce: "n0",
  script: "panel:/page.js",
  style: "panel:/page.css",
  dark: true,
};

test("of a page its article is shown, and no script of it runs but those of a form", () => {
  const read = panelPage(HTML, "law/bees.html", { ...FRAME, form: false });
  assert.deepEqual(read.match(/<script\b[^>]*>/g), ['<script nonce="n0" src="panel:/page.js" data-page="law/bees.html">']);
  assert.ok(read.includes("&lt;script&gt;alert(1)&lt;/script&gt;") && !read.includes("bad()") && !read.includes("foot"));
  assert.ok(read.includes('src="panel:/p.png?a&#38;&#34;b&#34;"') && read.includes('href="panel:/a.css?a&#38;&#34;b&#34;"'));
  assert.ok(read.includes("default-src 'none'; style-src panel:; img-src panel: data:; font-src panel:; script-src 'nonce-n0'; form-action"));
  const asked = panelPage(HTML, "law/bees.html", { ...FRAME, form: true });
  assert.deepEqual(asked.match(/<script\b[^>]*>/g)?.slice(1), ['<script nonce="n0" src="panel:/q.js?a&#38;&#34;b&#34;">']);
  assert.ok(asked.includes("script-src 'nonce-n0' panel:;"));
});

test("what is no page of a book is refused", () => {
  assert.throws(() => panelPage("<p>", "x.html", { ...FRAME, form: false }), /x\.html is no page of a book/);
});
