// Registers: filter and sort, and on a narrow screen a card for each row. Without this script they are plain tables.
(() => {
  const table = document.querySelector(".qanun-register");
  const rows = [...(table?.querySelectorAll("tbody > tr:not(.qanun-of)") ?? [])];
  if (!rows.length) return;
  const FEW = 4; // so many rows need no filter
  const heads = [...table.querySelectorAll("thead th")];
  const bodies = [...table.tBodies];
  const low = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const { compare } = new Intl.Collator("en", { numeric: true });
  const made = (name, properties, ...inner) => {
    const one = Object.assign(document.createElement(name), properties);
    one.append(...inner);
    return one;
  };

  // Each row knows its group, its words and, in each cell, the head of the column.
  const known = rows.map((row) => {
    const body = row.parentElement;
    const group = body.querySelector(".qanun-of th > :first-child")?.textContent ?? "";
    [...row.cells].forEach((cell, at) => { cell.dataset.head = heads[at].textContent; });
    if (group) row.cells[0].append(made("span", { className: "qanun-group", textContent: group }));
    return { row, body, words: low(`${group} ${row.textContent}`) };
  });
  table.classList.add("qanun-cards");

  const count = made("span", { className: "qanun-count" });
  count.setAttribute("role", "status");
  const filter = made("input", { type: "search", placeholder: "Words in a row" });
  const order = made("select", {}, made("option", { value: "", textContent: bodies.length > 1 ? "as in the law" : "as listed" }));
  heads.forEach((head, at) => head.textContent.trim() && order.append(made("option", { value: at, textContent: head.textContent })));
  const turn = made("button", { type: "button", className: "qanun-turn", hidden: true });
  const bar = made("div", { className: "qanun-tools" }, made("label", {}, "Show only ", filter), made("label", {}, "Order ", order), turn, count);
  if (rows.length > FEW) (table.closest(".qanun-wide") ?? table).before(bar);

  const show = () => {
    const wanted = low(filter.value).split(/\s+/).filter(Boolean);
    const fit = known.filter(({ words, row }) => !(row.hidden = !wanted.every((word) => words.includes(word)))).length;
    for (const body of bodies) body.hidden = ![...body.rows].some((row) => !row.hidden && !row.matches(".qanun-of"));
    count.textContent = fit === 0 ? `No row has “${filter.value}”.` : wanted.length ? `${fit} of ${known.length}` : `${known.length} rows`;
  };

  let down = false;
  const keyOf = (row, at) => row.cells[at].dataset.key ?? row.cells[at].firstChild?.textContent.trim() ?? "";
  const sort = () => {
    const at = order.value;
    const flat = at !== "";
    table.classList.toggle("qanun-flat", flat);
    turn.hidden = !flat;
    turn.textContent = down ? "descending ↓" : "ascending ↑";
    heads.forEach((head, n) => {
      if (flat && n === +at) head.setAttribute("aria-sort", down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
    const empty = (one) => keyOf(one.row, at) === "";
    const sorted = flat ? [...known].sort((a, b) => empty(a) - empty(b) || (down ? -1 : 1) * compare(keyOf(a.row, at), keyOf(b.row, at))) : known;
    for (const { row, body } of sorted) (flat ? bodies[0] : body).append(row);
    show();
  };
  filter.addEventListener("input", show);
  order.addEventListener("change", () => { down = false; sort(); });
  turn.addEventListener("click", () => { down = !down; sort(); });
  heads.forEach((head, at) => {
    if (!head.textContent.trim()) return;
    const button = made("button", { type: "button", textContent: head.textContent });
    button.addEventListener("click", () => {
      down = order.value === `${at}` && !down;
      order.value = at;
      sort();
    });
    head.replaceChildren(button);
  });
  show();
})();
