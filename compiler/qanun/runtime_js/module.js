// What programs see of the runtime: the questions of a law's module, each read when it is first asked.

/** The facts do not settle the answer; `needs` are those that are missing, the most decisive first. */
class MissingFacts extends Error {
  /** @param {{key: string, label: string}[]} needs @param {string} question */
  constructor(needs, question) {
    const many = needs.length === 1 ? "fact is" : "facts are";
    const lines = needs.map(({ key, label }) => `\n  ${key}: ${label}`).join("");
    super(`${needs.length} more ${many} needed to answer ${question}:${lines}`);
    this.needs = needs;
  }
}

/** The law, as written, gives no one answer; `fault` is what an answer says of it. */
class LawAtFault extends Error {
  /** @param {any} fault */
  constructor(fault) {
    super(fault.message);
    this.fault = fault;
  }
}

for (const one of [MissingFacts, LawAtFault, FactsRefused, CaseImpossible]) {
  Object.defineProperty(one.prototype, "name", { value: one.name, configurable: true, writable: true });
}

/** Data without what is `undefined`, which is unknown as what is absent. @param {any} data @returns {any} */
function asStated(data) {
  if (Array.isArray(data)) return data.map(asStated);
  if (!isObject(data)) return data;
  const parts = Object.entries(data).filter(([, part]) => part !== undefined);
  return Object.fromEntries(parts.map(([name, part]) => [name, asStated(part)]));
}

/** What is asked for beside the facts. @param {{asOf?: string|null, readings?: Object<string, string|undefined>}} options */
function asked(options) {
  for (const name of Object.keys(options)) {
    if (!["asOf", "readings", "soonest"].includes(name)) throw new TypeError(`there is no option ${name}`);
  }
  const { asOf = null, readings = {} } = options;
  if (asOf !== null && typeof asOf !== "string") throw new TypeError("asOf is a text, like 2012-03-01");
  return [asOf, asStated(readings)];
}

/** A question of the law, as programs ask it. */
class LawQuestion {
  /** @type {any} */
  #data;

  /** @param {any} data */
  constructor(data) {
    register(data);
    this.#data = data;
  }

  get #question() {
    return question(this.#data.name);
  }

  get name() {
    return this.#data.name;
  }

  get label() {
    return this.#data.label;
  }

  get fingerprint() {
    return this.#data.fingerprint;
  }

  get notice() {
    return this.#data.notice;
  }

  get facts() {
    return this.#data.facts.map(({ key, label, help }) => ({ key, label, help }));
  }

  get readings() {
    return this.#data.readings.map(({ name, label, options, because }) => ({
      name,
      label,
      because,
      options: options.map(([option, words]) => ({ option, label: words })),
    }));
  }

  get provisions() {
    return this.#data.provisions.map((one) => ({ ...one }));
  }

  /** @param {any} facts @param {any} options */
  decide(facts, options = {}) {
    const found = this.explore(facts, options);
    const answers = Object.values(found.answers);
    const needs = this.#missing(answers);
    if (needs.length) throw new MissingFacts(needs, this.name);
    const { fault = null } = answers.find((answer) => answer.fault !== null) || {};
    if (fault !== null) throw new LawAtFault(fault);
    return found;
  }

  /** The facts that answers need, those that stand first in one first. @param {any[]} answers */
  #missing(answers) {
    const first = new Map();
    for (const { needs } of answers) {
      needs.forEach((name, place) => first.set(name, Math.min(place, first.has(name) ? first.get(name) : place)));
    }
    const known = this.#question.facts.filter(({ name }) => first.has(name));
    return known.sort((a, b) => first.get(a.name) - first.get(b.name)).map(({ key, label }) => ({ key, label }));
  }

  /** @param {any} facts @param {any} options */
  explore(facts, options = {}) {
    return this.#question.explore(asStated(facts), ...asked(options));
  }

  /** @param {any} facts @param {any} options */
  explain(facts, options = {}) {
    return this.#question.explain(asStated(facts), ...asked(options));
  }

  /** @param {any} facts @param {any} options */
  short(facts, options = {}) {
    return this.#question.short(asStated(facts), ...asked(options));
  }

  /** @param {any} facts @param {any} options */
  changes(facts, options = {}) {
    return this.#question.changes(asStated(facts), ...asked(options));
  }

  /** @param {any} facts @param {any} options */
  underReadings(facts, options = {}) {
    return this.#question.underReadings(asStated(facts), ...asked(options));
  }

  /** @param {any} facts @param {any} options */
  needs(facts, options = {}) {
    return this.#question.needs(asStated(facts), ...asked(options), options.soonest === true);
  }

  /** @param {string} key @param {any} facts @param {any} options */
  why(key, facts, options = {}) {
    return this.#question.why(asStated(facts), ...asked(options), key);
  }

  /** @param {string} key @param {string} typed */
  read(key, typed) {
    return this.#question.read(key, typed);
  }
}

/** A question of what a law's module says of it. @param {any} data */
const lawQuestion = (data) => new LawQuestion(data);
