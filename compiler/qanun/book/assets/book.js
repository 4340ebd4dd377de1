// What every page does: its colours, its place in the contents, the search, the rules as they are written.
// It stands behind the head of the page, so that the colours are right before the text is there.
{
const page = document.documentElement;
const own = document.currentScript;
page.classList.replace("no-js", "js");
const kept = (change) => { try { return change(localStorage); } catch { return null; } };

// Colours: those that were chosen, or else those of the machine.
const COLOURS = ["media", "scheme", "primary", "accent"];
const offered = [...document.querySelectorAll("[data-md-component=palette] input")];
const colours = (input) => Object.fromEntries(COLOURS.map((name) => [name, input.getAttribute(`data-md-color-${name}`)]));
const paint = (input) => {
  for (const [name, value] of Object.entries(colours(input))) if (value) document.body.setAttribute(`data-md-color-${name}`, value);
  for (const one of offered) one.nextElementSibling.hidden = one !== input;
  input.checked = true;
};
const chosen = offered[(kept(() => __md_get("__palette")) || {}).index]
  || offered.find((one) => matchMedia(one.getAttribute("data-md-color-media") || "not all").matches) || offered[0];
if (chosen) paint(chosen);
offered.forEach((input, index) => input.addEventListener("change", () => {
  paint(input);
  __md_set("__palette", { index, color: colours(input) });
}));

// The search of the theme is loaded when somebody turns to it, or when the address has words to look for.
const SEARCH = "[data-md-component=search], [for=__search]";
let search = null;
const loaded = (src) => new Promise((resolve) => {
  const isStyle = src.includes(".css");
  const made = Object.assign(document.createElement(isStyle ? "link" : "script"), isStyle ? { rel: "stylesheet", href: src } : { src });
  made.onload = resolve;
  document.head.append(made);
});
const startSearch = () => search || (search = own.dataset.search.split(" ").reduce((before, one) => before.then(() => loaded(one)), Promise.resolve()));
const enterSearch = () => startSearch().then(() => document.querySelector("[data-md-component=search-query]").focus());
for (const kind of ["focusin", "pointerover", "touchstart"]) {
  document.addEventListener(kind, ({ target }) => { if (target instanceof Element && target.closest(SEARCH)) startSearch(); }, { passive: true });
}
document.addEventListener("keydown", (event) => {
  const isTyping = event.target instanceof Element && event.target.closest("input, select, textarea");
  if (search || isTyping || event.ctrlKey || event.metaKey || event.altKey || !["f", "s", "/"].includes(event.key)) return;
  event.preventDefault();
  enterSearch();
});
const asked = new URLSearchParams(location.search);
if (asked.has("q")) addEventListener("DOMContentLoaded", startSearch);

// A link from the search has the words that are to be marked on the page.
const markWords = (words) => {
  const wanted = words.match(/[\p{L}\p{M}\p{N}.]+/gu);
  const found = wanted && new RegExp(`(?<![\\p{L}\\p{N}])(?:${wanted.join("|").replaceAll(".", "\\.")})(?![\\p{L}\\p{N}])`, "giu");
  const texts = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
  const fitting = [];
  while (found && texts.nextNode()) {
    const text = texts.currentNode;
    if (!text.parentElement.closest("script, svg, .qanun-form") && text.data.search(found) >= 0) fitting.push(text);
  }
  for (const text of fitting) {
    const parts = [];
    let at = 0;
    for (const { 0: word, index } of text.data.matchAll(found)) {
      const mark = document.createElement("mark");
      mark.textContent = word;
      parts.push(text.data.slice(at, index), mark);
      at = index + word.length;
    }
    text.replaceWith(...parts, text.data.slice(at));
  }
};
document.querySelector("#__search")?.addEventListener("change", ({ target }) => { if (target.checked) enterSearch(); });

// What is read now: its line in the contents, and the page's title in the head once it has left the screen.
const markPlace = () => {
  const title = document.querySelector("article h1");
  if (title) document.querySelector(".md-header__title")?.classList.toggle("md-header__title--active", title.getBoundingClientRect().bottom < 50);
  let now = null;
  const lines = [...document.querySelectorAll(".md-sidebar--secondary a.md-nav__link")];
  for (const line of lines) {
    const there = document.getElementById(decodeURIComponent(line.hash.slice(1)));
    if (there && there.getBoundingClientRect().top < 120) now = line;
  }
  for (const line of lines) line.classList.toggle("md-nav__link--active", line === now);
};
let isWaiting = false;
addEventListener("scroll", () => {
  if (isWaiting) return;
  isWaiting = true;
  requestAnimationFrame(() => { isWaiting = false; markPlace(); });
}, { passive: true });

// A click on the mark behind a provision or a rule also copies the link to it.
document.addEventListener("click", (event) => {
  const mark = event.target instanceof Element ? event.target.closest(".qanun-permalink") : null;
  if (!mark || !navigator.clipboard) return;
  navigator.clipboard.writeText(mark.href).then(() => {
    const told = mark.title;
    mark.title = "Link copied";
    mark.classList.add("qanun-copied");
    setTimeout(() => { mark.title = told; mark.classList.remove("qanun-copied"); }, 1500);
  }, () => undefined);
});

// The rules as they are written stand behind one button, which remembers.
const WRITTEN = "qanun-rules-as-written";
const showWritten = (on) => page.toggleAttribute("data-written", on);
showWritten(kept((store) => store.getItem(WRITTEN)) === "yes");
const offerWritten = () => {
  const place = document.querySelector(".qanun-code") && document.querySelector(".qanun-standing");
  if (!place) return;
  const button = document.createElement("button");
  button.className = "qanun-toggle";
  button.type = "button";
  const say = () => {
    const on = page.hasAttribute("data-written");
    button.textContent = on ? "Hide the rules as they are written" : "Show the rules as they are written";
    button.setAttribute("aria-pressed", `${on}`);
  };
  button.addEventListener("click", () => {
    const on = !page.hasAttribute("data-written");
    showWritten(on);
    kept((store) => store.setItem(WRITTEN, on ? "yes" : "no"));
    say();
  });
  say();
  place.after(button);
};

// The words that decided a case, where its answer led here: `#318.1&lit=318.1+318.note`.
const light = () => {
  const [id, ids] = decodeURIComponent(location.hash.slice(1)).split("&lit=");
  const first = ids && document.getElementById(id);
  if (!first) return;
  for (const one of document.querySelectorAll(".qanun-lit")) one.classList.remove("qanun-lit");
  for (const one of ids.split("+")) document.getElementById(one)?.classList.add("qanun-lit");
  first.scrollIntoView({ block: "center" });
  if (document.querySelector(".qanun-lit-note")) return;
  const back = Object.assign(document.createElement("button"), { type: "button", className: "qanun-toggle", textContent: "Back to the answer" });
  back.addEventListener("click", () => history.back());
  const note = Object.assign(document.createElement("p"), { className: "qanun-lit-note" });
  note.append("The words that decided are marked. ", back);
  first.closest(".qanun-text, article").prepend(note);
};
addEventListener("hashchange", light);
addEventListener("DOMContentLoaded", light);

addEventListener("DOMContentLoaded", () => {
  offerWritten();
  markWords(asked.get("h") || "");
  markPlace();
  // What is wider than its place can be scrolled with the keyboard.
  for (const one of document.querySelectorAll(".md-typeset pre > code, .md-typeset table:not([class])")) {
    if (one.scrollWidth > one.clientWidth) one.tabIndex = 0;
  }
});
}
