// An interview: which fact is asked for next, and why. Only what can still matter is asked.

/** The facts that can still change an answer, by key: as somebody meets them who reads the rules from top to bottom and
 * leaves out what is settled; then what can matter only by what always holds. @param {Answered} answered */
function wanted({ question, made, case: { found }, ofEach }) {
  const open = question.subjects.filter((_, i) => made[i].needs.length);
  const needed = new Set(made.flatMap(({ needs }) => needs));
  const behind = open.flatMap(({ name, about, aspects }) => {
    const { items, rows } = about ? ofEach.get(name) : { items: null, rows: [found] };
    const each = rows.flatMap((row) => Object.values(aspects).map((aspect) => row.get(aspect)));
    return items === null ? each : [items, ...each];
  });
  const met = [...factsMet(behind)].filter((name) => needed.has(name));
  return [...new Set([...met, ...needed])].map((name) => question.factsByName.get(name).key);
}

/** Of so many facts that are needed it is tried what they leave, the first that a reader meets. */
const LOOKED_AT = 24;

/** The facts that are needed, by key, first those that leave the fewest others to ask for on average, each value as likely
 * as another; of such as leave as many, first the one that a reader meets. What has not a few values is taken to leave all
 * others. @param {Answered} answered @param {Map<string, any>} facts those of the case, by key */
function soonestFirst(answered, facts) {
  const { question, case: { asOf, readings } } = answered;
  const needs = wanted(answered);
  const left = (/** @type {string} */ key, /** @type {any} */ value) => {
    try {
      const { made } = question.answeredTo(new Map(facts).set(key, value), asOf, readings);
      return [new Set(made.flatMap((one) => one.needs)).size];
    } catch (error) {
      if (error instanceof CaseImpossible) return [];
      throw error;
    }
  };
  const average = (/** @type {string} */ key) => {
    const tried = fewValues(question.fact(key)).flatMap((value) => left(key, value));
    return tried.length ? tried.reduce((sum, one) => sum + one, 0) / tried.length : needs.length - 1;
  };
  const averages = new Map(needs.slice(0, LOOKED_AT).map((key) => [key, average(key)]));
  const lookedAt = [...averages.keys()].sort((one, other) => averages.get(one) - averages.get(other));
  return [...lookedAt, ...needs.slice(LOOKED_AT)];
}

/** The values of a fact of few values, none among them; of others none. @param {Spec} spec @returns {any[]} */
function fewValues({ kind, or_none: orNone }) {
  const values = kind.word === "yes/no" ? [true, false] : kind.word === "one of" ? kind.options.map(([option]) => option) : [];
  return values.length && orNone ? [...values, null] : values;
}

/** The facts in what is not decided, as they are met; a definition is read once. Chains may be long: there is no
 * recursion. @param {Finding[]} roots */
function factsMet(roots) {
  const [met, read] = [new Set(), new Set()];
  for (const root of roots) {
    const waiting = [root];
    while (waiting.length) {
      const finding = waiting.pop();
      const { operation, parts, about } = finding;
      if (finding.decided) continue;
      if (operation === "fact") met.add(about);
      if (operation === "definition") {
        const key = JSON.stringify([about, ...parts.slice(1).map(({ value }) => identityOf(new Finding(value)))]);
        if (read.has(key)) continue;
        read.add(key);
      }
      waiting.push(...[...parts].reverse());
    }
  }
  return met;
}

/** Which rules ask for each fact. */
class Askers {
  /** @param {Answered} answered */
  constructor(answered) {
    this.answered = answered;
    /** Of each fact the definitions whose own expression asks for it, in their order. @type {Map<string, any[]>} */
    this.asking = new Map();
    for (const [name, finding] of answered.case.found) {
      const entry = answered.question.core.entries.get(name);
      for (const fact of new Set(factsIn(finding.parts[0]))) this.asking.set(fact, [...(this.asking.get(fact) || []), entry]);
    }
  }

  /** The rules that ask for a fact, others than the fact itself. @param {string} fact its name @returns {any[]} */
  of(fact) {
    const { label } = this.answered.question.factsByName.get(fact);
    return (this.asking.get(fact) || []).filter((entry) => entry.label !== label);
  }

  /** The first rule that asks for a fact, by its label, with a provision; empty where none does.
   * @param {string} fact its name @returns {{rule: string, anchor: string}} */
  first(fact) {
    const entries = this.of(fact);
    const first = entries.find(({ provisions }) => provisions.length) || entries[0];
    return first ? { rule: first.label, anchor: first.provisions[0] || "" } : { rule: "", anchor: "" };
  }

  /** Why a fact matters: the rules that ask for it, with provisions, and the answers that wait for it.
   * @param {string} fact its name */
  why(fact) {
    const { question, made } = this.answered;
    const waiting = made.filter(({ needs }) => needs.includes(fact));
    const rules = new Set(this.of(fact).map(({ label }) => `“${label}”`));
    const said = rules.size ? [`it is part of ${listed([...rules], "and")}`] : [];
    if (waiting.length) {
      const labels = new Set(waiting.map(({ label }) => `“${label}”`));
      said.push(`the answer about ${listed([...labels], "and")} still depends on it`);
    } else said.push("no answer depends on it any more");
    const byAnchor = new Map(question.provisions.map((provision) => [provision.anchor, provision]));
    const anchors = new Set((this.asking.get(fact) || []).flatMap(({ provisions }) => provisions));
    const cited = [...anchors].filter((anchor) => byAnchor.has(anchor)).map((anchor) => byAnchor.get(anchor).citation);
    return said.join("; ") + (cited.length ? ` (${cited.join("; ")})` : "");
  }
}

