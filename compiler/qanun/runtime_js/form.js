// The form of a question on a page. It asks what matters next, shows the answer as it firms up, and keeps all to the page.
//
// Nothing leaves the browser. The case stands in the page's own address, behind `#`, and nowhere else.

const PRIVACY =
  "Nothing that you enter leaves your browser. Your replies stand in the address of this page, behind #, until you clear them.";

/** So many options are buttons; of more one is chosen from a list. */
const MANY = 12;

/** Today in a zone. @param {string} zone */
function todayIn(zone) {
  const now = new Moment(BigInt(Date.now()) * 1000n);
  return `${now.on(offsetAt(now, zone))[0]}`;
}

/** A form in its host element. */
class Form {
  /** @param {HTMLElement} host @param {Question} question */
  constructor(host, question) {
    this.question = question;
    const links = JSON.parse(host.dataset.links || "{}");
    /** @type {Links} */
    this.links = (anchor) => ({
      href: Object.hasOwn(links, anchor) ? links[anchor] : null,
      shown: question.shortly(anchor),
    });
    /** @type {State} */
    this.state = nothingStated();
    /** Whether the person concerned answers. */
    this.you = false;
    /** The answers whose reasons stand open. @type {Set<string>} */
    this.open = new Set();
    this.verdict = new Verdict();
    this.boxes = {};
    for (const name of ["next", "stated", "answers", "whatIf", "readings", "others", "carry", "notice"]) {
      this.boxes[name] = element("section", { class: `qanun-${name.toLowerCase()}` });
    }
    const { next, stated, answers, whatIf, readings, others, carry, notice } = this.boxes;
    const answering = element("div", { class: "qanun-answering" }, answers, whatIf, readings);
    const told = element("div", { class: "qanun-told" }, stated, others);
    this.columns = element("div", { class: "qanun-columns" }, next, answering, told);
    host.replaceChildren(
      this.verdict.node,
      this.columns,
      element("p", { class: "qanun-privacy" }, PRIVACY),
      carry,
      notice,
    );
    carry.append(...carried(this));
    this.load(location.hash);
    // What has not run yet runs slowly: a case of which nothing is known is evaluated before somebody replies.
    if (this.question.needsAsOf && !this.state.asOf) later(host, () => this.question.weighed({}, todayIn(this.question.zone), {}));
    addEventListener("hashchange", () => this.load(location.hash));
  }

  /** Take the case that a link carries. @param {string} fragment */
  load(fragment) {
    const text = caseIn(fragment);
    if (text === null) return this.render();
    try {
      const state = readCase(this.question, text);
      const known = this.question.facts.map(({ key }) => key);
      const aside = inFragment(fragment, "unknown").split(",").filter((key) => known.includes(key));
      this.state = { ...state, aside: aside.filter((key) => !Object.hasOwn(state.facts, key)) };
      return this.render();
    } catch (error) {
      this.render();
      return this.verdict.refused(`The link carries no case of this question. ${this.refusal(error)}`);
    }
  }

  /** Change the case, show what follows, and go on where the next question or else the verdict stands.
   * @param {Partial<State>} change */
  change(change) {
    this.state = { ...this.state, current: null, ...change };
    this.boxes.whatIf.replaceChildren();
    this.render();
    history.replaceState(null, "", addressOf(this.state));
    const asked = this.boxes.next.querySelector("h3");
    (asked || this.verdict.said).focus({ preventScroll: true });
    (asked || this.boxes.answers).scrollIntoView({ block: "nearest" });
  }

  /** State a fact, or (undefined) no longer. @param {string} key @param {any} value */
  set(key, value) {
    const facts = { ...this.state.facts };
    const aside = this.state.aside.filter((one) => one !== key);
    if (value === undefined) {
      delete facts[key];
      aside.push(key);
    } else facts[key] = value;
    this.change({ facts, aside });
  }

