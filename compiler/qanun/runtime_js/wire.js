// Values and facts as plain JSON data, and back without loss.
//
// Numbers that are no integers, money, dates, moments and durations are texts. What is absent is unknown, null is
// none. A set is a list, or where only a part of it is known an object of members with true or false. Reading collects
// all mistakes, each with its JSON pointer.

const LARGEST = BigInt(Number.MAX_SAFE_INTEGER);

/** A decided value as JSON data. @param {any} value @returns {any} */
function dataOf(value) {
  if (value === null || typeof value === "boolean" || typeof value === "string") return value;
  if (typeof value === "bigint") return -LARGEST <= value && value <= LARGEST ? Number(value) : `${value}`;
  if (value instanceof Moment) return value.iso;
  if (value instanceof Day) return `${value}`;
  if (value instanceof Members) return value.list.map(dataOf).sort((a, b) => compareTexts(`${a}`, `${b}`));
  if (value instanceof PartialSet) {
    return Object.fromEntries(value.members.map(([member, there]) => [dataOf(member), there]));
  }
  if (Array.isArray(value)) return value.map(dataOf);
  if (value instanceof Period) return { from: `${value.start}`, to: value.end === null ? null : `${value.end}` };
  if (value instanceof Penalty) {
    const plain = { kind: value.kind, amount: measureText(value.amount) };
    return value.also.length ? { ...plain, also: value.also.map(dataOf) } : plain;
  }
  if (value instanceof Record) return factsData(value.type.fields, value.cells);
  return measureText(value);
}

/**
 * Facts or cells as JSON data; what is unknown is absent.
 * @param {Spec[]} specs
 * @param {Map<string, any>} values by key
 */
function factsData(specs, values) {
  const stated = specs.filter(({ key }) => values.has(key) && values.get(key) !== UNKNOWN);
  return Object.fromEntries(stated.map(({ key }) => [key, dataOf(values.get(key))]));
}

/** `1/3`, `200.50 AZN`, `48 hours`, `60 months 1 days`. @param {any} value */
function measureText(value) {
  if (value instanceof Fraction) return numberText(value);
  if (value instanceof Money) return `${numberText(value.amount)} ${value.currency}`;
  if (value instanceof MonthsAndDays) return `${value.months} months ${value.days} days`;
  if (value instanceof Duration) return `${numberText(Fraction.of(value.count))} ${value.unit}`;
  throw new TypeError(`${value} has no place in JSON data`);
}

/** `0.14`, or `1/3` where decimals have no end. @param {Fraction} number */
const numberText = (number) => decimalText(number) || `${number}`;

/** A constant of the law, as a question's module writes it. @param {any} data @returns {any} */
function valueOf(data) {
  if (data === null || typeof data !== "object") return data;
  const [[kind, part]] = Object.entries(data);
  switch (kind) {
    case "integer":
      return BigInt(part);
    case "number":
      return Fraction.parse(part);
    case "measure":
      return measure(part);
    case "date":
      return parseDay(part);
    case "moment":
      return parseMoment(part);
    case "period":
      return new Period(parseDay(part[0]), part[1] === null ? null : parseDay(part[1]));
    case "limit":
      return new Limit(valueOf(part[0]), part[1]);
    case "list":
      return part.map(valueOf);
    case "set":
      return new Members(part.map(valueOf));
    case "penalties":
      return new Penalties(part.map((ranges) => ranges.map(([one, low, high]) => rangeOf(one, low, high))));
    case "penalty":
      return new Penalty(part[0], measure(part[1]), part[2].map(valueOf));
    default:
      throw new TypeError(`${kind} is no kind of constant`);
  }
}

/** @param {string} kind @param {string|null} low @param {string} high */
const rangeOf = (kind, low, high) => new PenaltyRange(kind, low === null ? null : measure(low), measure(high));

// --- simple values ------------------------------------------------------------------------------------------------

const LONGEST = 4 * DIGITS;
const DATE = /^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$/;
const MOMENT =
  /^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,6})?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$/;