/** @type {WeakMap<Answered, Askers>} */
const askers = new WeakMap();

/** Which rules ask for each fact in a case, found once. @param {Answered} answered @returns {Askers} */
function askersOf(answered) {
  if (!askers.has(answered)) askers.set(answered, new Askers(answered));
  return askers.get(answered);
}

/** The facts for which an expression itself asks, not a definition that it names. @param {Finding} finding @returns {string[]} */
function factsIn(finding) {
  if (finding.operation === "fact") return [finding.about];
  return finding.operation === "definition" ? [] : finding.parts.flatMap(factsIn);
}

/** So many options are shown whether they matter or not. */
const FEW = 4;

/** The options of a fact of which not one is as good as another beside what is known, whatever the answers rest on; none
 * where they all are, or none is. Options of which neither the law nor the case speaks come to the same, or each to itself (an answer names
 * it), as two of them do.
 * @param {Question} question @param {Spec} spec @param {State} state */
function mattering(question, { key, kind }, { facts, asOf, readings }) {
  const options = (kind.options || []).map(([option]) => option);
  if (options.length <= FEW) return [];
  const saying = (/** @type {string} */ option) => {
    try {
      const { headline, made } = question.weighed({ ...facts, [key]: option }, asOf, readings);
      const told = made.map((one) => [signature(one), one.needs, one.conflicts_with, one.silent_by, partData("fault", one.fault)]);
      return JSON.stringify([headline, told]);
    } catch (error) {
      if (error instanceof CaseImpossible || error instanceof FactsRefused) return null;
      throw error;
    }
  };
  const stated = JSON.stringify(facts);
  const others = options.filter((option) => !question.speaksOf(option) && !stated.includes(JSON.stringify(option)));
  const unspoken = others.length > 1 ? others : [];
  const two = unspoken.slice(0, 2).map(saying);
  const areOne = two[0] === two[1];
  const alike = new Map();
  for (const option of options) {
    const found = !unspoken.includes(option) ? saying(option) : areOne ? two[0] : option;
    if (found !== null) alike.set(found, [...(alike.get(found) || []), option]);
  }
  const groups = [...alike.values()];
  const same = groups.reduce((most, group) => (group.length > most.length ? group : most), []);
  return same.length > 1 ? groups.filter((group) => group !== same).flat() : [];
}

/** Why a fact is asked for: the rules that it is part of, and of a fact of few values what each would settle; lines.
 * @param {Question} question @param {Spec} spec @param {Object<string, any>} facts as JSON data
 * @param {string|null} asOf @param {Object<string, string>} readings */
function reasonsToAsk(question, spec, facts, asOf, readings) {
  const answered = question.weighed(facts, asOf, readings);
  const open = answered.made.filter(({ needs }) => needs.includes(spec.name));
  const sentences = [`${capital(askersOf(answered).why(spec.name))}.`];
  /** @type {Map<string, string[]>} */
  const settling = new Map();
  for (const [words, value] of choicesOf(question, spec)) {
    const settles = settledBy(question, open, { ...facts, [spec.key]: value }, asOf, readings);
    settling.set(settles, [...(settling.get(settles) || []), words]);
  }
  for (const [settles, values] of settling) {
    if (settles) sentences.push(`${capital(listed(values, "or"))} would settle ${settles}.`);
  }
  if (spec.judged_by && spec.judged_by.length) {
    sentences.push(`It is for ${spec.judged_by.map((body) => bodyName(question, body)).join(" or ")} to judge.`);
  } else if (spec.judged_by) {
    sentences.push("It is a matter of judgement, and the law does not say whose.");
  }
  const cited = new Set(open.flatMap(({ provisions }) => provisions));
  if (cited.size) sentences.push(`See ${[...cited].map((anchor) => question.cited(anchor)).join("; ")}.`);
  return sentences;
}

/**
 * The values that a fact of few values can take, each as it is read.
 * @param {Question} question
 * @param {Spec} spec
 * @returns {[string, any][]}
 */
function choicesOf(question, { kind }) {
  if (kind.word === "yes/no")
    return [
      ["yes", true],
      ["no", false],
    ];
  return (kind.options || []).map(([option]) => [`“${question.words.get(option) || option}”`, option]);
}

/** Which of the answers would be certain, and what they would be.
 * @param {Question} question @param {Answer[]} open @param {Object<string, any>} facts
 * @param {string|null} asOf @param {Object<string, string>} readings */
function settledBy(question, open, facts, asOf, readings) {
  let made;
  try {
    made = question.weighed(facts, asOf, readings).made;
  } catch (error) {
    if (error instanceof CaseImpossible || error instanceof FactsRefused) return "";
    throw error;
  }
  const then = new Map(made.map((answer) => [answer.subject, answer]));
  return open
    .map(({ subject }) => then.get(subject))
    .filter(({ needs }) => !needs.length)
    .map(({ label, subject, verdict }) => `“${label || subject}”: ${verdict.replaceAll("_", " ")}`)
    .join("; ");
}

/** A body by its label. @param {Question} question @param {string} body */
function bodyName(question, body) {
  const bare = body.slice(body.lastIndexOf(".") + 1);
  return question.words.get(bare) ?? bare.replaceAll("_", " ");
}
