// The short answer: what follows, why, how else the law can be read, and what it leaves open. As in Python.

/** A sentence, and the law and the place in it that state it. @typedef {{name: string, sentence: string, law: string, place: string, anchor?: string}} Said */

/** The verdicts that leave an answer open. */
const LEFT_OPEN = ["unknown", "fault"];

/** A case of a question, which can be put again without some of its facts or under another reading. */
class Shortening {
  /** @param {Answered} answered @param {any} facts those of the case, as JSON data */
  constructor(answered, facts) {
    const { question } = answered;
    this.question = question;
    this.base = answered;
    this.facts = readFacts(question, facts);
    this.moment = answered.case.asOf;
    this.options = answered.case.readings;
    const places = question.subjects.map((_, place) => place);
    this.arising = places.filter((place) => arises(this.base.made[place]));
    const ofNorms = places.filter((place) => !this.isSilence(place));
    const saysNothing = this.arising.every((place) => this.isSilence(place));
    /** The places of what is shown. @type {number[]} */
    this.shown = saysNothing ? [...this.arising, ...ofNorms] : this.arising;
  }

  /** @param {number} place */
  isSilence(place) {
    return this.question.subjects[place].kind === "silence";
  }

  /** What follows, the weightiest first; what was done in time comes after what is still to be done. */
  get places() {
    const rank = (/** @type {number} */ place) => {
      const { verdict, state } = this.base.made[place];
      return 2 * RANKS[verdict] + Number(DONE.includes(state));
    };
    return this.shown.filter((place) => !this.isSilence(place)).sort((a, b) => rank(a) - rank(b));
  }

  /** The places of what does not arise. */
  get besides() {
    return this.question.subjects.map((_, place) => place).filter((place) => !this.shown.includes(place));
  }

  /** As plain JSON data: all of it, which takes many evaluations. */
  get data() {
    const readings = this.otherwise();
    return {
      headline: this.base.headline,
      follows: this.places.flatMap((place) => this.said(place)).map(saidData),
      aside: this.besides.map((place) => this.question.subjects[place].name),
      why: this.why(),
      readings,
      holds: !readings.length && this.holds(),
      open: this.open().map(saidData),
      notice: this.question.notice,
    };
  }

  // --- what is said ----------------------------------------------------------------------------------------------

  /** The sentence of an answer; of one about each thing of a list one for each. @param {number} place @returns {Said[]} */
  said(place) {
    const [subject, answer] = [this.question.subjects[place], this.base.made[place]];
    const each = subject.about && Array.isArray(answer.value) ? answer.value : [answer];
    return each.map((one) => ({ name: subject.name, sentence: one.sentence, ...this.source(subject, one) }));
  }

  /** What bars; else the ground that holds (or the rule itself) and the exception that bites.
   * @param {any} subject @param {Answer} answer */
  source(subject, { barred_by: barredBy, grounds }) {
    const { entries } = this.question.core;
    if (barredBy.length) return this.place(entries.get(barredBy[0]).provisions);
    const stated = grounds
      .filter((name) => subject.grounds.includes(name))
      .map((name) => entries.get(name).provisions)
      .filter((anchors) => anchors.length);
    const longest = stated.reduce(
      (best, one) => (best === null || [...one.at(-1)].length > [...best.at(-1)].length ? one : best),
      null,
    );
    const { law, place, anchor } = this.place(longest || subject.provisions.slice(0, 1));
    for (const name of grounds.filter((one) => subject.exceptions.includes(one))) {
      const other = this.place(entries.get(name).provisions);
      if (!other.place || (other.law === law && other.place === place)) continue;
      const there = other.law === law ? other.place : `${other.law}, ${other.place}`;
      return { law, place: `${place} with ${there}`, anchor };
    }
    return { law, place, anchor };
  }

  /** The law and the place in it of the last of some provisions.
   * @param {string[]} anchors @returns {{law: string, place: string, anchor?: string}} */
  place(anchors) {
    const anchor = [...anchors].reverse().find((one) => this.question.citable.has(one));
    return anchor === undefined ? { law: "", place: "" } : { ...this.question.citable.get(anchor), anchor };
  }

  /** What the law leaves open, also where nobody asked for that. @returns {Said[]} */
  open() {
    const asked = this.arising.filter((place) => this.isSilence(place)).flatMap((place) => this.said(place));
    return [...asked, ...this.silences().map((name) => this.openPoint(name))];
  }

  /** The silences that surely arise and were not asked for. @returns {string[]} */
  silences() {
    const { core, openPoints } = this.question;
    if (!openPoints.length) return [];
    const facts = this.question.settled(this.facts, this.moment, this.options);
    const found = new Case(core, facts, this.moment, this.options);
    return openPoints
      .filter(([, silent]) => found.definition(core.numbers.get(silent)).value === true)
      .map(([name]) => name);
  }

  /** @param {string} name @returns {Said} */
  openPoint(name) {
    const { label, provisions } = this.question.core.entries.get(name);
    return { name, sentence: `${capital(label)}.`, ...this.place(provisions.slice(0, 1)) };
  }