const WHOLE = /^-?[0-9]+$/;
const NUMBER = /^-?[0-9]+(\.[0-9]+|\/0*[1-9][0-9]*)?$/;
const MEASURE = /^(-?[0-9]+(?:\.[0-9]+|\/0*[1-9][0-9]*)?) ([A-Z]{3}|hours?|days?|weeks?|months?|years?)$/;
const MONTHS_AND_DAYS = /^(-?[0-9]+ (?:months?|years?)) (-?[0-9]+ (?:days?|weeks?))$/;

/** @type {Object<string, ["hours"|"days"|"months", bigint]>} */
const UNITS = {
  hour: ["hours", 1n],
  day: ["days", 1n],
  week: ["days", 7n],
  month: ["months", 1n],
  year: ["months", 12n],
};

/** Data that are no value of the kind; the message, if any, says what is wrong. */
class Misread extends Error {}

/** The text, if the whole of it fits the pattern. @param {any} data @param {RegExp} pattern @returns {string} */
function textOf(data, pattern = /[^]*/) {
  if (typeof data !== "string" || !pattern.test(data)) throw new Misread();
  if (pattern.source !== "[^]*" && data.length > LONGEST) throw new Misread();
  return data;
}

/** A whole number that JSON writes as a number. @param {any} data */
function wholeOf(data) {
  const number = data instanceof Decimal ? data : typeof data === "number" ? new Decimal(`${data}`) : null;
  if (number === null || !number.isNumber) throw new Misread();
  if (number.huge) {
    throw new Misread("write a whole number beyond 9007199254740991 as text, so that no digit is lost");
  }
  if (number.whole === null) throw new Misread();
  return number.whole;
}

/** A number other than whole. @param {any} data */
function numberOf(data) {
  if (typeof data === "string") return Fraction.parse(textOf(data, NUMBER));
  try {
    return new Fraction(wholeOf(data));
  } catch (error) {
    const broken = typeof data === "number" ? !Number.isNaN(data) : data instanceof Decimal && data.isNumber;
    if (!broken || error.message) throw error;
    throw new Misread(`write ${data} as text, like "${data}", so that no digit is lost`);
  }
}

/** @param {any} data @param {Kind} kind */
function moneyOf(data, kind) {
  const found = MEASURE.exec(textOf(data, MEASURE));
  if (!/^[A-Z]{3}$/.test(found[2])) throw new Misread();
  if (found[2] !== kind.unit) throw new Misread(`${data} is not in ${kind.unit}; currencies do not mix`);
  return paid(found[1], found[2]);
}

/** The currencies whose smallest unit is not a hundredth, by their decimals (ISO 4217). */
const OTHER_THAN_TWO = {
  0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
  3: "BHD IQD JOD KWD LYD OMR TND",
  4: "CLF UYW",
};

/** How many decimals an amount of a currency has at most. @param {string} currency */
function decimalsOf(currency) {
  const found = Object.entries(OTHER_THAN_TWO).find(([, codes]) => codes.split(" ").includes(currency));
  return found ? Number(found[0]) : 2;
}

/** An amount with no more decimals than the currency has: `1.000 EUR` may be a thousand.
 * @param {string} digits @param {string} currency */
function paid(digits, currency) {
  const places = decimalsOf(currency);
  const written = digits.includes(".") ? digits.length - digits.indexOf(".") - 1 : 0;
  if (written > places || digits.includes("/")) {
    throw new Misread(`an amount in ${currency} has ${places ? `at most ${places}` : "no"} decimals`);
  }
  return new Money(Fraction.parse(digits), currency);
}

/** @param {any} data @param {Kind} kind */
function durationOf(data, kind) {
  const [, count, word] = MEASURED_IN_WORDS.exec(textOf(data, MEASURED_IN_WORDS));
  const [unit, factor] = UNITS[word.replace(/s$/, "")] || [];
  if (unit === undefined) throw new Misread();
  if (unit !== kind.unit) throw new Misread(`${data} is not counted in ${kind.unit}; the units do not mix`);
  return lengthOf(count, unit, factor);
}

const MEASURED_IN_WORDS = /^(-?[0-9]+(?:\.[0-9]+|\/0*[1-9][0-9]*)?) ([a-z]+)$/;