  /** Why a case is refused; other errors are thrown on. @param {any} error @returns {string} */
  refusal(error) {
    if (error instanceof CaseImpossible) return `These facts cannot all be true: ${error.sentence}`;
    if (error instanceof FactsRefused) return error.mistakes.map((mistake) => inPlainWords(this.question, mistake)).join(" ");
    throw error;
  }

  /**
   * The answers to the case, or to it with other facts; a sentence where there are none.
   * @param {Object<string, any>} facts
   * @returns {Answered|string}
   */
  answered(facts = this.state.facts) {
    const { asOf, readings } = this.state;
    if (this.question.needsAsOf && !asOf) return "Say first for which day the question is asked.";
    try {
      return this.question.weighed(facts, asOf, readings);
    } catch (error) {
      return this.refusal(error);
    }
  }

  render() {
    const found = this.answered();
    const needs = typeof found === "string" ? [] : wanted(found);
    const waiting = needs.filter((key) => !this.state.aside.includes(key));
    this.showNext(found, waiting);
    this.showStated();
    this.showOthers(needs);
    this.showAnswers(found, needs);
    this.showReadings(found);
    this.showNotice(found);
    this.carryOn();
  }

  /** Let the page's links to other questions take with them what those ask for, too. */
  carryOn() {
    for (const link of document.querySelectorAll("[data-carries]")) {
      const keys = link.dataset.carries.split(" ");
      const facts = Object.fromEntries(Object.entries(this.state.facts).filter(([key]) => keys.includes(key)));
      const carried = fragmentOf({ ...nothingStated(), facts, asOf: this.state.asOf });
      link.setAttribute("href", link.getAttribute("href").split("#")[0] + carried);
    }
  }

  // --- asking -----------------------------------------------------------------------------------------------------

  /** What is asked now: the day, a fact that the person chose, the most decisive one, or nothing.
   * @param {Answered|string} found @param {string[]} waiting */
  showNext(found, waiting) {
    const { asOf, current } = this.state;
    if (current === "as_of" || (this.question.needsAsOf && !asOf && current === null))
      return this.showCard(this.dayForm());
    const key = current === null ? waiting[0] : current;
    if (key === undefined) return this.showCard();
    const rest = waiting.filter((one) => one !== key);
    const more = rest.length && typeof found !== "string" ? this.stillNeeded(found, rest) : "";
    return this.showCard(this.factForm(this.question.fact(key)), more);
  }

  /** What is asked; where nothing is, the answer takes its place. @param {...any} nodes */
  showCard(...nodes) {
    this.columns.toggleAttribute("data-done", !nodes.length);
    this.boxes.next.replaceChildren(...nodes);
  }

  /** What is open though nothing is left to ask: facts that the person does not know.
   * @param {Answered} found @param {string[]} needs */
  notKnown(found, needs) {
    const rows = needs.filter((key) => this.state.aside.includes(key)).map((key) => this.neededRow(found, this.question.fact(key)));
    if (!rows.length || rows.length < needs.length) return "";
    return element("section", { class: "qanun-unknown" }, element("h3", {}, "What you do not know can still matter"), element("ol", {}, ...rows));
  }

  /** The facts that can still matter, each once: a button that asks for it, and below it why, in a sentence with a provision.
   * @param {Answered} found @param {string[]} keys */
  stillNeeded(found, keys) {
    const rows = () => keys.map((key) => this.neededRow(found, this.question.fact(key)));
    const soonest = () => {
      const waiting = soonestFirst(found, readFacts(this.question, this.state.facts));
      this.change({ current: waiting.find((key) => !this.state.aside.includes(key)) });
    };
    const ask = button("Ask what ends it soonest", soonest, { class: "qanun-link" });
    const more = unfolding(`Also still needed (${keys.length})`, () => [element("ol", {}, ...rows()), ask], { at: "once" });
    more.setAttribute("class", "qanun-more");
    return more;
  }

