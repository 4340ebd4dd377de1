// What a question answers: one shape everywhere, and how it is made from the outcomes of definitions.

/** @typedef {Object} Answer
 * @property {string} subject @property {string} label @property {string} verdict
 * @property {any} value @property {any} state @property {any} due @property {any} end @property {any} penalties
 * @property {string[]} authority @property {string[]} weighing @property {any} exercised
 * @property {string[]} barred_by @property {string[]} needs @property {string[]} grounds
 * @property {string[]} provisions @property {string[]} readings @property {string[]} conflicts_with
 * @property {string[]} silent_by @property {Fault|null} fault @property {string} sentence */

/** The verdict of a subject of each kind that applies; of other kinds, yes. */
const APPLIES = {
  obligation: "must",
  prohibition: "must_not",
  permission: "may",
  right: "may",
  power: "discretion",
  silence: "silent",
};

/** What an answer does not bear where the norm surely does not apply. */
const ONLY_IF_APPLIES = ["due", "end", "penalties", "authority"];

/** @param {Undecided} outcome */
const undecidedVerdict = (outcome) => ["unknown", "fault", "in_conflict", "silent"][outcome.strength];

/** The answer of one subject.
 * @param {any} subject @param {Map<string, any>} outcomes a value or an undecided outcome for each aspect
 * @param {Question} question
 * @param {{grounds: string[], barring: string[]}} rests @returns {Answer} what it rests on is to be found later */
function assemble(subject, outcomes, question, rests) {
  const value = outcomes.get("answer");
  const parts = new Map(outcomes);
  parts.delete("answer");
  if (value === false) for (const name of ONLY_IF_APPLIES) parts.delete(name);
  const open = openParts(value, parts);
  const verdict = verdictOf(subject.kind, value, parts);
  const silences = namesIn(open, Quiet, (outcome) => outcome.silences);
  return {
    subject: subject.name,
    label: subject.label,
    verdict,
    value: answerValue(value),
    state: wordOf(parts.get("state")),
    due: partOf(parts.get("due"), Limit, (limit) => limit.at),
    end: partOf(parts.get("end"), Limit, (limit) => limit.at),
    penalties: partOf(parts.get("penalties"), Penalties, (penalties) => penalties),
    authority: bodiesOf(parts.get("authority")),
    weighing: value === false ? [] : subject.weighing,
    exercised: wordOf(parts.get("exercised")),
    barred_by: verdict === "barred" ? rests.barring : [],
    needs: needsOf(value, open, parts, question.facts),
    grounds: rests.grounds,
    provisions: [],
    readings: [],
    conflicts_with: namesIn(open, Pulled, (outcome) => outcome.others),
    silent_by: silences.length || verdict !== "silent" ? silences : [subject.name],
    fault: firstFault(open.flatMap((outcome) => (outcome instanceof Faulty ? outcome.faults : []))),
    sentence: "",
  };
}

/** What keeps the answer open: the value, or where it applies any part but a power's record.
 * @param {any} value @param {Map<string, any>} parts */
function openParts(value, parts) {
  if (value === false) return [];
  if (value instanceof Undecided) return [value];
  return askedParts(parts).filter((part) => part instanceof Undecided);
}

/** The outcomes of all parts but a power's record, which nobody need tell. @param {Map<string, any>} parts */
const askedParts = (parts) => [...parts].filter(([name]) => name !== "exercised").map(([, part]) => part);

/** @param {string} kind @param {any} value @param {Map<string, any>} parts */
function verdictOf(kind, value, parts) {
  if (value instanceof Undecided) return undecidedVerdict(value);
  const state = parts.get("state");
  if (value === false) {
    if (state === "barred") return "barred";
    return kind === "obligation" ? "need_not" : "no";
  }
  if (value !== true) return "value";
  const open = openParts(true, parts);
  const strongest = open.length ? merge(open) : null;
  if (strongest !== null && !(strongest instanceof NotKnown)) return undecidedVerdict(strongest);
  if (kind !== "obligation") {
    if (state instanceof Undecided && present(parts.get("end"))) return undecidedVerdict(state);
    if (state === "expired") return "no";
  }
  return APPLIES[kind] || "yes";
}

/** @param {any} part */
const present = (part) => part !== undefined && part !== null;

/**
 * UNKNOWN where facts are missing (of a set: what is certain of it); null where there is no value.
 * @param {any} outcome
 */
function answerValue(outcome) {
  if (outcome instanceof NotKnown) return outcome.partial === null ? UNKNOWN : outcome.partial;
  return outcome instanceof Undecided ? null : outcome;
}

/** A state, or what is recorded of a power. @param {any} outcome */
function wordOf(outcome) {
  if (typeof outcome === "string") return outcome;
  return outcome instanceof NotKnown ? UNKNOWN : null;
}

/** @param {any} outcome @param {any} kind @param {(part: any) => any} take */
function partOf(outcome, kind, take) {
  if (outcome instanceof kind) return take(outcome);
  return outcome instanceof NotKnown ? UNKNOWN : null;
}

