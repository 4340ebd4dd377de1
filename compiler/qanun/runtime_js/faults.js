// Faults of the law, and what an expression yields that has no value: outcomes that are undecided.

/** What a fault says of itself beside its rule, by kind, in order. */
const FAULTS = {
  Conflict: ["grounds"],
  Gap: ["candidates"],
  NoVersion: ["days"],
  DivisionByZero: ["divisor"],
  StepNotAboveZero: ["step"],
  PeriodReversed: ["start", "end"],
  PeriodOpen: ["start"],
  NotComparable: ["left", "right"],
  OutOfCalendar: ["what"],
  NumberTooLong: [],
};

/** The law, as written, gives no one answer. `subject` is the rule, `site` the place, "path:line". */
class Fault {
  /**
   * @param {keyof typeof FAULTS} kind
   * @param {Object<string, any>} data
   * @param {string} subject @param {string[]} provisions @param {string} site
   */
  constructor(kind, data, subject = "", provisions = [], site = "") {
    this.kind = kind;
    this.data = data;
    this.subject = subject;
    this.provisions = provisions;
    this.site = site;
  }

  /**
   * This fault with its place, where it does not yet name one.
   * @param {string} subject
   * @param {string[]} provisions
   * @param {string} site
   */
  located(subject, provisions, site) {
    return this.site ? this : new Fault(this.kind, this.data, subject, provisions, site);
  }

  /** All that is said of it, in order. */
  get parts() {
    return [...FAULTS[this.kind].map((name) => this.data[name]), this.subject, this.provisions, this.site];
  }

  /** Puts faults into a fixed order. */
  get key() {
    return `${this.kind}\n${represented(this.parts)}`;
  }

  /** What is wrong, without the place. */
  get sentence() {
    const rule = this.subject || "the rule";
    const data = this.data;
    switch (this.kind) {
      case "Conflict": {
        const sides = data.grounds.map(
          ([name, value, provisions]) =>
            `${name} gives ${value}` + (provisions.length ? ` [${provisions.join(", ")}]` : ""),
        );
        return (
          `${this.subject}: grounds of equal rank give different values, and nothing prevails: ` + sides.join("; ")
        );
      }
      case "Gap": {
        const tried = data.candidates.length ? data.candidates.join(", ") : "there is none";
        return `${this.subject}: none of its grounds applies (${tried}), and the law gives no other answer`;
      }
      case "NoVersion":
        return `${this.subject}: no version was in force on the day asked about; in force: ${data.days}`;
      case "DivisionByZero":
        return `${rule} divides by ${data.divisor || "its divisor"}, which is 0`;
      case "StepNotAboveZero":
        return `${rule} rounds to a multiple of ${data.step}, which is not above 0`;
      case "PeriodReversed":
        return `${rule}: a period from ${data.start} cannot end on ${data.end}`;
      case "PeriodOpen":
        return `${rule}: the period from ${data.start} has no end yet, so no length`;
      case "NotComparable":
        return `${rule}: ${data.left} and ${data.right} do not compare; their units differ`;
      case "OutOfCalendar":
        return `${rule}: ${data.what} lies outside the years 1 to 9999`;
      default:
        return `${rule} comes to a number of more than a thousand digits`;
    }
  }

  toString() {
    const cited = this.provisions.length ? ` [${this.provisions.join(", ")}]` : "";
    return this.sentence + cited + (this.site ? ` (${this.site})` : "");
  }
}

/** Texts, and lists of them, in one text whose order is that of every target. @param {any} value @returns {string} */
function represented(value) {
  if (Array.isArray(value)) {
    return `(${value.map(represented).join(", ")}${value.length === 1 ? "," : ""})`;
  }
  const quote = value.includes("'") && !value.includes('"') ? '"' : "'";
  const inner = Array.from(value, (character) => {
    if (character === quote || character === "\\") return `\\${character}`;
    const short = { "\n": "\\n", "\r": "\\r", "\t": "\\t" }[character];
    if (short !== undefined) return short;
    if (character === " " || !/[\p{C}\p{Z}]/u.test(character)) return character;
    const code = character.codePointAt(0);
    const width = code < 256 ? 2 : code < 65536 ? 4 : 8;
    return `\\${{ 2: "x", 4: "u", 8: "U" }[width]}${code.toString(16).padStart(width, "0")}`;
  });
  return quote + inner.join("") + quote;
}