  /** @param {Answered} found @param {Spec} spec */
  neededRow(found, spec) {
    const { rule, anchor } = askersOf(found).first(spec.name);
    const ask = button(capital(this.called(spec)), () => this.change({ current: spec.key }), { class: "qanun-link" });
    if (!rule) return element("li", {}, ask);
    const cited = anchor ? [" (", provisionLink(anchor, this.links), ")"] : [];
    return element("li", {}, ask, element("p", { class: "qanun-hint" }, `It decides on “${rule}”`, ...cited, "."));
  }

  /** @param {Spec} spec */
  factForm(spec) {
    const heading = element("h3", { tabindex: -1 }, `${capital(this.called(spec))}${spec.kind.word === "yes/no" ? "?" : ""}`);
    const unknown = button("I do not know", () => this.set(spec.key, undefined));
    const why = this.whyAsked(spec);
    const few = spec.kind.word === "yes/no" ? 2 : (spec.kind.options || []).length;
    const first = mattering(this.question, spec, this.state);
    const asked = few && (few <= MANY || first.length) ? optionsForm(this.question, spec, first, unknown, this.state.facts[spec.key], (value) => this.set(spec.key, value)) : null;
    const help = spec.help ? element("p", { class: "qanun-hint" }, spec.help) : null;
    return element("div", {}, heading, help, asked || this.inputForm(spec, unknown), why, this.whoAnswers());
  }

  /** What a fact is called, to the person concerned or of them. @param {Spec} spec */
  called({ label, you }) {
    return (this.you && you) || label;
  }

  /** Whether the person concerned answers; nothing where the page has no words for them. */
  whoAnswers() {
    if (!this.question.facts.some(({ you }) => you)) return null;
    const onchange = () => {
      this.you = !this.you;
      this.render();
    };
    const box = element("input", { type: "checkbox", checked: this.you, onchange });
    return element("label", { class: "qanun-hint" }, box, " I am the person concerned");
  }

  /** An input with what takes it over. @param {Spec} spec @param {HTMLElement} unknown */
  inputForm(spec, unknown) {
    const input = inputOf(this.question, spec, this.state.facts[spec.key]);
    const submit = (/** @type {Event} */ event) => {
      event.preventDefault();
      const value = this.taken(input);
      if (value !== INVALID) this.set(spec.key, value);
    };
    return element(
      "form",
      { onsubmit: submit, novalidate: true, class: "qanun-whole" },
      input.node,
      element("div", { class: "qanun-buttons" }, element("button", { type: "submit" }, "Take this"), this.today(spec), unknown),
    );
  }

  /** For a day the button that says today, as it is where the law is. @param {Spec} spec */
  today({ key, kind }) {
    return kind.word === "date" ? button("Today", () => this.set(key, todayIn(this.question.zone))) : null;
  }

  /** The value of an input; INVALID where it has said what is wrong with it. @param {Input} input */
  taken(input) {
    try {
      return input.read();
    } catch (error) {
      if (!(error instanceof Misread)) throw error;
      const wrong = input.node.querySelector("[aria-invalid]");
      if (wrong) wrong.focus();
      else this.verdict.tell(capital(error.message));
      return INVALID;
    }
  }

  /** Why a fact is asked for, worked out when somebody wants to know. @param {Spec} spec */
  whyAsked(spec) {
    const lines = element("ul", {});
    const details = element("details", { class: "qanun-asked" }, element("summary", {}, "Why is this asked?"), lines);
    details.addEventListener("toggle", () => {
      if (!details.open || lines.children.length) return;
      const { facts, asOf, readings } = this.state;
      lines.append(...reasonsToAsk(this.question, spec, facts, asOf, readings).map((one) => element("li", {}, one)));
    });
    return details;
  }

