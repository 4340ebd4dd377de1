// What would change an answer: the smallest sets of what a case states that, were it otherwise, would turn it. As in Python.

/** So many facts at a time, and changes, are told. */
const TOGETHER = 3;
const MOST_TOLD = 10;
/** So many cases are looked at, nodes gone through, things that are stated taken in. */
const MOST_TRIED = 4000;
const MOST_VISITED = 100000;
const MOST_STATED = 200;
/** So many cases are tried where there is no diagram. */
const MOST_WHOLE = 300;
/** The parts of an answer by which it is another. */
const SAID_BY = ["answer", "state", "due", "end", "penalties"];
const ORDERED = ["integer", "number", "measure", "date", "moment"];

/** What is changed: what is stated, by its place, and the value instead. @typedef {[number, any][]} Instead */

/** The search comes to a bound. */
class Bounded extends Error {}

/** What an answer turns on, and what its atoms are in a case of which some is otherwise. */
class Turning {
  /** @param {Answered} answered @param {Map<string, any>} facts @param {number} place of the subject @param {number|null} number of a thing */
  constructor(answered, facts, place, number) {
    const { question } = answered;
    this.question = question;
    this.core = question.core;
    this.subject = question.subjects[place];
    this.given = facts;
    this.moment = answered.case.asOf;
    this.readings = answered.case.readings;
    this.number = number;
    const { about, aspects, diagram } = this.subject;
    this.isTold = Boolean(diagram) && (number === null) === !about;
    const told = this.isTold ? diagram : { atoms: [], leaves: [], nodes: [], alike: [], ends: [[]] };
    this.through = new Set(about ? this.factsOf([about.items]) : []);
    this.always = new Set(this.factsOf(question.constraints.map(({ condition }) => condition)));
    const own = [...this.factsOf(Object.values(aspects).map((name) => ["ref", name])), ...this.through];
    const rests = new Set([...own, ...this.always]);
    /** @type {Stated[]} */
    this.stated = statedOf(question, facts).filter(({ spec }) => rests.has(spec.key));
    this.nodes = told.nodes.map(([atom, ...ways], at) => [atom, ...ways.map((way) => (way >= 0 ? at - 1 - way : way))]);
    const parts = Object.keys(aspects).flatMap((aspect, at) => (SAID_BY.includes(aspect) ? [at] : []));
    /** What is said at each end; null where there is no such case. */
    this.ends = told.ends.map((leaves) => (leaves.length ? `${parts.map((part) => told.alike[leaves[part]])}` : null));
    this.isOpen = told.ends.map((leaves) => leaves.length > 0 && parts.some((part) => told.leaves[leaves[part]] === null));
    const sides = told.atoms.map(sideOf);
    this.read = this.core.readAll(told.atoms);
    this.sides = sides.map((side) => (side === null ? null : this.core.read(side)));
    this.constants = behind(this.core, told.atoms).flatMap(([word, data]) => (word === "const" ? [valueOf(data)] : []));
    this.constants.push(...this.stated.flatMap(({ kind, value }) => (kind.word === "country" ? [value] : [])));
    const places = (/** @type {Iterable<string>} */ keys) => {
      const among = new Set(keys);
      return this.stated.flatMap(({ spec }, at) => (among.has(spec.key) ? [at] : []));
    };
    const keys = told.atoms.map((atom) => this.restsOn(atom));
    /** Of each atom, whether it rests on what only `always` tells. */
    this.isTied = keys.map((one) => this.always.size > 0 && one.some((key) => !facts.has(key)));
    this.on = keys.map((one, atom) => places(this.isTied[atom] ? [...one, ...this.always] : one));
    this.exprs = told.atoms;
    /** Of what each atom speaks: facts, and of things which fields. @type {{keys: string[], fields: string[]}[]} */
    this.spoken = told.atoms.map((atom, at) => ({ keys: keys[at], fields: this.fieldsOf(atom) }));
    const isPlain = Boolean(about) && about.items[0] === "fact";
    /** Of what each atom rests on that of which it speaks. */
    this.seenBy = this.on.map((on, atom) => {
      const fields = this.isTied[atom] ? [] : this.spoken[atom].fields;
      const isOwn = isPlain && isOfOwn(told.atoms[atom]);
      return on.filter((place) => {
        const one = this.stated[place];
        return speaksOf(fields, one) && !(isOwn && one.number !== null && one.number !== number);
      });
    });
    const leaves = told.leaves.map((leaf) => (leaf === null ? [] : this.restsOn(leaf)));
    /** By what something is said at an end. @type {{keys: string[], fields: string[]}[]} */
    this.saidBy = told.ends.flatMap((end) =>
      end.length ? parts.map((part) => ({ keys: leaves[end[part]], fields: this.fieldsOf(told.leaves[end[part]]) })) : [],
    );
    /** Of each end what is said there by its value. */
    this.beside = told.ends.map((end) =>
      places(end.length ? parts.flatMap((part) => leaves[end[part]]) : []).filter((at) =>
        FEW_VALUES.includes(this.stated[at].kind.word),
      ),
    );
    const several = this.seenBy.flatMap((on) => (on.length > 1 ? on : []));
    const few = several.filter((at) => FEW_VALUES.includes(this.stated[at].kind.word));
    /** What is of few values of which each can matter, although nothing else is otherwise by it alone. */
    this.apart = new Set([...this.beside.flat(), ...few]);
    this.tried = 0;
    this.found = new Map();
    this.values = new Map();
  }

