// Inputs for values of every kind, as elements of the page. What stands in them becomes JSON data only when it is read.

/** An element. Texts among the children stay text, whatever is in them.
 * @param {string} tag @param {Object<string, any>} [properties] attributes, and listeners under `on…`
 * @param {...(Node|string|null)} children @returns {any} */
function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, `${value}`);
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

/** A button that does something. @param {string} words @param {() => void} act @param {Object<string, any>} [more] */
const button = (words, act, more = {}) => element("button", { type: "button", onclick: act, ...more }, words);

let inputs = 0;

/** An input: its element; `read` gives the JSON value of what stands in it, undefined where nothing does, and marks what
 * it cannot read before it throws Misread. @typedef {{node: HTMLElement, read: () => any}} Input */

/**
 * The input for a fact or field.
 * @param {Question} question
 * @param {Spec} spec
 * @param {any} value JSON data
 * @returns {Input}
 */
function inputOf(question, spec, value) {
  const { kind, or_none: orNone, label } = spec;
  if (kind.word === "yes/no" || kind.options) return choiceInput(question, spec, value);
  const make = INPUTS[kind.word];
  if (make === undefined) return textInput(question, spec, value);
  const input = make(question, spec, value ?? undefined);
  return orNone ? orNoneInput(label, value, input) : input;
}

/** @param {Question} question @param {Kind} kind @returns {[any, string][]} the values of few, each as it is read */
function choices(question, kind) {
  if (kind.word === "yes/no")
    return [
      [true, "Yes"],
      [false, "No"],
    ];
  return kind.options.map(([option, label]) => [option, capital(question.words.get(option) || label || option)]);
}

/**
 * One of a few values, or none, or not known.
 * @param {Question} question
 * @param {Spec} spec
 * @param {any} value
 * @returns {Input}
 */
function choiceInput(question, { kind, label, or_none: orNone }, value) {
  const name = `qanun-${(inputs += 1)}`;
  /** @type {[any, string][]} */
  const offered = [...choices(question, kind), ...(orNone ? [[null, "None"]] : []), [undefined, "Not known"]];
  const radios = offered.map(([each, words]) => {
    const radio = element("input", { type: "radio", name, checked: each === value });
    return { each, radio, node: element("label", {}, radio, ` ${words}`) };
  });
  const node = element(
    "fieldset",
    { class: "qanun-choice" },
    element("legend", {}, label),
    ...radios.map((one) => one.node),
  );
  return { node, read: () => (radios.find(({ radio }) => radio.checked) || { each: undefined }).each };
}

/** A control with its label and, below it, what is wrong with what stands there.
 * @param {string} label @param {any[]} controls the first is the one that the label names
 * @param {() => any} read @param {string} hint @returns {Input} */
function labelled(label, controls, read, hint = "") {
  const id = `qanun-${(inputs += 1)}`;
  const wrong = element("p", { id: `${id}-wrong`, class: "qanun-wrong", role: "alert" });
  const [control] = controls;
  control.id = id;
  control.setAttribute("aria-describedby", `${id}-hint ${id}-wrong`);
  const node = element(
    "div",
    { class: "qanun-input" },
    element("label", { for: id }, label),
    element("div", { class: "qanun-controls" }, ...controls),
    element("p", { id: `${id}-hint`, class: "qanun-hint" }, hint),
    wrong,
  );
  return {
    node,
    read() {
      wrong.textContent = "";
      control.removeAttribute("aria-invalid");
      try {
        return read();
      } catch (error) {
        if (!(error instanceof Misread || error instanceof RangeError)) throw error;
        wrong.textContent = capital(error.message);
        control.setAttribute("aria-invalid", "true");
        throw new Misread(error.message);
      }
    },
  };
}