  /** Asks for the day; most people mean today, as it is where the law is. */
  dayForm() {
    const spec = { ...UNNAMED, label: "The question is asked for this day", kind: { word: "date" } };
    const { asOf } = this.state;
    const day = inputOf(this.question, spec, asOf.length === 10 ? asOf : undefined);
    const moment = inputOf(
      this.question,
      { ...spec, label: "Or for this moment", kind: { word: "moment" } },
      asOf.length > 10 ? asOf : undefined,
    );
    const submit = (/** @type {Event} */ event) => {
      event.preventDefault();
      const [at, exactly] = [this.taken(day), this.taken(moment)];
      if (at === INVALID || exactly === INVALID) return;
      this.change({ asOf: exactly || at || "" });
    };
    const exact = element("details", { open: asOf.length > 10 }, element("summary", {}, "To the minute"), moment.node);
    const today = button("Today", () => this.change({ asOf: todayIn(this.question.zone) }));
    const take = element("div", { class: "qanun-buttons" }, element("button", { type: "submit" }, "Take this"), today);
    const words = "The law is applied as it was at the end of that day; what lies later has not happened yet.";
    return element(
      "form",
      { onsubmit: submit, novalidate: true },
      element("h3", { tabindex: -1 }, "For which day is this asked?"),
      element("p", {}, words),
      day.node,
      exact,
      take,
    );
  }

  /** What is stated, each with what can be done about it. */
  showStated() {
    const { facts, asOf } = this.state;
    const rows = this.question.facts.filter(({ key }) => Object.hasOwn(facts, key)).map((spec) => this.statedRow(spec));
    if (asOf) {
      const shown = show(
        asOf.length === 10 ? parseDay(asOf) : parseMoment(asOf, this.question.zone),
        this.question.zone,
      );
      rows.unshift(
        element(
          "li",
          {},
          element("span", {}, "Asked for: ", element("b", {}, shown)),
          button("Change", () => this.change({ current: "as_of" })),
        ),
      );
    }
    const heading = element("h3", {}, "What you have stated");
    this.boxes.stated.replaceChildren(...(rows.length ? [heading, element("ul", {}, ...rows)] : []));
  }

  /** @param {Spec} spec */
  statedRow(spec) {
    const { key } = spec;
    const label = this.called(spec);
    const value = readFacts(this.question, { [key]: this.state.facts[key] }).get(key);
    const shown = show(value, this.question.zone, this.question.words);
    const about = (/** @type {string} */ words) => ({ "aria-label": `${words}: ${label}` });
    return element(
      "li",
      {},
      element("span", {}, `${capital(label)}: `, element("b", {}, shown)),
      button("Change", () => this.change({ current: key }), about("Change")),
      button("What if …", () => withMore(() => MORE.askWhatIf(this, key)), about("What if this were otherwise")),
      button("Forget", () => this.set(key, undefined), about("Forget")),
    );
  }

  /**
   * The facts that are not stated and not needed, for those who want to state them all the same.
   * @param {string[]} needs
   */
  showOthers(needs) {
    const { facts, aside } = this.state;
    const open = this.boxes.others.querySelector("details");
    const others = this.question.facts.filter(
      ({ key }) => !Object.hasOwn(facts, key) && (!needs.includes(key) || aside.includes(key)),
    );
    const rows = others.map((spec) => {
      const { key } = spec;
      const known = aside.includes(key) ? " (you do not know)" : "";
      return element(
        "li",
        {},
        button(`${capital(this.called(spec))}${known}`, () => this.change({ current: key }), { class: "qanun-link" }),
      );
    });
    const summary = element("summary", {}, `Facts that are not asked for now (${others.length})`);
    this.boxes.others.replaceChildren(
      ...(others.length
        ? [element("details", { open: Boolean(open && open.open) }, summary, element("ul", {}, ...rows))]
        : []),
    );
  }

  // --- answering --------------------------------------------------------------------------------------------------

