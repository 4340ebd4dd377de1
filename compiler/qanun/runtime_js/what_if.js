// What if one fact were otherwise: an input for it, and what moves; and what would change an answer.

/** Change one fact of a form, and see what moves. @param {Form} form @param {string} key */
function askWhatIf(form, key) {
  const spec = form.question.fact(key);
  const now = form.explained();
  const box = form.boxes.whatIf;
  if (typeof now === "string") return;
  const would = (/** @type {any} */ value) => {
    const facts = { ...form.state.facts, [key]: value };
    if (value === undefined) delete facts[key];
    return form.explained(facts);
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

/** What would change an answer, looked for when somebody wants to know; each change can be taken over. Nothing of what is
 * not certain yet.
 * @param {Shortening} short @param {number} place @param {(facts: Map<string, any>) => void} take */
function changesShown(short, place, take) {
  const { value, verdict } = short.base.made[place];
  if (LEFT_OPEN.includes(verdict)) return null;
  const isEach = short.question.subjects[place].about && Array.isArray(value);
  const box = element("div", { role: "status" });
  const opener = button(
    "What would change this?",
    () => {
      const isOpen = box.children.length > 0;
      opener.setAttribute("aria-expanded", `${!isOpen}`);
      if (isOpen) return box.replaceChildren();
      const found = (/** @type {number|null} */ number) => changesListed(short, place, number, take);
      if (!isEach) return box.replaceChildren(...found(null));
      return box.replaceChildren(
        ...value.flatMap((one, number) => [element("p", {}, one.sentence), ...found(number)]),
      );
    },
    { class: "qanun-link", "aria-expanded": "false" },
  );
  return element("div", { class: "qanun-changes" }, opener, box);
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