/** @param {any} outcome */
function bodiesOf(outcome) {
  if (typeof outcome === "string") return [outcome];
  if (Array.isArray(outcome)) return outcome;
  return outcome instanceof Members ? sortedTexts(outcome.list) : [];
}

/** The facts still needed: those that alone could settle the value (or else a part), then the others. Behind those of an
 * unknown value stand those that only a part needs.
 * @param {any} value @param {Undecided[]} open @param {Map<string, any>} parts @param {Spec[]} facts */
function needsOf(value, open, parts, facts) {
  let alone = 0n,
    every = 0n,
    after = 0n;
  for (const outcome of open) {
    if (!(outcome instanceof NotKnown)) continue;
    every |= outcome.all;
    if (outcome === value || !(value instanceof NotKnown)) alone |= outcome.yes | outcome.no;
  }
  if (value instanceof NotKnown) {
    for (const part of askedParts(parts)) if (part instanceof NotKnown) after |= part.all;
  }
  return [alone & every, every & ~alone, after & ~every].flatMap((mask) => namesOf(mask, facts));
}

/** The facts for which the bits of a mask stand, in order. @param {bigint} mask @param {Spec[]} facts */
const namesOf = (mask, facts) => facts.filter((_, place) => (mask >> BigInt(place)) & 1n).map(({ name }) => name);

/** @param {Undecided[]} open @param {any} kind @param {(outcome: any) => string[]} names */
const namesIn = (open, kind, names) =>
  sortedTexts(new Set(open.filter((outcome) => outcome instanceof kind).flatMap(names)));

/** The first of the faults, in their fixed order. @param {Fault[]} faults */
function firstFault(faults) {
  const inOrder = [...faults].sort((a, b) => compareTexts(a.key, b.key));
  return inOrder.length ? inOrder[0] : null;
}

/** The answer about each thing of a list. @param {any} subject @param {any} listed the list, or the outcome in its place
 * @param {Answer[]} answers @param {Question} question @returns {Answer} */
function eachAnswered(subject, listed, answers, question) {
  const undecided = listed instanceof Undecided ? listed : null;
  const faults = answers.map(({ fault }) => fault).filter((fault) => fault !== null);
  if (undecided instanceof Faulty) faults.push(...undecided.faults);
  return {
    subject: subject.name,
    label: subject.label,
    verdict: undecided === null ? "value" : undecidedVerdict(undecided),
    value: undecided === null ? answers : undecided instanceof NotKnown ? UNKNOWN : null,
    state: null,
    due: null,
    end: null,
    penalties: null,
    authority: [],
    weighing: [],
    exercised: null,
    barred_by: [],
    needs: undecided instanceof NotKnown ? namesOf(undecided.all, question.facts) : needsOfAll(answers, question),
    grounds: [],
    provisions: [],
    readings: [],
    conflicts_with: undecided instanceof Pulled ? undecided.others : [],
    silent_by: undecided instanceof Quiet ? undecided.silences : [],
    fault: firstFault(faults),
    sentence: "",
  };
}

/**
 * The facts that are needed, those first that some answer needs most.
 * @param {Answer[]} answers
 * @param {Question} question
 */
function needsOfAll(answers, question) {
  /** @type {Map<string, number>} */
  const place = new Map();
  for (const { needs } of answers) {
    needs.forEach((name, number) => place.set(name, Math.min(number, place.get(name) ?? number)));
  }
  const order = new Map(question.facts.map(({ name }, number) => [name, number]));
  return [...place.keys()].sort((a, b) => place.get(a) - place.get(b) || order.get(a) - order.get(b));
}

// --- as plain data ------------------------------------------------------------------------------------------------

const ANSWER_PARTS = [
  "subject",
  "label",
  "verdict",
  "value",
  "state",
  "due",
  "end",
  "penalties",
  "authority",
  "weighing",
  "exercised",
  "barred_by",
  "needs",
  "grounds",
  "provisions",
  "readings",
  "conflicts_with",
  "silent_by",
  "fault",
  "sentence",
];

/** An answer as plain JSON data: what is unknown is absent, null is none. @param {Answer} answer */
function answerData(answer) {
  /** @type {Object<string, any>} */
  const data = {};
  for (const name of ANSWER_PARTS) {
    if (answer[name] !== UNKNOWN) data[name] = partData(name, answer[name]);
  }
  return data;
}

/** @param {string} name @param {any} part */
function partData(name, part) {
  if (name === "penalties" && part !== null) {
    return part.alternatives.map((ranges) =>
      ranges.map(({ kind, low, high }) => ({
        kind,
        low: low === null ? null : measureText(low),
        high: measureText(high),
      })),
    );
  }
  if (name === "fault" && part !== null) {
    const { kind, data, subject, provisions, site } = part;
    return { kind, message: `${part}`, ...data, subject, provisions, site };
  }
  if (name === "value" && Array.isArray(part) && part.length && part[0].verdict !== undefined)
    return part.map(answerData);
  return dataOf(part);
}