/** What is typed as words. @param {Question} question @param {Spec} spec @param {any} value @returns {Input} */
function textInput(question, { kind, label, or_none: orNone }, value) {
  const digits = ["integer", "money", "number"].includes(kind.word);
  const shown = value === null ? "none" : value === undefined ? "" : `${value}`.replace(` ${kind.unit}`, "");
  const control = element("input", {
    type: "text",
    value: shown,
    inputmode: digits ? "decimal" : "text",
    autocomplete: "off",
  });
  const unit = kind.word === "money" ? element("span", { class: "qanun-unit" }, kind.unit) : null;
  const read = () => (control.value.trim() === "" ? undefined : readTyped(question, kind, orNone, control.value));
  return labelled(label, unit ? [control, unit] : [control], read, capital(hintOf(kind, orNone)));
}

/**
 * An input beside the statement that there is none.
 * @param {string} label
 * @param {any} value
 * @param {Input} inner
 * @returns {Input}
 */
function orNoneInput(label, value, inner) {
  const box = element("input", { type: "checkbox", checked: value === null });
  const follow = () => inner.node.toggleAttribute("inert", box.checked);
  box.addEventListener("change", follow);
  follow();
  const node = element(
    "div",
    { class: "qanun-or-none" },
    inner.node,
    element("label", { title: label }, box, " There is none"),
  );
  return { node, read: () => (box.checked ? null : inner.read()) };
}

/** @param {string} value */
const dayControl = (value) => element("input", { type: "date", value, min: "0001-01-01", max: "9999-12-31" });

/**
 * The inputs of kinds that are more than a word.
 * @type {Object<string, (question: Question, spec: Spec, value: any) => Input>}
 */
