// What a form knows: a case as JSON data, and how it goes into a link and comes out of one.

const FRAGMENT = "#case=";

/** A case as a person states it. `aside` are the facts that the person does not know, `current` the one that is asked
 * for out of turn.
 * @typedef {{facts: Object<string, any>, asOf: string, readings: Object<string, string>, aside: string[], current: string|null}} State */

/** @returns {State} */
const nothingStated = () => ({ facts: {}, asOf: "", readings: {}, aside: [], current: null });

/** The case as data: its facts as `qanun decide` reads them, with the day and the readings. @param {State} state */
function caseData({ facts, asOf, readings }) {
  return { facts, ...(asOf ? { as_of: asOf } : {}), ...(Object.keys(readings).length ? { readings } : {}) };
}

/** So many characters a case has at most: more would keep the page from answering for long. */
const LONGEST_CASE = 1_000_000;

/** The case that data or a JSON text describe: with its day and readings, or its facts alone. FactsRefused, with all
 * mistakes, where the question has no such facts, options or days. @param {Question} question @param {string} text @returns {State} */
function readCase(question, text) {
  if (text.length > LONGEST_CASE) {
    const long = new Mistake("", "is longer than a million characters, and no case is: it was not read");
    throw new FactsRefused([long], question.name);
  }
  /** @type {Mistake[]} */
  const mistakes = [];
  const data = parseJson(text, mistakes);
  if (mistakes.length) throw new FactsRefused(mistakes, question.name);
  const whole = isObject(data) && isObject(data.facts) && !question.facts.some(({ key }) => key === "facts");
  const { facts, as_of: asOf = "", readings = {} } = whole ? data : { facts: data };
  if (whole) refuseOthers(question, data);
  const known = readFacts(question, facts);
  if (typeof asOf !== "string")
    throw new FactsRefused([new Mistake("/as_of", "expected a day or moment as text")], question.name);
  if (asOf) question.readAsOf(asOf);
  if (!isObject(readings))
    throw new FactsRefused([new Mistake("/readings", "expected an object of readings")], question.name);
  question.chosen(readings);
  return { ...nothingStated(), facts: factsData(question.facts, known), asOf, readings: { ...readings } };
}

const PARTS = ["facts", "as_of", "readings"];

/** FactsRefused where data of a whole case have parts that no case has. @param {Question} question @param {any} data */
function refuseOthers(question, data) {
  /** @type {Mistake[]} */
  const mistakes = [];
  for (const name of Object.keys(data)) {
    if (!PARTS.includes(name))
      mistakes.push(new Mistake(below("", name), "is not part of a case", guess(name, PARTS, mistakes)));
  }
  if (mistakes.length) throw new FactsRefused(mistakes, question.name);
}

/** The part of a link that carries the case, and the facts that the person does not know; nothing where nothing is
 * stated. @param {State} state */
function fragmentOf(state) {
  const data = caseData(state);
  if (!state.aside.length && !Object.keys(state.facts).length && Object.keys(data).length === 1) return "";
  const unknown = state.aside.length ? `&unknown=${state.aside.map(encodeURIComponent).join(",")}` : "";
  return FRAGMENT + encodeURIComponent(JSON.stringify(data)) + unknown;
}

/** The address of the page with a case. @param {State} state */
const addressOf = (state) => location.pathname + location.search + fragmentOf(state);

/** The text of a case in the fragment of a link; null where it carries none. @param {string} fragment */
const caseIn = (fragment) => (fragment.startsWith(FRAGMENT) ? inFragment(fragment, "case") : null);

/** A part of a fragment, as text; empty where it has none that can be read. @param {string} fragment @param {string} name */
function inFragment(fragment, name) {
  const part = fragment.slice(1).split("&").find((one) => one.startsWith(`${name}=`));
  try {
    return part === undefined ? "" : decodeURIComponent(part.slice(name.length + 1));
  } catch {
    return "";
  }
}