/** The facts cannot be so: they break an `always`. */
class CaseImpossible extends Error {
  /** @param {string} sentence @param {string} site */
  constructor(sentence, site) {
    super(`the facts cannot all be true: ${sentence}` + (site ? ` (${site})` : ""));
    this.sentence = sentence;
    this.site = site;
  }
}

/** One thing wrong with the facts: where (a JSON pointer), what, and the nearest right name if any. */
class Mistake {
  /** @param {string} path @param {string} sentence @param {string|null} nearest */
  constructor(path, sentence, nearest = null) {
    this.path = path;
    this.sentence = sentence;
    this.nearest = nearest;
  }

  toString() {
    const guess = this.nearest === null ? "" : `; did you mean ${this.nearest}?`;
    return (this.path ? `${this.path}: ` : "") + this.sentence + guess;
  }
}

/** The facts are misspelt or ill-typed: all mistakes at once. */
class FactsRefused extends Error {
  /** @param {Mistake[]} mistakes @param {string} of */
  constructor(mistakes, of) {
    const count = mistakes.length === 1 ? "1 mistake" : `${mistakes.length} mistakes`;
    super(`${of}: refused, ${count}:` + mistakes.map((mistake) => `\n  ${mistake}`).join(""));
    this.mistakes = mistakes;
  }
}

// --- undecided outcomes -------------------------------------------------------------------------------------------

/** Base of the four. Of several the one with the lowest `strength` remains: what a missing fact can still change is
 * never answered as settled. */
class Undecided {}

/** Facts are missing. The masks stand for the question's facts, bit 0 for the first.
 *
 * `yes` and `no`: those that alone could make it yes, or no (for other values: settle it). `all`: every fact that it
 * still depends on. `partial`, of an answer, is what is certain already of a set. */
class NotKnown extends Undecided {
  /** @param {bigint} yes @param {bigint} no @param {bigint} all @param {PartialSet|null} partial */
  constructor(yes, no, all, partial = null) {
    super();
    this.yes = yes;
    this.no = no;
    this.all = all;
    this.partial = partial;
  }
  get strength() {
    return 0;
  }
  get key() {
    return `not known ${this.yes} ${this.no} ${this.all}`;
  }
}

/** A fault stands in the place of the value; `faults` are sorted and without duplicates. */
class Faulty extends Undecided {
  /** @param {Fault[]} faults */
  constructor(faults) {
    super();
    this.faults = faults;
  }
  get strength() {
    return 1;
  }
  get key() {
    return `faulty ${this.faults.map((fault) => measured(fault.key)).join("")}`;
  }
}

/** In conflict: the names of the rules it pulls apart with. */
class Pulled extends Undecided {
  /** @param {string[]} others */
  constructor(others) {
    super();
    this.others = others;
  }
  get strength() {
    return 2;
  }
  get key() {
    return `pulled ${this.others.map(measured).join("")}`;
  }
}

/** The law gives no answer: the names of the silences. */
class Quiet extends Undecided {
  /** @param {string[]} silences */
  constructor(silences) {
    super();
    this.silences = silences;
  }
  get strength() {
    return 3;
  }
  get key() {
    return `quiet ${this.silences.map(measured).join("")}`;
  }
}

/** What remains of the undecided ones in an operator that needs all of them. At least one is undecided.
 * @param {any[]} values @returns {Undecided} */
function merge(values) {
  let strongest = 4;
  for (const value of values) {
    if (value instanceof Undecided && value.strength < strongest) strongest = value.strength;
  }
  const parts = values.filter((value) => value instanceof Undecided && value.strength === strongest);
  switch (strongest) {
    case 0: {
      let alone = -1n,
        all = 0n;
      for (const part of parts) {
        alone &= part.yes | part.no;
        all |= part.all;
      }
      return new NotKnown(alone, alone, all);
    }
    case 1: {
      const byKey = new Map(parts.flatMap((part) => part.faults).map((fault) => [fault.key, fault]));
      return new Faulty(sortedTexts(byKey.keys()).map((key) => byKey.get(key)));
    }
    case 2:
      return new Pulled(sortedTexts(new Set(parts.flatMap((part) => part.others))));
    default:
      return new Quiet(sortedTexts(new Set(parts.flatMap((part) => part.silences))));
  }
}
