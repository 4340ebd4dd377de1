// A question of the law, as its module registers it.

/** What is said of records of one kind. @typedef {Object} RecordType
 * @property {string} name @property {string} class @property {string} called @property {Spec[]} fields */

/** What is declared of a fact or field: `name` as answers have it, `key` as facts in JSON have it.
 * @typedef {Object} Spec
 * @property {string} name @property {string} key @property {string} label @property {Kind} kind
 * @property {boolean} or_none @property {string[]|null} judged_by
 * @property {string} you the label as it is said to the person concerned @property {string} help */

/** A kind of value. @typedef {Object} Kind
 * @property {string} word @property {string} [unit] @property {[string, string][]} [options]
 * @property {string} [record] @property {Kind} [element] */

/** A question: what it asks, and how it is answered. All that goes in and comes out is plain JSON data. */
class Question {
  /** @param {any} data what the question's module registers */
  constructor(data) {
    this.name = data.name;
    this.label = data.label;
    this.fingerprint = data.fingerprint;
    this.zone = data.zone;
    this.notice = data.notice;
    this.needsAsOf = data.needs_as_of;
    /** @type {Spec[]} */
    this.facts = data.facts;
    /** @type {Map<string, Spec>} */
    this.factsByName = new Map(data.facts.map((fact) => [fact.name, fact]));
    /** @type {{name: string, label: string, options: [string, string][], because: string}[]} */
    this.readings = data.readings;
    /** How options and bodies are read. @type {Map<string, string>} */
    this.words = new Map([...(data.shows_countries ? Object.entries(data.countries) : []), ...data.words]);
    /** The codes of all countries, where the question speaks of any. @type {Set<string>} */
    this.countries = new Set(Object.keys(data.countries));
    /** @type {Map<string, RecordType>} */
    this.recordTypes = new Map(data.records.map((type) => [type.name, type]));
    /** @type {{anchor: string, citation: string, text: string}[]} */
    this.provisions = data.provisions;
    /** How lawyers cite each provision, in brackets what is the page's own. @type {Map<string, string>} */
    this.places = new Map(data.places.map(([anchor, law, place]) => [anchor, `${law}, ${place}`]));
    /** The law and the place in it of each provision that the short answer can cite. @type {Map<string, {law: string, place: string}>} */
    this.citable = new Map(
      data.places.filter((row) => row[3]).map(([anchor, law, place]) => [anchor, { law, place }]),
    );
    /** Silences that nobody asks for, each with the definition that tells whether it arises. @type {[string, string][]} */
    this.openPoints = data.silences;
    this.subjects = data.subjects;
    this.labels = new Map(data.labels);
    this.needed = data.needed;
    this.core = new Core(data, this.recordTypes);
    this.headlines = data.headlines.map(({ condition, parts }) => ({
      condition: this.core.read(condition),
      parts: parts.map((part) => (typeof part === "string" ? part : this.core.read(part))),
    }));
    this.constraints = data.constraints.map(({ condition, sentence, site }) => ({
      condition,
      holds: this.core.read(condition),
      sentence,
      site,
    }));
    const always = behind(this.core, this.constraints.map(({ condition }) => condition));
    const spokenOf = (/** @type {string} */ kind) => always.flatMap(([word, name]) => (word === kind ? [name] : []));
    /** The readings on which it rests what always holds. @type {string[]} */
    this.settling = spokenOf("reading");
    /** The facts, by key. @type {Set<string>} */
    this.bound = new Set(spokenOf("fact").map((name) => data.facts[this.core.places.get(name)].key));
    /** What the law says of a case. */
    this.law = [data.definitions, data.subjects, data.headlines, data.constraints];
    this.spoken = "";
    this.sentences = new Sentences(this);
    /** By subject. @type {Map<string, Diagram>} */
    this.diagrams = new Map();
    /** The facts to which `always` can leave one value. @type {Spec[]} */
    this.constrained = data.constrained.map((number) => data.facts[number]);
    for (const { about, ...subject } of this.subjects) {
      if (about) [about.list, about.asked] = [this.core.read(about.items), this.askedOfEach(subject, about.local)];
    }
  }

