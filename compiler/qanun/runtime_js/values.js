// The values that rules work with: immutable, compared by value, exact. No number of JavaScript is a value of the law.
//
// yes/no is a boolean, an integer a BigInt; a text, country, body, option or state a string; none is null; a list is
// an array of records or periods.

/** What stands for a fact that nobody has stated yet. Never the same as null, which is *none*. */
const UNKNOWN = Object.freeze({ unknown: true });

/** The most digits that the numerator or the denominator of a number has. */
const DIGITS = 1000;
const LIMIT_OF_NUMBERS = 10n ** BigInt(DIGITS);

/** @param {bigint} n */
const absolute = (n) => (n < 0n ? -n : n);

/** @param {bigint} a @param {bigint} b */
function greatestDivisor(a, b) {
  a = absolute(a);
  while (b) [a, b] = [b, a % b];
  return a;
}

/** The quotient, rounded down. @param {bigint} a @param {bigint} b above 0 */
const floorDivided = (a, b) => (a < 0n && a % b !== 0n ? a / b - 1n : a / b);

/** An exact number: `n`/`d` in lowest terms, `d` above 0. */
class Fraction {
  /** @param {bigint} n @param {bigint} d not 0 */
  constructor(n, d = 1n) {
    if (d < 0n) [n, d] = [-n, -d];
    const common = d === 1n ? 1n : greatestDivisor(n, d);
    this.n = n / common;
    this.d = d / common;
  }

  /** @param {bigint|Fraction} number */
  static of(number) {
    return typeof number === "bigint" ? new Fraction(number) : number;
  }

  /** What a text spells: `-12`, `0.14`, `1/3`. @param {string} text */
  static parse(text) {
    const [over, under] = text.split("/");
    if (under !== undefined) return new Fraction(BigInt(over), BigInt(under));
    const [whole, places = ""] = over.split(".");
    return new Fraction(BigInt(whole + places), 10n ** BigInt(places.length));
  }

  /** @param {Fraction} other */
  plus(other) {
    return new Fraction(this.n * other.d + other.n * this.d, this.d * other.d);
  }

  /** @param {Fraction} other */
  times(other) {
    return new Fraction(this.n * other.n, this.d * other.d);
  }

  /** @param {Fraction} other not 0 */
  over(other) {
    return new Fraction(this.n * other.d, this.d * other.n);
  }

  get negative() {
    return new Fraction(-this.n, this.d);
  }

  /** Below 0, 0 or above it, as this is less than, equal to or more than the other. @param {Fraction} other */
  compare(other) {
    return compareSizes(this.n * other.d, other.n * this.d);
  }

  /** The next smaller whole number. */
  get floor() {
    return floorDivided(this.n, this.d);
  }

  toString() {
    return this.d === 1n ? `${this.n}` : `${this.n}/${this.d}`;
  }
}

/** @param {any} a @param {any} b */
const compareSizes = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

/** Whether a number is short enough to be reckoned with and written out. @param {bigint|Fraction} number */
function inBounds(number) {
  const { n, d } = Fraction.of(number);
  return absolute(n) < LIMIT_OF_NUMBERS && d < LIMIT_OF_NUMBERS;
}

/**
 * The number; a NumberTooLong fault where it is out of bounds.
 * @template {bigint|Fraction} T
 * @param {T} number
 * @returns {T}
 */
function bounded(number) {
  if (!inBounds(number)) throw new Fault("NumberTooLong", {});
  return number;
}

/** An exact amount of one currency. */
class Money {
  /** @param {Fraction} amount @param {string} currency */
  constructor(amount, currency) {
    this.amount = amount;
    this.currency = currency;
  }
}

/** A duration: `count` of `unit` hours (which may be a fraction), days or months. Units never mix. */
class Duration {
  /** @param {"hours"|"days"|"months"} unit @param {bigint|Fraction} count */
  constructor(unit, count) {
    this.unit = unit;
    this.count = count instanceof Fraction && count.d === 1n ? count.n : count;
  }
}

/** A length in months and days, both above 0: five years and one day. */
class MonthsAndDays {
  /** @param {bigint} months @param {bigint} days */
  constructor(months, days) {
    this.months = months;
    this.days = days;
  }
}

/** The days from `start` to `end`, both included; `end` is null while it is still running. */
class Period {
  /** @param {Day} start @param {Day|null} end */
  constructor(start, end) {
    this.start = start;
    this.end = end;
  }
}

/** The end of a term: a day, which counts to its end, or a moment; `included` tells whether it is still in time. */
class Limit {
  /** @param {Day|Moment} at @param {boolean} included */
  constructor(at, included) {
    this.at = at;
    this.included = included;
  }
}

/** One kind of penalty from `low` (null: up to) to `high`, both included. */
class PenaltyRange {
  /** @param {string} kind @param {Measure|null} low @param {Measure} high */
  constructor(kind, low, high) {
    this.kind = kind;
    this.low = low;
    this.high = high;
  }
}

/** What an offence is punished with: one of the alternatives; the ranges inside one come together. */
class Penalties {
  /** @param {PenaltyRange[][]} alternatives */
  constructor(alternatives) {
    this.alternatives = alternatives;
  }
}

/** A penalty as imposed on somebody; `also` are those imposed together with it, each alone. */
class Penalty {
  /** @param {string} kind @param {Measure} amount @param {Penalty[]} also */
  constructor(kind, amount, also = []) {
    this.kind = kind;
    this.amount = amount;
    this.also = also;
  }
}

/** @typedef {Money|Duration|MonthsAndDays} Measure */