  /** The keys of the facts behind expressions. @param {any[]} exprs @returns {string[]} */
  factsOf(exprs) {
    const names = behind(this.core, exprs).flatMap(([word, name]) => (word === "fact" ? [name] : []));
    return [...new Set(names)].map((name) => this.question.facts[this.core.places.get(name)].key);
  }

  /** The fields of which an expression speaks. @param {any} expr @returns {string[]} */
  fieldsOf(expr) {
    return behind(this.core, [expr]).flatMap(([word, name]) => (word === "field" ? [name] : []));
  }

  /** @param {any} expr @returns {string[]} */
  restsOn(expr) {
    const speaksOfThing = JSON.stringify(expr).includes(JSON.stringify(["local", THING]));
    return [...this.factsOf([expr]), ...(speaksOfThing ? this.through : [])];
  }

  /** @param {Instead} changed */
  facts(changed) {
    return otherwise(this.given, changed.map(([place, value]) => [this.stated[place], value]));
  }

  /** What each atom is. @param {Instead} changed @returns {any[]} */
  atoms(changed) {
    const key = changed.map(([place, value]) => `${place} ${keyOf(value)}`).sort().join("; ");
    if (!this.found.has(key)) this.found.set(key, this.ask(this.scope(this.facts(changed))).map(({ value }) => value));
    return this.found.get(key);
  }

  /** What could stand in the place of something stated. @param {number} place @returns {any[]} */
  instead(place) {
    if (!this.values.has(place)) {
      const atoms = this.on.flatMap((on, atom) => (on.includes(place) ? [atom] : []));
      const seen = (/** @type {any} */ value) => this.seen(place, value, atoms);
      this.values.set(place, nearby(this.stated[place], seen, this.constants, this.moment, this.question.countries));
    }
    return this.values.get(place);
  }

  /** @param {number} place @param {any} value @param {number[]} atoms @returns {string} */
  seen(place, value, atoms) {
    const isMeasured = Object.hasOwn(REACH, this.stated[place].kind.word);
    if (!this.isTold || this.apart.has(place)) return isMeasured ? "" : keyOf(value);
    const scope = this.scope(this.facts([[place, value]]));
    const asked = this.ask(scope);
    const sides = isMeasured && scope !== null ? atoms.flatMap((atom) => (this.sides[atom] ? [this.sides[atom](scope)] : [])) : [];
    const isOpen = FEW_VALUES.includes(this.stated[place].kind.word) && atoms.some((atom) => asked[atom].value instanceof NotKnown);
    return [...atoms.map((atom) => asked[atom]), ...sides]
      .map((one) => (one.value instanceof Undecided ? one.value.constructor.name : keyOf(one.value)))
      .concat(isOpen ? [keyOf(value)] : [])
      .join("; ");
  }

  /** What is found of each atom; of a thing that is not there nothing is known. @param {Scope|null} scope @returns {Finding[]} */
  ask(scope) {
    return scope === null ? this.exprs.map(() => new Finding(new NotKnown(1n, 1n, 1n))) : this.read(scope);
  }

  /** The scope in which atoms are asked, also in a case that cannot be; null where the thing is not there.
   * @param {Map<string, any>} facts @returns {Scope|null} */
  scope(facts) {
    this.tried += 1;
    let settled = facts;
    try {
      settled = this.question.settled(facts, this.moment, this.readings);
    } catch (error) {
      if (!(error instanceof CaseImpossible)) throw error;
    }
    const { scope } = new Case(this.core, settled, this.moment, this.readings);
    if (this.number === null || !this.subject.about) return scope;
    const { local, items, list } = this.subject.about;
    const mask = this.core.sourcesOf(items, scope);
    const thing = scopesOf(list(scope), mask, local, this.subject.name, scope)[this.number];
    return thing === undefined ? null : new Scope(scope.case, THING, thing.found, thing.mask, scope);
  }
}

/** Of a comparison for being equal of what has an order, whether the first is less. @param {any[]} atom */
function sideOf([word, operator, ...operands]) {
  const isOrdered = ([kind, data]) =>
    kind === "const" && data !== null && typeof data === "object" && ORDERED.includes(Object.keys(data)[0]);
  return word === "apply" && ["=", "!="].includes(operator) && operands.some(isOrdered) ? ["apply", "<", ...operands] : null;
}

/** Whether something that answers say, as `signature` has it, is known of both and differs.
 * @param {any[]} before @param {any[]} then */