  /** The diagram of a subject that has one, read when it is first asked for. @param {any} subject @returns {Diagram} */
  diagram(subject) {
    if (!this.diagrams.has(subject.name)) {
      this.diagrams.set(subject.name, new Diagram(this.core, subject.diagram));
    }
    return this.diagrams.get(subject.name);
  }

  /** Whether the law speaks of an option. @param {string} option */
  speaksOf(option) {
    this.spoken = this.spoken || JSON.stringify(this.law);
    return this.spoken.includes(JSON.stringify(option));
  }

  /** Where lawyers find a provision; an article, of which no text is kept, by its anchor. @param {string} anchor */
  cited(anchor) {
    const known = this.provisions.some((provision) => provision.anchor === anchor);
    return known ? this.shortly(anchor) : anchor;
  }

  /** How a provision is called in passing: `Criminal Code, art. 318 [(1)]`. @param {string} anchor */
  shortly(anchor) {
    return this.places.get(anchor) || anchor.replace("#", ", ");
  }

  /** The definitions of which the answer about one thing is made. @param {any} subject @param {string} local */
  askedOfEach(subject, local) {
    const { aspects, grounds, exceptions, barring, carved } = subject;
    const opening = Object.values(carved).flat();
    const names = new Set([...Object.values(aspects), ...grounds, ...exceptions, ...Object.keys(barring), ...opening]);
    return [...names]
      .map((name) => ({ name, number: this.core.numbers.get(name) }))
      .filter(({ number }) => number < this.needed)
      .map(({ name, number }) => ({ name, evaluation: this.core.read(["ref", name, [["local", local]]]) }));
  }

  /** The answers as far as they are certain. FactsRefused, with all mistakes; CaseImpossible, where the facts break
   * what always holds. @param {any} facts @param {string|null} asOf @param {Object<string, string>} readings */
  explore(facts, asOf = null, readings = {}) {
    return this.weighed(facts, asOf, readings).answers;
  }

  /**
   * Why the answers are what they are, and why not otherwise.
   * @param {any} facts
   * @param {string|null} asOf
   * @param {Object<string, string>} readings
   */
  explain(facts, asOf = null, readings = {}) {
    return MORE.explanationOf(this.weighed(facts, asOf, readings)).data;
  }

  /** The facts that can still change an answer, by key, in the order in which they are asked for: as a reader of the rules
   * meets them, or (`soonest`) first what ends an interview soonest on average. @param {any} facts @param {string|null} asOf
   * @param {Object<string, string>} readings @param {boolean} soonest @returns {string[]} */
  needs(facts, asOf = null, readings = {}, soonest = false) {
    const answered = this.weighed(facts, asOf, readings);
    return soonest ? soonestFirst(answered, readFacts(this, facts)) : wanted(answered);
  }

  /**
   * Why a fact is asked for, as lines.
   * @param {any} facts
   * @param {string|null} asOf
   * @param {Object<string, string>} readings
   * @param {string} key
   */
  why(facts, asOf, readings, key) {
    return reasonsToAsk(this, this.fact(key), facts, asOf, readings);
  }

  /**
   * The JSON value of what was typed for a fact without parts; an error says what is expected.
   * @param {string} key
   * @param {string} typed
   */
  read(key, typed) {
    const { kind, or_none: orNone } = this.fact(key);
    return readTyped(this, kind, orNone, typed);
  }

  /** What is declared of a fact. @param {string} key */
  fact(key) {
    const found = this.facts.find((fact) => fact.key === key);
    if (found === undefined) throw new RangeError(`there is no fact ${key}`);
    return found;
  }

