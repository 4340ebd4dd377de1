// What a case says under other readings: which choices have it otherwise, or that it holds under all. As in Python.

/** So many choices of readings are put to the law. */
const MOST_READ = 256;

/** What a case says, and by what it is said.
 * @typedef {{said: string, what: any}} Seen */
/** What a case says, by what, and the choices under which it says that.
 * @typedef {{said: string, what: any, fixed: Map<string, string>}} Way */

/** Goes through the readings on which it turns what a case says, as it turns out under those that are chosen. */
class Choices {
  /** @param {Shortening} tries the case @param {(answered: Answered) => Seen|null} seen null where the case has not
   * what is asked about @param {(fixed: Map<string, string>) => Set<string>} turning the readings on which it turns, where
   * some are chosen @param {number} most so many choices are put */
  constructor(tries, seen, turning, most = MOST_READ) {
    this.tries = tries;
    this.seen = seen;
    this.turning = turning;
    this.left = most;
    this.missed = false;
  }

  /** Whether all were gone through so far, and each says something. */
  get isWhole() {
    return this.left >= 0 && !this.missed;
  }

  /** What it says under all choices in which these are so: first as they are taken in the case. Choices that make no
   * difference are left out. @param {Map<string, string>} fixed @returns {Way[]} */
  ways(fixed = new Map()) {
    this.left -= 1;
    if (this.left < 0) return [];
    const { tries } = this;
    const turning = this.turning(fixed);
    const free = tries.question.readings.find(({ name }) => turning.has(name));
    if (free === undefined) return this.way(fixed);
    const taken = tries.options.get(free.name);
    const others = free.options.map(([option]) => option).filter((option) => option !== taken);
    const found = [taken, ...others].flatMap((option) => this.ways(new Map(fixed).set(free.name, option)));
    return new Set(found.map((one) => one.said)).size === 1 ? [{ ...found[0], fixed }] : found;
  }

  /** @param {Map<string, string>} fixed @returns {Way[]} */
  way(fixed) {
    const answered = this.tries.again(new Set(), new Map([...this.tries.options, ...fixed]));
    const seen = answered && this.seen(answered);
    this.missed = this.missed || (answered !== null && seen === null);
    return seen ? [{ ...seen, fixed }] : [];
  }

  /** What is said, first as it stands, then each other that it can be, with the choices under which it is that.
   * @returns {{what: any, reads: Map<string, string>[]}[]} */
  get found() {
    /** @type {Map<string, {what: any, reads: Map<string, string>[]}>} */
    const every = new Map([[this.seen(this.tries.base).said, { what: null, reads: [] }]]);
    for (const { said, what, fixed } of this.ways()) {
      const known = every.get(said) || { what, reads: [] };
      every.set(said, { what: known.what || what, reads: [...known.reads, fixed] });
    }
    return [...every.values()].filter(({ reads }) => reads.length);
  }

  /** Choices, with what they ask. @param {Map<string, string>} chosen */
  read(chosen) {
    return [...chosen].map(([reading, option]) => {
      const { label, options } = this.tries.question.readings.find(({ name }) => name === reading);
      return { reading, question: label, option, label: new Map(options).get(option) };
    });
  }
}

/** An answer under all readings, as plain data. @param {Shortening} tries @param {number} place @param {number|null} number */
function underReadings(tries, place, number = null) {
  const seen = (/** @type {Answered} */ answered) => {
    const what = answered.at(place, number);
    return what && { said: JSON.stringify(signature(what)), what };
  };
  const choices = new Choices(tries, seen, (fixed) => tries.turning(fixed, place, number));
  const { found } = choices;
  return {
    found: found.map(({ what, reads }) => ({
      reads: reads.filter(({ size }) => size).map((one) => choices.read(one)),
      ...thenData(what),
    })),
    holds: choices.isWhole && found.length === 1 && !LEFT_OPEN.includes(found[0].what.verdict),
    is_whole: choices.isWhole,
  };
}

/** What an answer says in another case, as plain data. @param {Answer} answer */
function thenData(answer) {
  const data = answerData(answer);
  return Object.fromEntries([...SIGNED, "sentence"].flatMap((name) => (name in data ? [[name, data[name]]] : [])));
}