const INPUTS = {
  date(_, { label }, value) {
    const control = dayControl(value ?? "");
    return labelled(label, [control], () => (control.value ? typedDay(control.value) : undefined));
  },

  moment(question, { label }, value) {
    const [day, clock, zone] = localParts(value, question.zone);
    const date = dayControl(day);
    const time = element("input", {
      type: "time",
      step: clock.length > 5 ? 1 : 60,
      value: clock,
      "aria-label": `${label}: time`,
    });
    const place = element("input", {
      type: "text",
      value: zone,
      size: 16,
      "aria-label": `${label}: time zone or offset`,
    });
    const read = () => {
      if (!date.value && !time.value) return undefined;
      return parseMoment(`${date.value || "?"} ${time.value || "?"} ${place.value.trim()}`).iso;
    };
    return labelled(label, [date, time, place], read, "Day, time, and the time zone or an offset like +04:00");
  },

  duration(question, spec, value) {
    const units = { hours: ["hours"], days: ["days", "weeks"], months: ["months", "years"] }[spec.kind.unit];
    const [count, unit] = parted(value ?? "");
    const control = element("input", {
      type: "text",
      value: count,
      inputmode: "decimal",
      size: 8,
      autocomplete: "off",
    });
    const options = units.map((one) => element("option", { value: one, selected: one === unit }, one));
    const select = element("select", { "aria-label": `${spec.label}: unit` }, ...options);
    const read = () =>
      control.value.trim()
        ? readTyped(question, spec.kind, false, `${control.value.trim()} ${select.value}`)
        : undefined;
    return labelled(spec.label, [control, select], read);
  },

  period(question, { label, kind }, value) {
    const from = dayControl(value ? value.from : ""),
      to = dayControl((value && value.to) || "");
    to.setAttribute("aria-label", `${label}: last day`);
    const running = element("input", { type: "checkbox", checked: Boolean(value) && value.to === null });
    const read = () => {
      if (!from.value && !to.value) return undefined;
      if (!from.value || (!to.value && !running.checked))
        throw new Misread("state the first and the last day, or that it still runs");
      return readTyped(question, kind, false, `${from.value} to ${running.checked ? "now" : to.value}`);
    };
    return labelled(
      label,
      [from, element("span", {}, "to"), to, element("label", {}, running, " still running")],
      read,
    );
  },

  country(question, { label }, value) {
    const names = new Intl.DisplayNames(["en"], { type: "region" });
    const listed = [...question.countries].map((code) => [names.of(code), code]).sort((a, b) => compareTexts(a[0], b[0]));
    const options = listed.map(([name, code]) =>
      element("option", { value: code, selected: code === value }, `${name} (${code})`),
    );
    const control = element("select", {}, element("option", { value: "" }, "Not known"), ...options);
    return labelled(label, [control], () => control.value || undefined);
  },

  penalty(question, { label, kind }, value) {
    const words = value ? [value, ...(value.also || [])].map(({ kind: of, amount }) => `${of} ${amount}`) : [undefined];
    const part = { label: "Penalty and its measure", kind, or_none: false, name: "", key: "", judged_by: null, you: "", help: "" };
    const make = (/** @type {any} */ each) => textInput(question, part, each);
    const rows = rowsInput(label, words, make, "another imposed with it");
    return { node: rows.node, read: () => joinedPenalty(rows.read()) };
  },

  record(question, { label, kind }, value) {
    const specs = question.recordTypes.get(kind.record).fields;
    const inner = specs.map((spec) => ({
      key: spec.key,
      input: inputOf(question, spec, value ? value[spec.key] : undefined),
    }));
    const node = element(
      "fieldset",
      { class: "qanun-record" },
      element("legend", {}, label),
      ...inner.map(({ input }) => input.node),
    );
    const read = () => {
      const cells = readAll(inner.map(({ input }) => input)).map((cell, i) => [inner[i].key, cell]);
      const stated = cells.filter(([, cell]) => cell !== undefined);
      return stated.length ? Object.fromEntries(stated) : undefined;
    };
    return { node, read };
  },

  list(question, { label, kind }, value) {
    const named = kind.element.word === "record" ? question.recordTypes.get(kind.element.record).called : "period";
    const make = (/** @type {any} */ each, /** @type {number} */ place) =>
      inputOf(question, { ...UNNAMED, label: `${capital(named)} ${place}`, kind: kind.element }, each);
    const rows = rowsInput(label, value || [], make, `a ${named}`);
    const empty = element("input", { type: "checkbox", checked: Array.isArray(value) && !value.length });
    rows.node.append(element("label", {}, empty, " There is none"));
    const read = () => {
      const read = rows.read();
      if (read.includes(undefined)) throw new Misread("nothing is stated of one of them");
      return read.length ? read : empty.checked ? [] : undefined;
    };
    return { node: rows.node, read };
  },

  set(question, { label, kind }, value) {
    if (kind.element.options) return membersInput(question, label, kind.element, value);
    const told = Array.isArray(value) ? value.map((member) => [member, true]) : Object.entries(value || {});
    const make = (/** @type {any} */ each) =>
      inputOf(question, { ...UNNAMED, label: "One of them", kind: kind.element }, each);
    const rows = rowsInput(
      label,
      told.filter(([, there]) => there).map(([member]) => member),
      make,
      "one",
    );
    const whole = element("input", { type: "checkbox", checked: Array.isArray(value) });
    rows.node.append(element("label", {}, whole, " These are all (none, if none is listed)"));
    const out = told.filter(([, there]) => !there);
    const read = () => {
      const listed = rows.read().filter((member) => member !== undefined);
      if (whole.checked) return listed;
      return listed.length || out.length
        ? Object.fromEntries([...out, ...listed.map((member) => [member, true])])
        : undefined;
    };
    return { node: rows.node, read };
  },
};

const UNNAMED = { name: "", key: "", label: "", or_none: false, judged_by: null, you: "", help: "" };

/** What several inputs read; each marks what it cannot, then the first is thrown. @param {Input[]} inputs */
function readAll(inputs) {
  /** @type {Misread|null} */
  let wrong = null;
  const values = inputs.map((input) => {
    try {
      return input.read();
    } catch (error) {
      if (!(error instanceof Misread)) throw error;
      wrong = wrong || error;
      return undefined;
    }
  });
  if (wrong !== null) throw wrong;
  return values;
}

/** Rows that can be added and taken away. @param {string} label @param {any[]} values
 * @param {(value: any, place: number) => Input} make @param {string} what @returns {Input} */