  /**
   * A case with its answers.
   * @param {any} facts
   * @param {string|null} asOf
   * @param {Object<string, string>} readings
   * @returns {Answered}
   */
  weighed(facts, asOf, readings) {
    return this.answeredTo(readFacts(this, facts), this.readAsOf(asOf), this.chosen(readings));
  }

  /** The same of facts, a moment and options as they were read.
   * @param {Map<string, any>} known @param {Moment|null} moment @param {Map<string, string>} chosen */
  answeredTo(known, moment, chosen) {
    return new Answered(this, new Case(this.core, this.settled(known, moment, chosen), moment, chosen));
  }

  /** The short answer as plain JSON data. @param {any} facts @param {string|null} asOf @param {Object<string, string>} readings */
  short(facts, asOf = null, readings = {}) {
    return new Shortening(this.weighed(facts, asOf, readings), facts).data;
  }

  /** What would change each answer that stands, by its attribute; of one about each thing of a list for each.
   * @param {any} facts @param {string|null} asOf @param {Object<string, string>} readings */
  changes(facts, asOf = null, readings = {}) {
    const known = readFacts(this, facts);
    const answered = this.answeredTo(known, this.readAsOf(asOf), this.chosen(readings));
    return this.ofEach(answered, (place, number) => MORE.changesOf(answered, known, place, number).data);
  }

  /** What each answer is under other readings, in the same way.
   * @param {any} facts @param {string|null} asOf @param {Object<string, string>} readings */
  underReadings(facts, asOf = null, readings = {}) {
    const answered = this.weighed(facts, asOf, readings);
    const tries = new Shortening(answered, facts);
    return this.ofEach(answered, (place, number) => MORE.underReadings(tries, place, number));
  }

  /** What is told of each answer, by its attribute; of one about each thing of a list for each.
   * @param {Answered} answered @param {(place: number, number: number|null) => any} told */
  ofEach(answered, told) {
    const found = this.subjects.map(({ attribute, about }, place) => {
      const { value } = answered.made[place];
      const isEach = about && Array.isArray(value) && value.length;
      return [attribute, isEach ? value.map((_, number) => told(place, number)) : told(place, null)];
    });
    return Object.fromEntries(found);
  }

  /** The moment asked about; a day means its last instant. @param {string|null} asOf */
  readAsOf(asOf) {
    const mistake = (/** @type {string} */ sentence) => new FactsRefused([new Mistake("as_of", sentence)], "the day");
    if (asOf === null || asOf === undefined || asOf === "") {
      if (this.needsAsOf) throw mistake("the answer depends on the day: say for which day it is asked");
      return null;
    }
    try {
      const found = asOf.length <= 10 ? parseDay(asOf) : parseMoment(asOf, this.zone);
      const year = found instanceof Moment ? found.on(0)[0].year : found.year;
      if (!hasMoments(year)) throw new RangeError(`${found} lies outside the years 2 to 9998`);
      return instant(found, this.zone);
    } catch (error) {
      if (error instanceof RangeError) throw mistake(error.message);
      throw error;
    }
  }

  /** The options chosen, the defaults for the rest; FactsRefused, with all mistakes, for others.
   * @param {Object<string, string>} readings by qualified name, or by the part behind the law's */
  chosen(readings) {
    const chosen = new Map(this.readings.map(({ name, options }) => [name, options[0][0]]));
    const byName = new Map();
    for (const reading of this.readings) byName.set(reading.name.slice(reading.name.lastIndexOf(".") + 1), reading);
    for (const reading of this.readings) byName.set(reading.name, reading);
    const mistakes = [];
    for (const [name, option] of Object.entries(readings)) {
      const reading = byName.get(name);
      if (reading === undefined) {
        const near = guess(name, byName.keys(), mistakes);
        mistakes.push(new Mistake(name, "the question rests on no such reading", near));
        continue;
      }
      const options = reading.options.map(([word]) => word);
      if (options.includes(option)) chosen.set(reading.name, option);
      else {
        const sentence = `${quoted(`${option}`)} is no option of this reading; there are ${options.join(", ")}`;
        mistakes.push(new Mistake(name, sentence, guess(`${option}`, options, mistakes)));
      }
    }
    if (mistakes.length) throw new FactsRefused(mistakes, "the readings");
    return chosen;
  }

