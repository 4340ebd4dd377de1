// What was found in a case, and the answers that it makes.

/** What was found in a case, and the answers that it makes. */
class Answered {
  /** @param {Question} question @param {Case} found */
  constructor(question, found) {
    this.question = question;
    this.case = found;
    const scope = found.scope;
    for (let number = 0; number < question.needed; number += 1) {
      if (!question.core.definitions[number].locals.length) found.definition(number);
    }
    /**
     * What was found of each thing of a list, by subject.
     * @type {Map<string, {items: Finding, rows: Map<string, Finding>[], scopes: Scope[]}>}
     */
    this.ofEach = new Map();
    for (const subject of question.subjects) {
      if (subject.about) this.ofEach.set(subject.name, this.rowsOf(subject));
    }
    /** Whether no earlier headline could still be the one. */
    this.sure = true;
    /** For want of what the headline is not known. */
    this.headlineLacks = 0n;
    this.headline = this.firstHeadline(scope);
    /** For want of what each answer is not known wholly; of one about each thing of a list the list, then each.
     * @type {bigint[][]} */
    this.lacks = question.subjects.map(() => []);
    /** What each rests on, in the same way. @type {bigint[][]} */
    this.bases = question.subjects.map(() => []);
    /** Answers by subject. @type {Answer[]} */
    this.made = question.subjects.map((subject) => this.answer(subject));
  }

  /** @param {any} subject */
  rowsOf(subject) {
    const { local, items, list, asked } = subject.about;
    const { scope } = this.case;
    const found = list(scope);
    const mask = this.question.core.sourcesOf(items, scope);
    const scopes = scopesOf(found, mask, local, subject.name, scope);
    const rows = scopes.map((one) => new Map(asked.map(({ name, evaluation }) => [name, evaluation(one)])));
    return { items: found, rows, scopes: scopes.map(({ found, mask }) => new Scope(this.case, THING, found, mask, scope)) };
  }

  /** The first headline whose condition surely holds and whose values are known. @param {Scope} scope */
  firstHeadline(scope) {
    const { words, zone } = this.question;
    let said = null;
    for (const { condition, parts } of this.question.headlines) {
      const { value: holds } = condition(scope);
      const found = parts.map((part) => (typeof part === "string" ? part : part(scope).value));
      if (said !== null) continue;
      if (holds === true && !found.some((value) => value instanceof Undecided)) {
        said = found.map((value) => show(value, zone, words)).join("");
      } else {
        this.sure = this.sure && holds === false;
        if (holds !== false) this.headlineLacks |= missingIn([holds, ...found]);
      }
    }
    return said;
  }

  /** @param {any} subject @returns {Answer} */
  answer(subject) {
    const at = this.question.subjects.indexOf(subject);
    const [lacks, bases] = [this.lacks[at], this.bases[at]];
    if (!subject.about) {
      const { answer, basis, open } = this.one(subject, this.case.found);
      lacks.push(open);
      bases.push(basis);
      return this.restingLate(answer, at, null);
    }
    const { items, rows, scopes } = this.ofEach.get(subject.name);
    const made = rows.map((row, i) => this.one(subject, row, { place: i + 1, thing: items.value[i], scope: scopes[i] }));
    const basis = made.reduce((all, one) => all | one.basis, items.basis);
    lacks.push(missingIn([items.value]), ...made.map(({ open }) => open));
    bases.push(basis, ...made.map((one) => one.basis));
    made.forEach(({ answer }, number) => this.restingLate(answer, at, number));
    const whole = eachAnswered(
      subject,
      items.value,
      made.map((one) => one.answer),
      this.question,
    );
    whole.sentence = this.question.sentences.ofEach(subject, whole);
    return this.restingLate(whole, at, null);
  }

  /** An answer, and what it rests on; `of` says about which thing of a list it is.
   * @param {any} subject @param {Map<string, Finding>} found @param {{place: number, thing: any, scope: Scope}|null} of */
  one(subject, found, of = null) {
    const { bits } = this.question.core;
    const entries = Object.entries(subject.aspects).map(([aspect, name]) => [aspect, found.get(name)]);
    const basis = union(entries.map(([, finding]) => finding));
    const bites = (/** @type {string} */ name) =>
      !(name in subject.carved) ||
      subject.carved[name].some((/** @type {string} */ opened) => found.get(opened).value === true);
    const holds = (/** @type {string} */ name) =>
      Boolean((bits.get(name) || 0n) & basis) && found.get(name).value === true && bites(name);
    const outcomes = new Map(entries.map(([aspect, one]) => [aspect, outcomeOf(one)]));
    this.exactly(subject, outcomes, of === null ? this.case.scope : of.scope);
    const answer = assemble(subject, outcomes, this.question, {
      grounds: [...subject.grounds, ...subject.exceptions].filter(holds),
      barring: Object.keys(subject.barring)
        .filter(holds)
        .map((name) => subject.barring[name]),
    });
    const limit = (/** @type {string} */ aspect) => {
      const found = outcomes.get(aspect);
      return answer.value === true && found instanceof Limit ? found : null;
    };
    const terms = { due: limit("due"), end: limit("end") };
    const { sentences } = this.question;
    answer.sentence = of
      ? sentences.ofOne(subject, answer, terms, of.place, of.thing)
      : sentences.of(subject, answer, terms);
    return { answer, basis, open: missingIn([...outcomes.values()]) };
  }

