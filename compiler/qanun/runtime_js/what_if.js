// What if one fact were otherwise: an input for it, and what moves; and what would change an answer.

/** Change one fact of a form, and see what moves. @param {Form} form @param {string} key */
function askWhatIf(form, key) {
  const spec = form.question.fact(key);
  const now = form.answered();
  const box = form.boxes.whatIf;
  if (typeof now === "string") return;
  const would = (/** @type {any} */ value) => {
    const facts = { ...form.state.facts, [key]: value };
    if (value === undefined) delete facts[key];
    return form.answered(facts);
  };
  const heading = element("h3", { tabindex: -1 }, "What if …");
  const close = button("Close", () => box.replaceChildren());
  if (spec.kind.word === "yes/no" || spec.kind.options) {
    const offered = [
      ...choices(form.question, spec.kind),
      ...(spec.or_none ? [[null, "None"]] : []),
      [undefined, "not known"],
    ];
    const others = offered.filter(([value]) => value !== form.state.facts[key]);
    box.replaceChildren(
      heading,
      movesShown(
        spec.label,
        now,
        others.map(([value, words]) => ({ words, then: would(value) })),
      ),
      close,
    );
  } else {
    const input = inputOf(form.question, spec, form.state.facts[key]);
    const moves = element("div", { role: "status" });
    const submit = (/** @type {Event} */ event) => {
      event.preventDefault();
      const value = form.taken(input);
      if (value !== INVALID)
        moves.replaceChildren(
          movesShown(spec.label, now, [
            { words: value === undefined ? "not known" : "as entered", then: would(value) },
          ]),
        );
    };
    box.replaceChildren(
      heading,
      element(
        "form",
        { onsubmit: submit, novalidate: true },
        input.node,
        element("button", { type: "submit" }, "See what moves"),
      ),
      moves,
      close,
    );
  }
  heading.focus();
}

/** @param {Shortening} short @param {number} place @param {number|null} number @param {(facts: Map<string, any>) => void} take */
function changesListed(short, place, number, take) {
  const { data, cases } = changesOf(short.base, short.facts, place, number);
  const rows = data.found.map(({ altered, sentence }, at) => {
    const facts = listed(altered.map(({ words }) => words), SENTENCES.and);
    const condition = capital(worded("change.if", { facts }));
    const taking = button("Try it", () => take(cases[at]), { class: "qanun-link", "aria-label": `Try it: ${condition}` });
    return element("li", {}, `${condition}: ${sentence} `, taking);
  });
  if (!data.is_whole) rows.push(element("li", {}, sentenceOf(SENTENCES["change.more"])));
  else if (!rows.length) rows.push(element("li", {}, sentenceOf(worded("change.none", { count: `${data.together}` }))));
  return [element("ul", {}, ...rows)];
}

/** What each answer says, by its label: its sentence. @param {Answered} answered @returns {string[]} */
const sentencesOf = (answered) => explanationOf(answered).nodes.map(({ sentence }) => sentence);

/** What moves where one fact is another: a table of the answers that differ.
 * @param {string} label of the fact @param {Answered} now @param {{words: string, then: Answered|string}[]} others what would be, or why that cannot be */
function movesShown(label, now, others) {
  const rows = [];
  for (const { words, then } of others) {
    const heading = element("th", { scope: "row" }, `If “${label}” were: ${words}`);
    if (typeof then === "string") {
      rows.push(element("tr", {}, heading, element("td", { colspan: 2 }, then)));
      continue;
    }
    const before = sentencesOf(now),
      after = sentencesOf(then);
    const moved = before.map((_, i) => i).filter((i) => before[i] !== after[i]);
    if (!moved.length) rows.push(element("tr", {}, heading, element("td", { colspan: 2 }, "Nothing moves.")));
    moved.forEach((i, place) => {
      const first = place ? element("td", {}) : heading;
      rows.push(element("tr", {}, first, element("td", {}, before[i]), element("td", {}, after[i])));
    });
  }
  const head = element("tr", {}, ...["Change", "Now", "Then"].map((words) => element("th", { scope: "col" }, words)));
  return element("table", { class: "qanun-moves" }, element("thead", {}, head), element("tbody", {}, ...rows));
}