/** A complete set. Equal members are one. */
class Members {
  /** @param {Iterable<any>} members */
  constructor(members) {
    /** @type {Map<string, any>} */
    this.byKey = new Map();
    for (const member of members) {
      const key = keyOf(member);
      if (!this.byKey.has(key)) this.byKey.set(key, member);
    }
  }

  get list() {
    return [...this.byKey.values()];
  }

  /** @param {any} member */
  has(member) {
    return this.byKey.has(keyOf(member));
  }
}

/** A set of which some members are known to be in it or not, the rest unknown. */
class PartialSet {
  /** @param {[any, boolean][]} members of two equal ones the last counts */
  constructor(members) {
    const last = new Map(members.map((pair) => [keyOf(pair[0]), pair]));
    this.members = [...last.values()].sort((a, b) => compareTexts(written(a[0]), written(b[0])));
  }
}

let records = 0;

/** A thing with fields: each a value, or UNKNOWN. `type` is what the question says of records of its kind. */
class Record {
  /** @param {RecordType} type @param {Map<string, any>} cells */
  constructor(type, cells) {
    this.type = type;
    this.cells = cells;
    /** Two things are the same by their place in the case, not by their content. */
    this.id = records += 1;
  }

  /** @param {string} key */
  cell(key) {
    const value = this.cells.get(key);
    return value === undefined ? UNKNOWN : value;
  }
}

// --- comparison ---------------------------------------------------------------------------------------------------

/** The order of texts by their characters, not by halves of characters. @param {string} a @param {string} b */
function compareTexts(a, b) {
  const one = Array.from(a),
    other = Array.from(b);
  for (let i = 0; i < one.length && i < other.length; i += 1) {
    if (one[i] !== other[i]) return compareSizes(one[i].codePointAt(0), other[i].codePointAt(0));
  }
  return one.length - other.length;
}

/** @param {Iterable<string>} texts */
const sortedTexts = (texts) => [...texts].sort(compareTexts);

/** A text that two values share exactly if they are equal. @param {any} value @returns {string} */
function keyOf(value) {
  if (value === null) return "none";
  switch (typeof value) {
    case "boolean":
      return value ? "yes" : "no";
    case "bigint":
      return `number ${value}`;
    case "string":
      return `text ${value}`;
  }
  if (value instanceof Day) return `day ${value.number}`;
  if (value instanceof Moment) return `moment ${value.ticks}`;
  if (value instanceof Fraction) return `number ${value}`;
  if (value instanceof Undecided) return value.key;
  if (value === UNKNOWN) return "unknown";
  if (Array.isArray(value)) return `list ${value.map(lengthened).join("")}`;
  if (value instanceof Members) return `set ${sortedTexts(value.byKey.keys()).map(measured).join("")}`;
  if (value instanceof Record) {
    const cells = value.type.fields.map((spec) => lengthened(value.cell(spec.key)));
    return `record ${value.type.name} ${cells.join("")}`;
  }
  const kind = value.constructor.name;
  return `${kind} ${Object.values(value).map(lengthened).join("")}`;
}

/** A text that says how long it is, so that several in a row are told apart. @param {string} text */
const measured = (text) => `${text.length}:${text}`;

/** @param {any} value */
const lengthened = (value) => measured(keyOf(value));

/** Whether they are the same value. @param {any} a @param {any} b */
function equal(a, b) {
  if (a === b) return true;
  if (typeof a !== "object" && typeof b !== "object") return false;
  if (a === null || b === null) return false;
  return keyOf(a) === keyOf(b);
}

/** Whether two values are the same; null where what nobody has told of them can make it either. Two records are the same
 * if each field is. @param {any} one @param {any} other @returns {boolean|null} */
function alike(one, other) {
  if ([one, other].some((side) => side === UNKNOWN || side === undefined || side instanceof PartialSet)) return null;
  if (one === other) return true;
  const [left, right] = [one, other].map(partsOf);
  if (left === null || right === null) return equal(one, other);
  if (left.length !== right.length) return false;
  const found = left.map((part, place) => alike(part, right[place]));
  return found.includes(false) ? false : found.includes(null) ? null : true;
}

/** The fields of a record, the things of a list; of any other value null. @param {any} value @returns {any[]|null} */
function partsOf(value) {
  if (value instanceof Record) return value.type.fields.map(({ key }) => value.cell(key));
  return Array.isArray(value) ? value : null;
}

/**
 * Below 0, 0 or above it: the order of two numbers, amounts, durations, days or moments.
 * @param {any} a
 * @param {any} b
 */
function compare(a, b) {
  if (typeof a === "bigint" && typeof b === "bigint") return compareSizes(a, b);
  if (isNumber(a) && isNumber(b)) return Fraction.of(a).compare(Fraction.of(b));
  if (a instanceof Day && b instanceof Day) return a.number - b.number;
  if (a instanceof Moment && b instanceof Moment) return compareSizes(a.ticks, b.ticks);
  if (a instanceof Money && b instanceof Money && a.currency === b.currency) return a.amount.compare(b.amount);
  if (a instanceof Duration && b instanceof Duration && a.unit === b.unit) {
    return Fraction.of(a.count).compare(Fraction.of(b.count));
  }
  throw new TypeError(`${written(a)} and ${written(b)} do not compare`);
}

/** @param {any} value */
const isNumber = (value) => typeof value === "bigint" || value instanceof Fraction;

/** A value in one plain text, as faults and sorted sets have it. @param {any} value @returns {string} */
function written(value) {
  if (value === null) return "None";
  if (value === true) return "True";
  if (value === false) return "False";
  if (value instanceof Money) return `Money('${value.amount}', '${value.currency}')`;
  return String(value);
}