  /** The readings, of those for which no option is chosen, for want of which an answer is not known wholly, of one about each
   * thing of a list that about one of them; without a place, the headline and all answers.
   * @param {number|null} place @param {number|null} number @returns {Set<string>} */
  readingsLacking(place = null, number = null) {
    const mask = place === null ? [this.headlineLacks, ...this.lacks.flat()].reduce(joined, 0n) : this.lacking(place, number);
    const { core } = this.question;
    return new Set(core.readings.filter((name) => mask & core.readingMask(name)));
  }

  /** Where facts are missing, what the subject's diagram tells, in a scope with the thing that it is about.
   * @param {any} subject @param {Map<string, any>} outcomes @param {Scope} scope */
  exactly(subject, outcomes, scope) {
    if (!subject.diagram || ![...outcomes.values()].some((value) => value instanceof NotKnown)) return;
    this.question.diagram(subject).told(scope, outcomes);
  }

  /** The answer at a place; of one about each thing of a list that about one of them, null where it is not there.
   * @param {number} place @param {number|null} number @returns {Answer|null} */
  at(place, number) {
    const whole = this.made[place];
    if (number === null) return whole;
    return (Array.isArray(whole.value) && whole.value[number]) || null;
  }

  /** For want of what the answer at a place is not known wholly, of one about each thing of a list that about one of them.
   * @param {number} place @param {number|null} number */
  lacking(place, number) {
    const all = this.lacks[place];
    return (number === null ? all : [all[0], ...all.slice(number + 1, number + 2)]).reduce(joined, 0n);
  }

  /** Let an answer find the provisions and the readings on which it rests once somebody asks for them.
   * @param {Answer} answer @param {number} place @param {number|null} number */
  restingLate(answer, place, number) {
    const own = this.bases[place][number === null ? 0 : number + 1];
    /** @type {{provisions: string[], readings: string[]}|null} */
    let found = null;
    const rests = () => {
      found = found || this.resting(this.question.subjects[place], own | this.inAnyCase(place, number));
      return found;
    };
    return Object.defineProperties(answer, {
      provisions: { get: () => rests().provisions, enumerable: true },
      readings: { get: () => rests().readings, enumerable: true },
    });
  }

  /** On what an answer that is certain though facts are missing rests however they are told: on all that it rests on wherever
   * more is told. @param {number} place @param {number|null} number */
  inAnyCase(place, number) {
    const { verdict, needs } = this.at(place, number);
    if (verdict === "unknown" || needs.length || !this.further.length) return 0n;
    const bases = this.further.map((one) => one.bases[place][number === null ? 0 : number + 1]);
    const there = bases.filter((one) => one !== undefined);
    return there.length ? there.reduce((all, one) => all & one) : 0n;
  }

  /** The case with more told of it; none where nothing is missing. @returns {Answered[]} */
  get further() {
    if (this.toldFurther === undefined) {
      const { question, case: { facts, asOf, readings } } = this;
      /** @type {Answered[]} */
      const found = [];
      const tried = (/** @type {Map<string, any>} */ told) => {
        try {
          return new Answered(question, new Case(question.core, question.settled(told, asOf, readings), asOf, readings));
        } catch (error) {
          if (error instanceof CaseImpossible) return null;
          throw error;
        }
      };
      const canBe = (/** @type {Map<string, any>} */ told) => {
        try {
          question.settled(told, asOf, readings);
          return true;
        } catch (error) {
          if (error instanceof CaseImpossible) return false;
          throw error;
        }
      };
      const isWhole = question.facts.every(({ key }) => isToldWhole(facts.get(key)));
      if (!isWhole) found.push(...toldFurther(question, facts, canBe).map(tried).filter((one) => one !== null));
      /** @type {Answered[]|undefined} */
      this.toldFurther = found;
    }
    return this.toldFurther;
  }

  /** The provisions and the readings on which something rests. @param {any} subject @param {bigint} basis */
  resting(subject, basis) {
    const { bits } = this.question.core;
    return {
      provisions: this.question.provisions
        .map(({ anchor }) => anchor)
        .filter((anchor) => subject.provisions.includes(anchor) || (bits.get(anchor) || 0n) & basis),
      readings: this.readOf(basis),
    };
  }

  /** The readings that the answers rest on, each with the option taken. */
  get readingsTaken() {
    const used = new Set(this.made.flatMap((answer) => answer.readings));
    return this.question.readings
      .filter(({ name }) => used.has(name))
      .map(({ name, label, options }) => {
        const option = this.case.readings.get(name);
        const others = options.filter(([word]) => word !== option).map(([, words]) => words);
        const [, taken] = options.find(([word]) => word === option);
        return { name, question: label, option, label: taken, otherwise: others.join("; ") };
      });
  }

  /** The readings on which something rests. @param {bigint} basis */
  readOf(basis) {
    const { core, readings } = this.question;
    return readings.map(({ name }) => name).filter((name) => (core.bits.get(name) || 0n) & basis);
  }

  /** All answers as plain data. */
  get answers() {
    const { name, fingerprint, readings, subjects } = this.question;
    return {
      question: name,
      as_of: this.case.asOf === null ? null : this.case.asOf.iso,
      readings: Object.fromEntries(readings.map((reading) => [reading.name, this.case.readings.get(reading.name)])),
      fingerprint,
      headline: this.headline,
      answers: Object.fromEntries(subjects.map((subject, i) => [subject.attribute, answerData(this.made[i])])),
    };
  }
}

/** All bits of two masks. @param {bigint} one @param {bigint} other */
const joined = (one, other) => one | other;

/** For want of what some outcomes are unknown. @param {any[]} outcomes @returns {bigint} */
const missingIn = (outcomes) => outcomes.reduce((all, one) => (one instanceof NotKnown ? all | one.all : all), 0n);