  /** The places of what surely arises. */
  get sure() {
    return this.arising.filter((place) => this.base.made[place].verdict !== "unknown");
  }

  // --- what decided ----------------------------------------------------------------------------------------------

  /** What the case comes to without some facts, or under another option; null where it cannot be so.
   * @param {Set<string>} without keys @param {Map<string, string>} options @returns {Answered|null} */
  again(without, options = this.options) {
    const facts = new Map([...this.facts].filter(([key]) => !without.has(key)));
    try {
      return this.question.answeredTo(facts, this.moment, options);
    } catch (error) {
      if (error instanceof CaseImpossible) return null;
      throw error;
    }
  }

  /** The readings on which it turns what the case comes to, or the answer at a place, besides these; those on which it rests
   * what always holds come first. @param {Map<string, string>} fixed @param {number|null} place
   * @param {number|null} number @returns {Set<string>} */
  turning(fixed, place = null, number = null) {
    const settling = this.question.settling.filter((name) => !fixed.has(name));
    if (settling.length) return new Set(settling);
    const answered = this.again(new Set(), fixed);
    return answered === null ? new Set() : answered.readingsLacking(place, number);
  }

  /** The facts that decided the headline; where there is none, or every case has it, what is said. */
  why() {
    const { base } = this;
    let found = /** @type {string[]} */ ([]);
    if (base.headline !== null && base.sure)
      found = this.decisive(({ headline, sure }) => sure && headline === base.headline);
    const certain = this.shown.filter((place) => !LEFT_OPEN.includes(base.made[place].verdict));
    const said = (/** @type {Answered} */ { made }) => JSON.stringify(certain.map((place) => signature(made[place])));
    if (!found.length && certain.length) found = this.decisive((other) => said(other) === said(base));
    return found.map((key) => {
      const { name, label } = this.question.fact(key);
      return { fact: name, label, value: this.question.sentences.value(this.facts.get(key)) };
    });
  }

  /** The facts that decide that it comes to the same. @param {(other: Answered) => boolean} same @returns {string[]} */
  decisive(same) {
    const stated = this.question.facts.map(({ key }) => key).filter((key) => this.facts.has(key));
    return decisive(stated, (kept) => {
      const outcome = this.again(new Set(stated.filter((key) => !kept.has(key))));
      return outcome !== null && same(outcome);
    });
  }

  /** The readings whose other option would change the headline or what is said. */
  otherwise() {
    const { options } = this;
    const first = this.turning(new Map());
    const used = new Set([...first, ...this.turning(new Map([...first].map((name) => [name, options.get(name)])))]);
    return this.question.readings
      .filter(({ name }) => used.has(name))
      .flatMap(({ name, label, options: offered }) => {
        const labels = new Map(offered);
        const taken = labels.get(options.get(name));
        return offered.flatMap(([option, words]) => {
          if (option === options.get(name)) return [];
          const other = this.again(new Set(), new Map(options).set(name, option));
          const says = other && this.changed(other);
          return says ? [{ reading: name, question: label, taken, option, label: words, says }] : [];
        });
      });
  }

  /** All choices of readings on which the headline and the answers rest. @param {number} [most] */
  choices(most) {
    const seen = (/** @type {Answered} */ answered) => {
      const { headline, sure, made } = answered;
      return { said: JSON.stringify([headline, sure, made.map(signature)]), what: answered };
    };
    return new MORE.Choices(this, seen, (fixed) => this.turning(fixed), most);
  }

  /** Whether it is proved that the headline and all answers are the same under all readings, and certain. */
  holds() {
    const { base, question } = this;
    const isOpen = base.made.some(({ verdict }) => LEFT_OPEN.includes(verdict));
    if (!question.readings.length || !base.sure || isOpen) return false;
    const choices = this.choices();
    return choices.ways().length === 1 && choices.isWhole;
  }

  /** What is said otherwise: the headline, else the first of the answers; null where nothing is.
   * @param {Answered} other */
  changed(other) {
    const { base } = this;
    if (other.headline !== base.headline && other.headline !== null) return `${other.headline}.`;
    const said = (/** @type {Answer} */ answer) => JSON.stringify(signature(answer));
    const moved = this.shown.find((place) => said(other.made[place]) !== said(base.made[place]));
    return moved === undefined ? null : other.made[moved].sentence;
  }
}

/** @param {Said} said */
const saidData = ({ name, sentence, law, place }) => ({ name, sentence, law, place });

/** Whether there is something to say: it applies, or is barred or open; a value that was found. @param {Answer} answer */
function arises({ verdict, value, state }) {
  if (verdict === "value") return value !== null && !(value instanceof Members && !value.list.length);
  return !["no", "need_not"].includes(verdict) || state === "expired";
}

const SIGNED = ["verdict", "value", "state", "due", "end", "penalties"];

/** What an answer says, whatever it rests on, as JSON data. @param {Answer} answer @returns {any[]} */
const signature = (answer) =>
  SIGNED.map((name) => {
    const part = answer[name];
    if (part === UNKNOWN) return "unknown";
    const isEach = name === "value" && Array.isArray(part) && part.length && part[0].verdict !== undefined;
    return [isEach ? part.map(signature) : partData(name, part)];
  });