function isOtherwise(before, then) {
  const bothNot = [before, then].every(([, value]) => value !== "unknown" && value[0] === false);
  return before.some((one, at) => {
    if ((bothNot && at < 2) || one === "unknown" || then[at] === "unknown") return false;
    return JSON.stringify(one) !== JSON.stringify(then[at]);
  });
}

/** What would change an answer, as plain data; with each change the facts of the case that would be.
 * @param {Answered} answered @param {Map<string, any>} facts by key @param {number} place @param {number|null} number */
function changesOf(answered, facts, place, number = null) {
  const { question } = answered;
  const at = (/** @type {Answered} */ answered) => answered.at(place, number);
  const before = at(answered);
  if (LEFT_OPEN.includes(before.verdict)) return { data: { found: [], is_whole: true, together: TOGETHER }, cases: [] };
  const turning = new Turning(answered, facts, place, number);
  const said = signature(before);
  /** @type {Map<string, {changed: Instead, facts: Map<string, any>, answer: Answer}>} */
  const kept = new Map();
  const turns = (/** @type {Instead} */ changed) => {
    const other = turning.facts(changed);
    let answer;
    try {
      answer = at(question.answeredTo(other, turning.moment, turning.readings));
    } catch (error) {
      if (error instanceof CaseImpossible) return false;
      throw error;
    }
    if (answer === null) return false;
    const then = signature(answer);
    if (LEFT_OPEN.includes(answer.verdict) || !isOtherwise(said, then)) return false;
    const key = JSON.stringify([changed.map(([one]) => one).sort((a, b) => a - b), then]);
    if (kept.has(key)) return true;
    if (kept.size === MOST_TOLD) throw new Bounded();
    kept.set(key, { changed, facts: other, answer });
    return true;
  };
  let isWhole = false;
  try {
    isWhole = turning.isTold ? new Search(turning, turns).run(TOGETHER) : byTrying(turning, turns);
  } catch (error) {
    if (!(error instanceof Bounded)) throw error;
  }
  const places = (/** @type {Instead} */ changed) => changed.map(([one]) => one).sort((a, b) => a - b);
  const found = [...kept.values()].sort((one, other) => {
    const [a, b] = [places(one.changed), places(other.changed)];
    return a.length - b.length || a.map((each, i) => each - b[i]).find((each) => each !== 0) || 0;
  });
  const data = { found: found.map((one) => changeData(turning, one)), is_whole: isWhole, together: TOGETHER };
  return { data, cases: found.map((one) => one.facts) };
}

/** Without a diagram: what is of few values is tried, one and two at a time. It is never the whole of it.
 * @param {Turning} turning @param {(changed: Instead) => boolean} turns */
function byTrying(turning, turns) {
  let left = MOST_WHOLE;
  const alone = new Set();
  const singles = turning.stated.map((_, place) => turning.instead(place).map((value) => [place, value]));
  const pairs = singles.flatMap((one, place) => singles.slice(place + 1).map((other) => [one, other]));
  for (const ways of [...singles.map((one) => [one]), ...pairs]) {
    const [first, second = [null]] = ways;
    for (const one of first) {
      for (const other of second) {
        if (other !== null && (alone.has(one[0]) || alone.has(other[0]))) continue;
        left -= 1;
        if (left < 0) return false;
        if (turns(other === null ? [one] : [one, other]) && other === null) alone.add(one[0]);
      }
    }
  }
  return false;
}

/** @param {Turning} turning @param {{changed: Instead, facts: Map<string, any>, answer: Answer}} change */
function changeData(turning, { changed, facts, answer }) {
  const stated = changed.map(([place]) => place).sort((a, b) => a - b).map((place) => turning.stated[place]);
  const path = ({ spec, number, field }) => `${spec.key} ${number} ${field === null ? "" : field.key}`;
  const each = [...new Map(stated.map((one) => [path(one), one])).values()];
  const { sentences } = turning.question;
  const altered = each.map((one) => {
    const [was, now] = [within(turning.given, one), within(facts, one)];
    const { label, said } = called(turning, one);
    return {
      fact: one.spec.name,
      label,
      was: dataOf(was),
      now: dataOf(now),
      number: one.number === null ? null : one.number + 1,
      field: one.field === null ? null : one.field.name,
      words: worded("change.fact", { fact: said, now: sentences.value(now), was: sentences.value(was) }),
    };
  });
  return { altered, ...thenData(answer) };
}

/** The label of a fact or field, and how it is said: of which thing. @param {Turning} turning @param {Stated} one */
function called(turning, { spec, field, number }) {
  if (field === null) return { label: spec.label, said: `“${spec.label}”` };
  const { label } = field;
  if (number === null) return { label, said: worded("change.field", { field: label, fact: spec.label }) };
  const thing = thingCalled(SENTENCES["change.thing"], number + 1, turning.given.get(spec.key)[number]);
  return { label, said: worded("change.field of one", { field: label, thing, fact: spec.label }) };
}
