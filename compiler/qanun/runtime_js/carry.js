// A case leaves a form and comes into it only here, and only by a click: as a link, as JSON, on paper.

/** Links, JSON, paper, and clearing all, as elements. @param {Form} form @returns {HTMLElement[]} */
function carried(form) {
  const text = element("textarea", { rows: 8, spellcheck: "false", "aria-label": "The case as JSON" });
  const told = element("p", { role: "status" });
  const take = () => {
    try {
      form.change(readCase(form.question, text.value));
      told.textContent = "Taken over.";
    } catch (error) {
      told.textContent = form.refusal(error);
    }
  };
  const write = (/** @type {any} */ data) => {
    text.value = JSON.stringify(data, null, 2);
    text.select();
    told.textContent = "";
  };
  const answers = () => {
    const found = form.explained();
    if (typeof found === "string") told.textContent = found;
    else write(found.data);
  };
  const json = element(
    "details",
    {},
    element("summary", {}, "The case as JSON"),
    text,
    element(
      "div",
      { class: "qanun-buttons" },
      button("Write the case", () => write(caseData(form.state))),
      button("Write the answers", answers),
      button("Take over what stands here", take),
    ),
    told,
  );
  const link = button("Put the case into the address", () => {
    history.replaceState(null, "", fragmentOf(form.state));
    form.say("The address now carries the case: whoever has it can read the facts.");
  });
  const clear = button("Clear all", () => {
    if (caseIn(location.hash) !== null) history.replaceState(null, "", location.pathname + location.search);
    text.value = "";
    told.textContent = "";
    form.change(nothingStated());
    form.say("All that you stated is cleared.");
  });
  const buttons = [link, button("Print", () => print()), clear];
  return [element("div", { class: "qanun-buttons" }, ...buttons), json];
}