/** @param {string} count @param {"hours"|"days"|"months"} unit @param {bigint} factor */
function lengthOf(count, unit, factor) {
  if (unit === "hours") return new Duration(unit, Fraction.parse(count));
  if (!WHOLE.test(count)) throw new Misread(`${unit} are counted whole`);
  return new Duration(unit, BigInt(count) * factor);
}

/**
 * Money or a duration, as the word after the number says; also `60 months 1 days`.
 * @param {any} data
 * @returns {Measure}
 */
function measure(data) {
  const both = typeof data === "string" && MONTHS_AND_DAYS.exec(data);
  if (both) {
    const [months, days] = both.slice(1).map((part) => /** @type {Duration} */ (measure(part)));
    return new MonthsAndDays(/** @type {bigint} */ (months.count), /** @type {bigint} */ (days.count));
  }
  const [, count, word] = MEASURE.exec(textOf(data, MEASURE));
  const [unit, factor] = UNITS[word.replace(/s$/, "")] || [];
  if (unit === undefined) return paid(count, word);
  if (unit !== "hours" && !WHOLE.test(count)) throw new Misread();
  return lengthOf(count, unit, factor);
}

/** @param {any} data */
function wholeText(data) {
  if (/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(textOf(data))) {
    throw new Misread("holds half of a character (a surrogate of UTF-16 without the other)");
  }
  return data;
}

/** @param {any} data */
function dayOf(data) {
  if (!DATE.test(textOf(data))) {
    throw new Misread(`${quoted(Array.from(data).slice(0, 40).join(""))} is no date; write it like 2012-03-01`);
  }
  return parseDay(data);
}

/** @param {any} data */
function momentOf(data) {
  if (!MOMENT.test(textOf(data))) {
    const cut = quoted(Array.from(data).slice(0, 40).join(""));
    throw new Misread(`${cut} is no moment; write it with its offset, like 2012-03-01T10:00:00+04:00`);
  }
  return parseMoment(data);
}

/** What reads a simple value of each kind. @type {Object<string, (data: any, kind: Kind) => any>} */
const SIMPLE = {
  "yes/no": (data) => {
    if (typeof data !== "boolean") throw new Misread();
    return data;
  },
  integer: (data) => (typeof data === "string" ? BigInt(textOf(data, WHOLE)) : wholeOf(data)),
  number: numberOf,
  money: moneyOf,
  duration: durationOf,
  date: dayOf,
  moment: momentOf,
  text: wholeText,
  country: (data) => textOf(data),
  authority: (data) => textOf(data),
  "one of": (data) => textOf(data),
};

// --- facts --------------------------------------------------------------------------------------------------------

/** The facts, by key, that JSON data or a JSON text describe; FactsRefused, with all mistakes, else.
 * @param {Question} question @param {any} data @returns {Map<string, any>} */
function readFacts(question, data) {
  /** @type {Mistake[]} */
  const mistakes = [];
  const plain = typeof data === "string" ? parseJson(data, mistakes) : data;
  const reader = new FactReader(question, mistakes);
  const values = mistakes.length && plain === null ? new Map() : reader.fields(question.facts, plain, "");
  if (mistakes.length) throw new FactsRefused(mistakes, question.name);
  return values;
}

/** What is wrong with a key that no fact has. */
const NO_SUCH_FACT = "there is no such fact";

/** Reads values of kinds; what is wrong is added to `mistakes`, and UNKNOWN given back. */
class FactReader {
  /** @param {Question} question @param {Mistake[]} mistakes */
  constructor(question, mistakes) {
    this.recordTypes = question.recordTypes;
    this.countries = question.countries;
    this.mistakes = mistakes;
  }

  /** @param {string} path @param {string} sentence @param {string|null} near */
  wrong(path, sentence, near = null) {
    this.mistakes.push(new Mistake(path, sentence, near));
    return UNKNOWN;
  }

