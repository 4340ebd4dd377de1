// What a person may type for a fact, and the JSON value that it stands for.

const YES = ["yes", "y", "true"];
const NO = ["no", "n", "false"];
const RUNNING = ["", "now", "none", "still"];
const LONGEST_PENALTY = 200;

const HINTS = {
  "yes/no": "yes or no",
  option: "a number or a name of the list",
  integer: "a whole number",
  number: "a number, like 0.14 or 1/3",
  date: "a day, like 2012-03-01",
  moment: "a day and time, like 2012-03-01 10:00",
  period: "two days, like 2010-05-01 to 2012-03-01, or to now",
  money: "an amount, like 250.50 {unit}",
  duration: "a duration, like 3 {unit}",
  country: "the two letters of a country, like AZ",
  penalty: "a penalty, like fine 300 AZN, or imprisonment 3 years 6 months",
};

/** How a kind of value is asked for: as a choice where there are few. @param {Kind} kind */
const askedAs = (kind) => (kind.options ? "option" : kind.word);

/** What may be typed, in a few words. @param {Kind} kind @param {boolean} orNone */
function hintOf(kind, orNone) {
  const words = (HINTS[askedAs(kind)] || "a text").replace("{unit}", kind.unit || "");
  return orNone ? `${words}, or none` : words;
}

/** The JSON value of what was typed for a value without parts; Misread says what is expected.
 * @param {Question} question @param {Kind} kind @param {boolean} orNone @param {string} typed @returns {any} */
function readTyped(question, kind, orNone, typed) {
  const words = typed.trim();
  if (orNone && words.toLowerCase() === "none") return null;
  const reader = TYPED[askedAs(kind)] || ((_, text) => text || null);
  const value = reader({ kind, zone: question.zone, words: question.words }, words);
  if (value === null) throw new Misread(`please answer with ${hintOf(kind, orNone)}`);
  /** @type {Mistake[]} */
  const mistakes = [];
  new FactReader(question, mistakes).value(value, kind, orNone, "");
  for (const { sentence, nearest: near } of mistakes) {
    if (sentence.startsWith("expected")) throw new Misread(`please answer with ${hintOf(kind, orNone)}`);
    throw new Misread(sentence + (near ? `; did you mean ${near}?` : ""));
  }
  return value;
}

/** What a reader knows of what it reads. @typedef {{kind: Kind, zone: string, words: Map<string, string>}} Asked */

/** @type {Object<string, (asked: Asked, words: string) => any>} */
const TYPED = {
  "yes/no": (_, words) => {
    const lower = words.toLowerCase();
    return YES.includes(lower) ? true : NO.includes(lower) ? false : null;
  },
  integer(_, words) {
    const plain = words.replace(/(?<=\d)[ ,_](?=\d{3}\b)/g, "");
    if (!/^[+-]?[0-9]{1,30}$/.test(plain)) return null;
    const number = Number(plain);
    return Number.isSafeInteger(number) ? number : new Decimal(plain.replace(/^\+/, ""));
  },
  option({ kind, words: read }, words) {
    const lower = words.toLowerCase();
    for (const [place, [name]] of kind.options.entries()) {
      const label = read.get(name) || name;
      if ([name.toLowerCase(), label.toLowerCase(), `${place + 1}`].includes(lower)) return name;
    }
    return null;
  },
  date: (_, words) => typedDay(words),
  moment({ zone }, words) {
    if (!/^\d/.test(words) || words.length <= 10) return null;
    return misreading(() => parseMoment(words, zone).iso);
  },
  period(_, words) {
    const at = words.indexOf(" to ");
    const [start, end] = at < 0 ? [words, ""] : [words.slice(0, at), words.slice(at + 4)];
    const last = RUNNING.includes(end.trim().toLowerCase()) ? null : typedDay(end.trim());
    const first = typedDay(start.replace(/ to$/, "").trim());
    return first === null ? null : { from: first, to: last };
  },
  money({ kind }, words) {
    const alone = words.endsWith(kind.unit) ? words.slice(0, -kind.unit.length) : words;
    const digits = alone.trim().replace(/(?<=\d),(?=\d{3}\b)/g, "");
    return /^[0-9]+(\.[0-9]+)?$/.test(digits) ? `${digits} ${kind.unit}` : null;
  },
  duration: ({ kind }, words) => (/^[0-9]+$/.test(words) ? `${words} ${kind.unit}` : words || null),
  penalty(_, words) {
    const parts = words.split(" and ").map(typedPenalty);
    if (parts.includes(null)) return null;
    return parts.length > 1 ? { ...parts[0], also: parts.slice(1) } : parts[0];
  },
  country: (_, words) => (/^[A-Za-z]{2}$/.test(words) ? words.toUpperCase() : null),
};

/** @template T @param {() => T} read @returns {T} */
function misreading(read) {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) throw new Misread(error.message);
    throw error;
  }
}

/** @param {string} words */
const typedDay = (words) => (/^\d/.test(words) ? misreading(() => `${parseDay(words)}`) : null);

/** `imprisonment 3 years 6 months`. @param {string} words */
function typedPenalty(words) {
  const found = /^\s*([\p{L}\p{M}_]+)\s+([0-9].*?)\s*$/u.exec(words);
  if (found === null || words.length > LONGEST_PENALTY) return null;
  let months = 0n,
    days = 0n;
  for (const [, count, unit] of found[2].matchAll(/([0-9]+) (year|month|week|day)s?\b/g)) {
    const [measured, factor] = UNITS[unit];
    if (measured === "months") months += BigInt(count) * factor;
    else days += BigInt(count) * factor;
  }
  const written = [...(months ? [`${months} months`] : []), ...(days ? [`${days} days`] : [])];
  return { kind: found[1], amount: written.join(" ") || found[2] };
}
