// JSON text as plain data, without what JSON.parse does not tell: what is stated twice, which digits were lost.

/** A number of JSON: `whole` is its value where that is a whole number, `huge` says that it is too large to be one. */
class Decimal {
  /** @param {string} text as JSON writes it, or `Infinity` or `NaN` */
  constructor(text) {
    const found = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text);
    this.text = text;
    this.isNumber = !text.includes("NaN");
    this.huge = text.includes("Infinity");
    /** @type {bigint|null} */
    this.whole = null;
    if (!found) return;
    const [, sign, before, behind = "", power = "0"] = found;
    const exponent = BigInt(power) - BigInt(behind.length);
    const digits = (before + behind).replace(/^0+(?=\d)/, "");
    this.text = power === "0" && !/[eE]/.test(text) ? text : scientific(sign, digits, exponent);
    const coefficient = digits.replace(/0+$/, "");
    const zeros = exponent + BigInt(digits.length - coefficient.length);
    if (coefficient === "") this.whole = 0n;
    else if (zeros >= 0n && BigInt(coefficient.length) + zeros > 20n) this.huge = true;
    else if (zeros < 0n) this.huge = BigInt(coefficient.length) + zeros > 16n;
    else this.whole = BigInt(`${sign}${coefficient}${"0".repeat(Number(zeros))}`);
    if (this.whole !== null && !(-LARGEST <= this.whole && this.whole <= LARGEST)) this.huge = true;
  }

  toString() {
    return this.text;
  }
}

/** `0.15`, `1.5E+20`. @param {string} sign @param {string} digits @param {bigint} exponent */
function scientific(sign, digits, exponent) {
  const adjusted = exponent + BigInt(digits.length) - 1n;
  if (exponent <= 0n && adjusted >= -6n) {
    const places = Number(-exponent);
    const filled = digits.padStart(places + 1, "0");
    return sign + (places ? `${filled.slice(0, -places)}.${filled.slice(-places)}` : filled);
  }
  const point = digits.length > 1 ? `.${digits.slice(1)}` : "";
  return `${sign}${digits[0]}${point}E${adjusted >= 0n ? "+" : ""}${adjusted}`;
}

/**
 * The data that a text writes. Mistakes are added; what is no JSON is null.
 * @param {string} text
 * @param {Mistake[]} mistakes
 * @returns {any}
 */
function parseJson(text, mistakes) {
  const reader = new JsonReader(text);
  try {
    const data = reader.whole();
    mistakes.push(...reader.twice.map((path) => new Mistake(path, "is stated twice")));
    return data;
  } catch (error) {
    if (error instanceof NotJson) mistakes.push(new Mistake("", `is not JSON: ${error.message}`));
    else if (error instanceof RangeError) {
      mistakes.push(new Mistake("", "is not JSON that can be read: it is nested too deeply"));
    } else throw error;
    return null;
  }
}

class NotJson extends Error {}

class JsonReader {
  /** @param {string} text */
  constructor(text) {
    this.text = text;
    this.at = 0;
    /** Where something is stated that was stated before. @type {string[]} */
    this.twice = [];
  }

  /** @returns {any} */
  whole() {
    if (this.text.startsWith("\uFEFF")) this.fail("Unexpected UTF-8 BOM (decode using utf-8-sig)", 0);
    this.blanks();
    const value = this.value("");
    this.blanks();
    if (this.at < this.text.length) this.fail("Extra data");
    return value;
  }

  /** @param {string} what @param {number} at @returns {never} */
  fail(what, at = this.at) {
    const before = this.text.slice(0, at);
    const line = before.split("\n").length;
    const column = Array.from(before.slice(before.lastIndexOf("\n") + 1)).length + 1;
    throw new NotJson(`${what}: line ${line} column ${column} (char ${Array.from(before).length})`);
  }

  blanks() {
    while (this.at < this.text.length && " \t\n\r".includes(this.text[this.at])) this.at += 1;
  }