  /** @param {Spec[]} specs @param {any} data @param {string} path @returns {Map<string, any>} */
  fields(specs, data, path) {
    const values = new Map();
    if (!isObject(data)) {
      this.wrong(path, `expected an object with facts, not ${cut(data)}`);
      return values;
    }
    const byKey = new Map(specs.map((spec) => [spec.key, spec]));
    for (const [key, item] of Object.entries(data)) {
      const spec = byKey.get(key);
      if (spec === undefined) this.wrong(below(path, key), NO_SUCH_FACT, guess(key, byKey.keys(), this.mistakes));
      else values.set(key, this.value(item, spec.kind, spec.or_none, below(path, key)));
    }
    return values;
  }

  /** @param {any} data @param {Kind} kind @param {boolean} orNone @param {string} path @returns {any} */
  value(data, kind, orNone, path) {
    if (data === null) {
      if (!orNone) this.wrong(path, `cannot be null (none); ${this.expected(kind)}, or leave it out`);
      return null;
    }
    const before = this.mistakes.length;
    const value = this.read(data, kind, path);
    return this.mistakes.length === before ? value : UNKNOWN;
  }

  /** @param {any} data @param {Kind} kind @param {string} path */
  read(data, kind, path) {
    switch (kind.word) {
      case "record": {
        const type = this.recordTypes.get(kind.record);
        return new Record(type, this.fields(type.fields, data, path));
      }
      case "list":
        if (!Array.isArray(data)) return this.wrong(path, `expected a list, not ${cut(data)}`);
        return data.map((item, place) => this.value(item, kind.element, false, below(path, place)));
      case "set":
        return this.set(data, kind, path);
      case "period":
        return this.period(data, kind, path);
      case "penalty":
        return this.penalty(data, kind, path, false);
      default:
        return this.simple(data, kind, path);
    }
  }

  /** @param {any} data @param {Kind} kind @param {string} path */
  simple(data, kind, path) {
    let value;
    try {
      value = SIMPLE[kind.word](data, kind);
    } catch (error) {
      if (!(error instanceof Misread || error instanceof RangeError)) throw error;
      return this.wrong(path, error.message || `${this.expected(kind)}, not ${cut(data)}`);
    }
    if (isTooLong(value)) {
      return this.wrong(path, `a number has at most ${DIGITS} digits`);
    }
    if (kind.word === "moment" && !hasMoments(value.year)) {
      return this.wrong(path, `${value} lies outside the years 2 to 9998`);
    }
    const { countries } = this;
    if (kind.word === "country" && !countries.has(value)) {
      const near = countries.has(value.toUpperCase()) ? value.toUpperCase() : guess(value, countries, this.mistakes);
      return this.wrong(path, `${shortened(quoted(value))} is not a country of ISO 3166-1`, near);
    }
    if (kind.options && !kind.options.some(([option]) => option === value)) {
      const options = kind.options.map(([option]) => option);
      const near = guess(value, options, this.mistakes);
      return this.wrong(path, `${plainly(kind)}, not ${shortened(quoted(value))}`, near);
    }
    return value;
  }

  /** @param {any} data @param {Kind} kind @param {string} path */
  set(data, kind, path) {
    if (Array.isArray(data)) {
      return new Members(data.map((item, place) => this.value(item, kind.element, false, below(path, place))));
    }
    if (!isObject(data)) return this.wrong(path, `${this.expected(kind)}, not ${cut(data)}`);
    /** @type {[any, boolean][]} */
    const known = [];
    for (const [member, there] of Object.entries(data)) {
      const read = this.value(member, kind.element, false, below(path, member));
      if (typeof there !== "boolean") this.wrong(below(path, member), `expected true or false, not ${cut(there)}`);
      else if (read !== UNKNOWN) known.push([read, there]);
    }
    const partial = new PartialSet(known);
    const told = new Set(partial.members.map(([member]) => member));
    const complete = kind.element.options && kind.element.options.every(([option]) => told.has(option));
    return complete ? new Members(known.filter(([, there]) => there).map(([member]) => member)) : partial;
  }

