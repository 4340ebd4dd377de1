// What if one fact were otherwise: an input for it, and what moves.

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
