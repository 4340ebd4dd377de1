// The tables of cases of a page, as tables. Everything that is shown is put in as text.

{
  const editor = acquireVsCodeApi();
  /** Whether all is shown anew just now: then no cell is left by anybody. */
  let showing = false;

  /** An element with attributes and what stands in it. */
  const element = (name, attributes, ...inner) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...inner);
    return made;
  };

  const field = (table, row, cell, words, name, columns) => {
    const input = element("input", { type: "text", "aria-label": name, "data-at": `${table}.${row}.${cell}`, "data-was": words, size: Math.max(6, Math.min(60, words.length)) });
    input.value = words;
    input.addEventListener("blur", () => {
      if (!showing && input.value !== words) editor.postMessage({ do: "set", table, row, cell, was: words, words: input.value });
    });
    input.addEventListener("keydown", (event) => {
      const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], Enter: [1, 0] }[event.key];
      if (step === undefined) return;
      event.preventDefault();
      const next = document.querySelector(`[data-at="${table}.${row + step[0]}.${Math.min(cell, columns - 1)}"]`);
      if (next === null) input.blur();
      else next.focus();
    });
    return input;
  };

  const button = (words, name, act) => {
    const made = element("button", { type: "button", "aria-label": name, title: name }, words);
    made.addEventListener("click", act);
    return made;
  };

  const shownRow = (table, number, header, row) => {
    const title = row.cells[0] ?? "";
    const cells = row.cells.map((words, cell) => element("td", {}, field(table, number, cell, words, `${header[cell] ?? ""}: ${title}`, row.cells.length)));
    const state = element("td", { class: "state" }, row.said);
    const copy = button("copy", `copy: ${title}`, () => editor.postMessage({ do: "copy", table, row: number, was: row.text }));
    const remove = button("remove", `remove: ${title}`, () => editor.postMessage({ do: "remove", table, row: number, was: row.text }));
    return element("tr", { class: row.wrong ? "wrong" : "" }, ...cells, state, element("td", {}, copy, remove));
  };

  const shownTable = (table, number) => {
    const head = element("tr", {}, ...table.header.map((words) => element("th", { scope: "col" }, words)), element("th", {}), element("th", {}));
    const rows = table.rows.map((row, at) => shownRow(number, at, table.header, row));
    const whole = element("table", {}, element("thead", {}, head), element("tbody", {}, ...rows));
    return element("section", {}, element("h2", {}, table.title || "cases"), element("div", { class: "table" }, whole));
  };

  /** Show all anew; who types in a cell goes on there, unless that cell is another by now. */
  const show = (tables) => {
    const left = document.activeElement instanceof HTMLInputElement ? document.activeElement : null;
    const none = element("p", {}, "This page has no table below a block that ends with `cases`.");
    showing = true;
    document.body.replaceChildren(...(tables.length ? tables.map(shownTable) : [none]));
    const again = left && document.querySelector(`[data-at="${left.dataset.at}"]`);
    if (again) {
      if (again.dataset.was === left.dataset.was) again.value = left.value;
      again.focus();
      again.setSelectionRange(left.selectionStart, left.selectionEnd);
    }
    showing = false;
  };

  addEventListener("message", ({ data }) => {
    if (Array.isArray(data?.tables)) show(data.tables);
  });
  const ready = () => editor.postMessage({ ready: true });
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", ready);
  else ready();
}