  /** @param {any} data @param {Kind} kind @param {string} path */
  period(data, kind, path) {
    if (!hasParts(data, ["from", "to"])) return this.wrong(path, `${this.expected(kind)}, not ${cut(data)}`);
    const start = this.value(data.from, { word: "date" }, false, below(path, "from"));
    const end = this.value(data.to, { word: "date" }, true, below(path, "to"));
    if (!(start instanceof Day) || !(end === null || end instanceof Day)) return UNKNOWN;
    if (end !== null && end.number < start.number) {
      return this.wrong(path, `a period that starts on ${start} cannot end on ${end}`);
    }
    return new Period(start, end);
  }

  /** @param {any} data @param {Kind} kind @param {string} path @param {boolean} alone @returns {any} */
  penalty(data, kind, path, alone) {
    const refuse = () => this.wrong(path, `${this.expected(kind)}, not ${cut(data)}`);
    if (!hasParts(data, ["kind", "amount"], alone ? [] : ["also"])) return refuse();
    let name, amount;
    try {
      [name, amount] = [wholeText(data.kind), measure(data.amount)];
    } catch (error) {
      if (!(error instanceof Misread)) throw error;
      return error.message ? this.wrong(path, error.message) : refuse();
    }
    if (isTooLong(amount)) return this.wrong(path, `a number has at most ${DIGITS} digits`);
    const others = Object.hasOwn(data, "also") ? data.also : [];
    if (!Array.isArray(others)) return refuse();
    const also = others.map((other, place) => this.penalty(other, kind, below(below(path, "also"), place), true));
    return new Penalty(
      name,
      amount,
      also.filter((other) => other instanceof Penalty),
    );
  }

  /** What JSON data of the kind look like. @param {Kind} kind */
  expected(kind) {
    const words = IN_JSON[kind.word];
    if (words !== undefined) return words.replace("{unit}", kind.unit || "");
    return kind.word === "record" ? `expected a ${this.recordTypes.get(kind.record).class}` : plainly(kind);
  }
}

/** Whether a number in a value is too long to be reckoned with. @param {any} value */
function isTooLong(value) {
  if (isNumber(value)) return !inBounds(value);
  if (value instanceof Money) return !inBounds(value.amount);
  if (value instanceof Duration) return !inBounds(value.count);
  return value instanceof MonthsAndDays && !(inBounds(value.months) && inBounds(value.days));
}

/** What a value of a kind is, where that needs no example. @param {Kind} kind */
function plainly(kind) {
  if (kind.options) return `expected one of ${kind.options.map(([option]) => option).join(", ")}`;
  const words = {
    country: "expected the two letters of a country (ISO 3166-1)",
    text: "expected a text",
    money: "expected Money in {unit}",
    duration: "expected a duration in {unit}",
    list: "expected a list",
  };
  return words[kind.word].replace("{unit}", kind.unit || "");
}

const IN_JSON = {
  "yes/no": "expected true or false",
  integer: "expected a whole number",
  number: 'expected a number as text, like "0.14" or "1/3"',
  money: 'expected an amount as text, like "200.50 {unit}"',
  duration: 'expected a duration as text, like "48 {unit}"',
  date: 'expected a date as text, like "2012-03-01"',
  moment: 'expected a moment as text, like "2012-03-01T10:00:00+04:00"',
  period: 'expected a period, like {"from": "2012-03-01", "to": null}',
  penalty: 'expected a penalty, like {"kind": "fine", "amount": "300 AZN"}',
  set: "expected a list, or an object of members with true or false",
};

/** @param {any} data */
const isObject = (data) =>
  typeof data === "object" && data !== null && !Array.isArray(data) && !(data instanceof Decimal);

/**
 * Whether data are an object with these parts, and no others but the optional.
 * @param {any} data
 * @param {string[]} needed
 * @param {string[]} optional
 */
function hasParts(data, needed, optional = []) {
  if (!isObject(data)) return false;
  const names = Object.keys(data);
  return (
    needed.every((name) => names.includes(name)) &&
    names.every((name) => needed.includes(name) || optional.includes(name))
  );
}

/** The JSON pointer of a part of what `path` points at. @param {string} path @param {string|number} part */
const below = (path, part) => `${path}/${String(part).replace(/~/g, "~0").replace(/\//g, "~1")}`;