  /** @param {string} path @returns {any} */
  value(path) {
    const rest = this.text[this.at];
    if (rest === "{") return this.object(path);
    if (rest === "[") return this.list(path);
    if (rest === '"') return this.string();
    for (const [word, value] of /** @type {[string, any][]} */ ([
      ["true", true],
      ["false", false],
      ["null", null],
    ])) {
      if (this.text.startsWith(word, this.at)) {
        this.at += word.length;
        return value;
      }
    }
    const number = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|NaN|-?Infinity)/y;
    number.lastIndex = this.at;
    const found = number.exec(this.text);
    if (!found) this.fail("Expecting value");
    this.at += found[0].length;
    return new Decimal(found[0]);
  }

  /** @param {string} path */
  list(path) {
    const items = [];
    this.at += 1;
    this.blanks();
    if (this.text[this.at] === "]") {
      this.at += 1;
      return items;
    }
    for (;;) {
      items.push(this.value(below(path, items.length)));
      this.blanks();
      if (this.text[this.at] === "]") break;
      if (this.text[this.at] !== ",") this.fail("Expecting ',' delimiter");
      this.at += 1;
      this.blanks();
    }
    this.at += 1;
    return items;
  }

  /** @param {string} path */
  object(path) {
    const found = Object.create(null);
    const twice = new Set();
    this.at += 1;
    this.blanks();
    if (this.text[this.at] === "}") {
      this.at += 1;
      return found;
    }
    for (;;) {
      if (this.text[this.at] !== '"') this.fail("Expecting property name enclosed in double quotes");
      const name = this.string();
      this.blanks();
      if (this.text[this.at] !== ":") this.fail("Expecting ':' delimiter");
      this.at += 1;
      this.blanks();
      if (Object.hasOwn(found, name)) twice.add(name);
      found[name] = this.value(below(path, name));
      this.blanks();
      if (this.text[this.at] === "}") break;
      if (this.text[this.at] !== ",") this.fail("Expecting ',' delimiter");
      this.at += 1;
      this.blanks();
    }
    this.at += 1;
    for (const name of twice) this.twice.push(below(path, name));
    return found;
  }

  /** @returns {string} */
  string() {
    const start = this.at;
    let found = "";
    for (this.at += 1; ; this.at += 1) {
      const character = this.text[this.at];
      if (character === undefined) this.fail("Unterminated string starting at", start);
      if (character === '"') break;
      if (character < " ") this.fail("Invalid control character at");
      found += character === "\\" ? this.escaped(start) : character;
    }
    this.at += 1;
    return found;
  }

  /** @param {number} start */
  escaped(start) {
    this.at += 1;
    const sign = this.text[this.at];
    if (sign === undefined) this.fail("Unterminated string starting at", start);
    if (sign === "u") {
      const digits = this.text.slice(this.at + 1, this.at + 5);
      if (!/^[0-9a-fA-F]{4}$/.test(digits)) this.fail("Invalid \\uXXXX escape");
      this.at += 4;
      return String.fromCharCode(parseInt(digits, 16));
    }
    const found = { '"': '"', "\\": "\\", "/": "/", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" }[sign];
    if (found === undefined) this.fail("Invalid \\escape", this.at - 1);
    return found;
  }
}

// --- showing data in mistakes -------------------------------------------------------------------------------------

/** The beginning of JSON data. @param {any} data */
const cut = (data) => shortened(writtenJson(data));

/** @param {string} text */
function shortened(text) {
  const characters = Array.from(text);
  return characters.length <= 60 ? text : `${characters.slice(0, 57).join("")}...`;
}

/** @param {any} data @returns {string} */
function writtenJson(data) {
  if (data instanceof Decimal) return `${data}`;
  if (Array.isArray(data)) return `[${data.map(inJson).join(", ")}]`;
  if (typeof data === "object" && data !== null) {
    const pairs = Object.entries(data).map(([name, value]) => `${JSON.stringify(name)}: ${inJson(value)}`);
    return `{${pairs.join(", ")}}`;
  }
  return JSON.stringify(data) || `${data}`;
}

/** A number within other data is written as a text where it is not a plain integer. @param {any} data */
const inJson = (data) => (data instanceof Decimal && !/^-?\d{1,19}$/.test(data.text) ? `"${data}"` : writtenJson(data));

// --- the nearest right name ---------------------------------------------------------------------------------------

/** The name most like `name`, or null where none is near. @param {string} name @param {Iterable<string>} names */
function nearest(name, names) {
  const byFolded = new Map(Array.from(names, (known) => [known.toLowerCase(), known]));
  const wanted = Array.from(name.toLowerCase());
  let best = null,
    most = 0.6;
  for (const folded of byFolded.keys()) {
    const ratio = likeness(Array.from(folded), wanted);
    if (ratio > most || (ratio === most && (best === null || compareTexts(folded, best) > 0))) {
      [best, most] = [folded, ratio];
    }
  }
  return best === null ? null : byFolded.get(best);
}

const MOST_GUESSES = 100,
  LONGEST_NAME = 200;

/** The nearest name, beside the mistakes so far: after very many nobody looks for what was meant.
 * @param {string} name @param {Iterable<string>} names @param {Mistake[]} mistakes */
const guess = (name, names, mistakes) =>
  mistakes.length >= MOST_GUESSES || Array.from(name).length > LONGEST_NAME ? null : nearest(name, names);

/** Twice the characters in matching blocks, over all characters. @param {string[]} one @param {string[]} other */
function likeness(one, other) {
  const length = one.length + other.length;
  return length ? (2 * matching(one, other, 0, one.length, 0, other.length)) / length : 1;
}

/** How many characters the longest common stretch has, and those on either side of it.
 * @param {string[]} a @param {string[]} b @param {number} low @param {number} high @param {number} from @param {number} to @returns {number} */
function matching(a, b, low, high, from, to) {
  let [bestA, bestB, size] = [low, from, 0];
  let lengths = new Map();
  for (let i = low; i < high; i += 1) {
    const next = new Map();
    for (let j = from; j < to; j += 1) {
      if (a[i] !== b[j]) continue;
      const length = (lengths.get(j - 1) || 0) + 1;
      next.set(j, length);
      if (length > size) [bestA, bestB, size] = [i - length + 1, j - length + 1, length];
    }
    lengths = next;
  }
  if (!size) return 0;
  return size + matching(a, b, low, bestA, from, bestB) + matching(a, b, bestA + size, high, bestB + size, to);
}