function rowsInput(label, values, make, what) {
  /** @type {Input[]} */
  const rows = [];
  const list = element("ol", { class: "qanun-rows" });
  const add = (/** @type {any} */ value) => {
    const input = make(value, rows.length + 1);
    const remove = button("Remove", () => {
      rows.splice(rows.indexOf(input), 1);
      row.remove();
      more.focus();
    });
    const row = element("li", {}, input.node, remove);
    rows.push(input);
    list.append(row);
    return input;
  };
  const more = button(`Add ${what}`, () => {
    const first = add(undefined).node.querySelector("input, select, button");
    if (first) first.focus();
  });
  values.forEach(add);
  const node = element("fieldset", { class: "qanun-many" }, element("legend", {}, label), list, more);
  return { node, read: () => readAll(rows) };
}

/**
 * A set out of a few options: yes, no or not known for each.
 * @param {Question} question
 * @param {string} label
 * @param {Kind} kind
 * @param {any} value
 * @returns {Input}
 */
function membersInput(question, label, kind, value) {
  const inside = (/** @type {string} */ option) =>
    Array.isArray(value) ? value.includes(option) : value ? value[option] : undefined;
  const each = choices(question, kind).map(([option, words]) => ({
    option,
    input: choiceInput(question, { ...UNNAMED, label: words, kind: { word: "yes/no" } }, inside(option)),
  }));
  const node = element(
    "fieldset",
    { class: "qanun-many" },
    element("legend", {}, label),
    ...each.map(({ input }) => input.node),
  );
  const read = () => {
    const stated = each.map(({ option, input }) => [option, input.read()]).filter(([, there]) => there !== undefined);
    return stated.length ? Object.fromEntries(stated) : undefined;
  };
  return { node, read };
}

/** @param {any[]} parts */
function joinedPenalty(parts) {
  const [first, ...also] = parts
    .filter((part) => part !== undefined)
    .flatMap((part) => [{ ...part, also: undefined }, ...(part.also || [])]);
  if (first === undefined) return undefined;
  const { kind, amount } = first;
  return also.length
    ? { kind, amount, also: also.map((part) => ({ kind: part.kind, amount: part.amount })) }
    : { kind, amount };
}

/**
 * The day, the time and the zone at which a moment is shown.
 * @param {string|undefined|null} value
 * @param {string} zone
 */
function localParts(value, zone) {
  if (!value) return ["", "", zone];
  const moment = parseMoment(value);
  const offset = offsetAt(moment, zone);
  const [day, clock] = moment.on(offset);
  const { offsets } = offsetsOf(day, clock, zone);
  const text = clockText(clock);
  return [
    `${day}`,
    text.endsWith(":00") ? text.slice(0, 5) : text,
    offsets[0] === offsets[1] ? zone : offsetText(offset),
  ];
}

/**
 * A button for each value of a fact; where not all of them matter now, the others behind a word to open.
 * @param {Question} question
 * @param {Spec} spec
 * @param {string[]} first the options that matter; none where all do
 * @param {HTMLElement} unknown
 * @param {any} stated
 * @param {(value: any) => void} set
 */
function optionsForm(question, spec, first, unknown, stated, set) {
  const offered = [...choices(question, spec.kind), ...(spec.or_none ? [[null, "None"]] : [])];
  const buttonsOf = (/** @type {any[]} */ some) =>
    some.map(([value, words]) => button(words, () => set(value), { "aria-pressed": value === stated }));
  const group = { class: "qanun-buttons", role: "group", "aria-label": spec.label };
  const aside = first.length ? offered.filter(([value]) => value !== null && !first.includes(value)) : [];
  const row = element("div", group, ...buttonsOf(offered.filter((one) => !aside.includes(one))), unknown);
  if (!aside.length) return row;
  const open = aside.some(([value]) => value === stated);
  const words = `Others, which make no difference as far as is known (${aside.length})`;
  const others = element("details", { open }, element("summary", {}, words), element("div", group, ...buttonsOf(aside)));
  return element("div", {}, row, others);
}