  /** The facts, with each to which `always` leaves one value set to it. CaseImpossible where it is broken or leaves none.
   * @param {Map<string, any>} known @param {Moment|null} moment @param {Map<string, string>} chosen */
  settled(known, moment, chosen) {
    if (!this.constraints.length && !this.constrained.length) return known;
    const facts = new Map(known);
    const broken = (/** @type {Map<string, any>} */ assumed) => {
      const scope = new Case(this.core, assumed, moment, chosen).scope;
      return this.constraints.filter(({ holds }) => holds(scope).value === false);
    };
    const impossible = (/** @type {any[]} */ against) => {
      const said = this.constraints.filter((one) => against.includes(one));
      const sites = new Map(said.map(({ sentence, site }) => [sentence, site]));
      return new CaseImpossible([...sites.keys()].join("; "), [...sites.values()].join("; "));
    };
    const before = broken(facts);
    if (before.length) throw impossible(before);
    for (let progress = true; progress;) {
      progress = false;
      for (const spec of this.constrained) {
        const { key } = spec;
        if (facts.has(key)) continue;
        const breaks = (/** @type {any} */ value) => broken(new Map(facts).set(key, value));
        let values = candidates(spec);
        /** @type {any[]} */
        let against = [];
        if (!values.length) {
          const other = new Unnamed();
          against = breaks(other);
          values = against.length ? other.named : [];
        }
        const tried = values.map((value) => ({ value, found: breaks(value) }));
        const possible = tried.filter(({ found }) => !found.length);
        if (tried.length && !possible.length) throw impossible([...against, ...tried.flatMap(({ found }) => found)]);
        if (possible.length !== 1) continue;
        facts.set(key, possible[0].value);
        progress = true;
      }
    }
    return facts;
  }
}

/** What stands behind encoded expressions. @param {Core} core @param {any[]} exprs @returns {any[][]} */
function behind(core, exprs) {
  const found = [];
  const seen = new Set();
  const ahead = [...exprs];
  while (ahead.length) {
    const part = ahead.pop();
    if (!Array.isArray(part)) continue;
    if (["const", "fact", "ref", "local", "field", "reading"].includes(part[0])) found.push(part);
    if (part[0] === "const") continue;
    if (part[0] === "ref" && core.numbers.has(part[1]) && !seen.has(part[1])) {
      seen.add(part[1]);
      ahead.push(core.definitions[core.numbers.get(part[1])].body);
    }
    ahead.push(...part);
  }
  return found;
}

/** The values that a fact of few values can take; of others none. @param {Spec} spec */
function candidates({ kind, or_none: orNone }) {
  if (orNone) return [];
  if (kind.word === "yes/no") return [true, false];
  return kind.word === "one of" ? kind.options.map(([option]) => option) : [];
}

// --- registering --------------------------------------------------------------------------------------------------

/** The form of modules that this runtime reads. */
const FORM = 6;

/** @type {Map<string, any>} */
const registered = new Map();
/** @type {Map<string, Question>} */
const questions = new Map();
/** @type {((name: string) => void)[]} */
const waiting = [];

/** Take a question; its module calls this. @param {any} data */
function register(data) {
  if (data.form !== FORM) {
    throw new Error(
      `the question ${data.name} is written in form ${data.form}, and qanun.js reads form ${FORM}: build again`,
    );
  }
  registered.set(data.name, data);
  questions.delete(data.name);
  for (const tell of waiting) tell(data.name);
}

/** The question of a name, or undefined where none was registered. @param {string} name */
function question(name) {
  if (!questions.has(name) && registered.has(name)) questions.set(name, new Question(registered.get(name)));
  return questions.get(name);
}
