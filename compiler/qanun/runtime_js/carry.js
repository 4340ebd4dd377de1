// What a person does with a case: copies its address, has it as JSON, prints it, clears it.

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
    const found = form.answered();
    if (typeof found === "string") told.textContent = found;
    else withMore(() => write(MORE.explanationOf(found).data));
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
  );
  const address = element("input", { type: "text", readonly: true, hidden: true, "aria-label": "The address of this case" });
  const copy = button("Copy the address of this case", () => {
    address.value = location.href;
    address.toggleAttribute("hidden", false);
    address.select();
    const done = document.execCommand("copy") ? "Copied." : "Copy what is marked here.";
    told.textContent = `${done} Whoever has this address can read what you stated.`;
  });
  const clear = button("Clear all", () => {
    address.value = text.value = "";
    address.toggleAttribute("hidden", true);
    form.change(nothingStated());
    told.textContent = "All that you stated is cleared, also from the address.";
  });
  const buttons = [copy, button("Print", () => print()), clear];
  return [element("div", { class: "qanun-buttons" }, ...buttons), address, told, json];
}