  /** @param {Answered|string} found @param {string[]} needs */
  showAnswers(found, needs) {
    if (typeof found === "string") {
      this.verdict.refused(found);
      this.boxes.answers.replaceChildren();
      return;
    }
    const short = new Shortening(found, this.state.facts);
    this.verdict.of(short, needs);
    const read = (/** @type {Object<string, string>} */ readings) =>
      this.change({ readings: { ...this.state.readings, ...readings } });
    const take = (/** @type {Map<string, any>} */ facts) => this.change({ facts: factsData(this.question.facts, facts) });
    this.boxes.answers.replaceChildren(
      element("h3", {}, "What the law says"),
      ...answersShown(short, this.links, this.open, take),
      leftOpenShown(short, this.links, this.open, take),
      this.notKnown(found, needs),
      decidedShown(short, read),
      decidingLaw(short),
      unfolding("Provisions that this rests on", () => MORE.provisionsShown(found, this.links)),
    );
  }

  /** @param {Answered|string} found */
  showReadings(found) {
    if (!this.question.readings.length) return;
    const used = new Set(typeof found === "string" ? [] : found.made.flatMap((answer) => answer.readings));
    const chosen = this.question.chosen(this.state.readings);
    const fields = this.question.readings.map(({ name, label, options, because }) => {
      const group = `qanun-${(inputs += 1)}`;
      const radios = options.map(([option, words]) => {
        const choose = () => this.change({ readings: { ...this.state.readings, [name]: option } });
        const radio = element("input", {
          type: "radio",
          name: group,
          checked: chosen.get(name) === option,
          onchange: choose,
        });
        return element("label", {}, radio, ` ${capital(words)}`);
      });
      const matters = used.has(name) ? " (the answer rests on this)" : "";
      const why = because ? element("p", { class: "qanun-hint" }, capital(because)) : null;
      return element("fieldset", { class: "qanun-choice" }, element("legend", {}, label + matters), why, ...radios);
    });
    const open = this.boxes.readings.querySelector("details");
    const summary = element(
      "summary",
      {},
      `How the law is read (${used.size} of ${fields.length} readings matter here)`,
    );
    this.boxes.readings.replaceChildren(element("details", { open: Boolean(open && open.open) }, summary, ...fields));
  }

  /**
   * What every answer is: whose words, of which statutes, for which day, and how the law is read in it.
   * @param {Answered|string} found
   */
  showNotice(found) {
    const { notice, fingerprint } = this.question;
    const { asOf } = this.state;
    const day = asOf ? `Asked for ${asOf.replace("T", " ")}. ` : "";
    const readings = typeof found === "string" ? [] : found.readingsTaken;
    const read = readings.map(({ question, label }) => `${question} Here: ${label}.`);
    this.boxes.notice.replaceChildren(
      ...read.map((words) => element("p", {}, words)),
      element("p", {}, `${notice} ${day}Fingerprint of the statutes: ${fingerprint}.`),
    );
  }
}

/** A mistake in a case in plain words: a fact by what it is called. @param {Question} question @param {Mistake} mistake */
function inPlainWords(question, mistake) {
  const { path, sentence, nearest } = mistake;
  const [, key, ...inner] = path.split("/").map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
  const spec = question.facts.find((fact) => fact.key === key);
  if (spec) return `${capital(spec.label)}${inner.length ? ` (${inner.join(", ")})` : ""}: ${sentence}.`;
  if (sentence !== NO_SUCH_FACT || inner.length) return `${capital(`${mistake}`)}.`;
  const meant = question.facts.find((fact) => fact.key === nearest);
  return `“${key}” is no fact that this question asks for${meant ? `; did you mean “${meant.key}” (${meant.label})?` : "."}`;
}

/** What an input gives that has said what is wrong. */
const INVALID = Symbol("invalid");

/** Make the forms of a question on the page, once all of it is there. @param {string} name */
function mount(name) {
  if (typeof document === "undefined") return;
  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", () => mount(name), { once: true });
    return;
  }
  for (const host of document.querySelectorAll(".qanun-form")) {
    if (host.dataset.question === name) new Form(host, question(name));
  }
}

waiting.push(mount);
