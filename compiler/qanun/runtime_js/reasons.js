// From findings to the lines of an explanation.

const MET = "✓";
const UNMET = "✗";
const UNCERTAIN = "?";
const SO = { [MET]: "yes", [UNMET]: "no", [UNCERTAIN]: "not certain" };

/** The roles of definitions that are no rules of their own: what they consist of stands in their place. */
const SPLICED = ["opened", "defeated", "raw"];
/** The aspect of a definition that says whether a row fits. */
const ROW = "fits";
const AHEAD = ", still to come";
const OUTCOMES = ["silent", "in conflict", "gap", "no version"];

/** One line of an explanation, and the lines below it: `mark` says whether it is as the line above needs it, `deciding` is
 * the mark of those lines below that made it what it is ("": all did, or nobody can tell), `key` that of the definition
 * that it names, `late` that it stands below what names it.
 * @typedef {{kind: string, sentence: string, provisions: string[], parts: Node[], mark: string, deciding: string,
 * key: string|null, late: boolean}} Node */

/**
 * @param {string} kind
 * @param {string} sentence
 * @param {string[]} provisions
 * @param {Node[]} parts
 * @param {string} mark
 * @param {string} deciding
 * @returns {Node}
 */
const line = (kind, sentence, provisions = [], parts = [], mark = "", deciding = "") => ({
  kind,
  sentence,
  provisions,
  parts,
  mark,
  deciding,
  key: null,
  late: false,
});

/**
 * Whether a condition is as it is wanted; nothing for what is no condition.
 * @param {Finding} finding
 * @param {boolean} wanted
 */
function markOf({ value }, wanted) {
  if (typeof value === "boolean") return value === wanted ? MET : UNMET;
  return value instanceof Undecided ? UNCERTAIN : "";
}

/** That an exception or a collision applies. @param {any} value */
const applies = (value) => (value === true ? "applies" : value === false ? "does not apply" : "not certain");

/** That the conditions of an exception are met; whether it applies rests on what it carves out of too.
 * @param {any} value */
const met = (value) =>
  value === true ? "its conditions are met" : value === false ? "its conditions are not met" : "not certain";

/** So many definitions are unfolded one in the other; what lies deeper is unfolded after them. */
const DEEPEST = 30;

/** Makes lines of findings. A definition is unfolded where it is first met, and named again after. What lies very deep
 * waits in `later`, and is unfolded beside what rests on it: no chain is too long. */
class Reasons {
  /** @param {Phrases} phrases */
  constructor(phrases) {
    this.phrases = phrases;
    this.entries = phrases.entries;
    /** @type {Set<string>} */
    this.shown = new Set();
    this.depth = 0;
    /** @type {Finding[]} */
    this.later = [];
  }

  /** What has not been unfolded because it lay too deep, one after the other. @returns {Node[]} */
  waiting() {
    const found = [];
    for (let finding = this.later.shift(); finding !== undefined; finding = this.later.shift()) {
      const node = this.told(finding, true);
      node.parts = this.inside(finding);
      node.late = true;
      found.push(node);
    }
    return found;
  }

  /** The lines of what a definition says. @param {Finding} finding @returns {Node[]} */
  inside(finding) {
    this.depth += 1;
    const found = this.below(finding.parts[0], true);
    this.depth -= 1;
    return found;
  }

  /** The lines below the answer that a definition gives. @param {Finding} finding */
  behindAnswer(finding) {
    this.isFirst(finding);
    return this.below(finding.parts[0], true);
  }

  /**
   * The lines of a body that is to be `wanted`: the parts of an `and` stand one by one.
   * @param {Finding} finding
   * @param {boolean} wanted
   * @returns {Node[]}
   */
  below(finding, wanted) {
    const { operation, parts } = finding;
    if (operation === (wanted ? "all" : "any")) return this.parts(finding, wanted, (part) => this.below(part, wanted));
    if (operation === "not") return this.below(parts[0], !wanted);
    return this.lines(finding, wanted);
  }

  /** The lines of the parts of an `and` or `or`; what is not certain of one that is settled is only named.
   * @param {Finding} whole @param {boolean} wanted @param {(part: Finding) => Node[]} unfold @returns {Node[]} */
  parts(whole, wanted, unfold) {
    return whole.parts.flatMap((part) => (part.decided || !whole.decided ? unfold(part) : this.beside(part, wanted)));
  }

  /** What cannot matter any more, in a line where it has a name of its own.
   * @param {Finding} finding @param {boolean} wanted @returns {Node[]} */
  beside(finding, wanted) {
    const { operation, about, parts } = finding;
    if (operation === "not") return this.beside(parts[0], !wanted);
    if (operation === "fact" || operation === "field") return this.lines(finding, wanted);
    if (operation !== "definition") return [];
    const entry = this.entries.get(about);
    return SPLICED.includes(entry.role) || !entry.label ? [] : [this.told(finding, wanted)];
  }

  /**
   * A definition and what was found of it, in one line.
   * @param {Finding} finding
   * @param {boolean} wanted
   * @returns {Node}
   */
  told(finding, wanted) {
    const name = finding.about,
      entry = this.entries.get(name),
      of = this.of(finding);
    let sentence = `${this.called(name)}${of}: ${this.phrases.value(finding.value)}`;
    if (["exception", "bites", "priority"].includes(entry.role)) {
      const said = entry.role === "exception" ? met(finding.value) : applies(finding.value);
      sentence = `exception “${entry.label}”${of}: ${said}`;
    }
    return line(entry.role, sentence, entry.provisions, [], markOf(finding, wanted), markOf(finding, true));
  }

  /**
   * A condition that is to be `wanted`, or a value, as lines.
   * @param {Finding} finding
   * @param {boolean} wanted
   * @returns {Node[]}
   */
  lines(finding, wanted) {
    const { value, operation, about, parts } = finding;
    if (value instanceof Faulty && !value.faults.length) return [];
    const shown = () => this.phrases.value(value);
    switch (operation) {
      case "not":
        return this.lines(parts[0], !wanted);
      case "definition":
        return this.definition(finding, wanted);
      case "fact":
      case "field":
        return [line("fact", `${this.phrases.named(finding)}: ${shown()}`, [], [], markOf(finding, wanted))];
      case "reading": {
        const taken = this.phrases.option(about, value);
        return [line("reading", `reading “${this.phrases.reading(about).label}” is taken as “${taken}”`)];
      }
      case "if":
        return this.conditional(finding, wanted);
      case "apply":
        return this.applied(finding, wanted);
      case "all":
      case "any":
        return this.several(finding, wanted);
      case "how many": {
        const below = parts.flatMap((part) => this.lines(part, true));
        return [line("how many", `how many of these hold: ${shown()}`, [], below)];
      }
      case "over":
        return this.list(finding, wanted);
      case "agree":
      case "set":
        return this.cases(finding);
      case "const":
      case "as of":
      case "thing":
        return [];
      default:
        if (OUTCOMES.includes(operation)) return [line(operation, shown())];
        throw new Error(`nobody tells the reasons of ${operation}`);
    }
  }

  /** @param {Finding} finding @param {boolean} wanted */
  definition(finding, wanted) {
    const name = finding.about,
      body = finding.parts[0];
    const entry = this.entries.get(name);
    if (SPLICED.includes(entry.role) || entry.aspect === "own") return this.below(body, wanted);
    if (entry.aspect === ROW && finding.value === true) return this.below(body, wanted);
    if (entry.aspect === ROW && this.shown.has(this.keyOf(finding))) return [];
    const found = this.told(finding, wanted);
    found.key = this.keyOf(finding);
    if (!this.isFirst(finding)) found.sentence += " (as above)";
    else if (body.operation !== "fact" || this.phrases.named(body) !== entry.label) {
      if (this.depth < DEEPEST) found.parts = this.inside(finding);
      else {
        this.later.push(finding);
        found.sentence += " (see below)";
        found.key = null;
      }
    }
    return [found];
  }

  /** The things of a definition in brackets. @param {Finding} finding */
  of(finding) {
    const named = this.phrases.things(finding);
    return named && ` (${named})`;
  }

  /** Whether a definition is met for the first time, or for the first time of these things. @param {Finding} finding */
  isFirst(finding) {
    const key = this.keyOf(finding);
    const first = !this.shown.has(key);
    this.shown.add(key);
    return first;
  }

  /** A definition with the things of which it is asked. @param {Finding} finding */
  keyOf(finding) {
    const things = finding.parts.slice(1).map((thing) => identityOf(new Finding(thing.value)));
    return [finding.about, ...things].map(measured).join("");
  }

  /** What a definition is called; of a state, `leave Azerbaijan is breached`. @param {string} name */
  called(name) {
    const { role, aspect, label } = this.entries.get(name);
    if (role === "state") return `“${label}” is ${aspect}`;
    return role === "party" ? `the person is ${label}` : label;
  }

  /**
   * The condition, and the branch that it chooses; both where it is not certain.
   * @param {Finding} finding
   * @param {boolean} wanted
   */
  conditional(finding, wanted) {
    const [condition, then, otherwise] = finding.parts;
    if (then.operation === "in conflict") return [...this.below(otherwise, wanted), this.collision(condition, then)];
    const found = this.isToldBelow(condition) ? [] : this.below(condition, condition.value !== false);
    if (condition.decided) return [...found, ...this.below(branch(finding), wanted)];
    for (const [words, one] of /** @type {[string, Finding][]} */ ([
      ["if so", then],
      ["if not", otherwise],
    ])) {
      const lines = this.below(one, wanted);
      const said = OUTCOMES.includes(one.operation);
      found.push(...lines.map((each) => (said ? line(each.kind, `${words}, ${each.sentence}`) : each)));
    }
    return found;
  }

  /** Whether it says that a row fits, which is told with what the row gives. @param {Finding} condition */
  isToldBelow(condition) {
    if (condition.operation !== "definition" || condition.value !== true) return false;
    return this.entries.get(condition.about).aspect === ROW;
  }

  /** That two pull apart, or do not. @param {Finding} condition @param {Finding} conflict */
  collision(condition, conflict) {
    const sentence = `collision with ${this.phrases.labels(conflict.about)}: ${applies(condition.value)}`;
    return line("collision", sentence, [], this.below(condition, true), markOf(condition, false), markOf(condition, true));
  }

  /** @param {Finding} finding @param {boolean} wanted */
  applied(finding, wanted) {
    const { about, value, parts } = finding;
    if (about === "is none" && this.hasLine(parts[0])) return this.thereOrNot(finding, wanted);
    const below = parts.flatMap((part) => this.behind(part));
    const opposite = typeof value === "boolean" && !wanted;
    const contrary = opposite || (value instanceof Undecided && !wanted);
    const said = this.phrases.value(opposite ? !value : value);
    const sentence = `${this.phrases.applied(finding, contrary)}: ${said}`;
    return [line("condition", sentence, [], below, markOf(finding, wanted))];
  }

  /** Whether a value has a line of its own, which says what it is called and what it is. @param {Finding} finding */
  hasLine(finding) {
    const named = alone(finding);
    if (named.operation !== "definition") return named.operation === "fact" || named.operation === "field";
    const { role, aspect } = this.entries.get(named.about);
    return !SPLICED.includes(role) && aspect !== "own" && aspect !== ROW && (finding.value === null) === (named.value === null);
  }

  /** Whether something is none: the line that says what it is, which speaks for the line above or not.
   * @param {Finding} finding @param {boolean} wanted */
  thereOrNot(finding, wanted) {
    const named = alone(finding.parts[0]);
    const found = this.lines(named, true);
    const ahead = finding.value === true && named.value !== null;
    for (const node of found) {
      node.mark = markOf(finding, wanted);
      if (ahead) node.sentence += AHEAD;
    }
    return found;
  }

  /** @param {Finding} finding @param {boolean} wanted */
  several(finding, wanted) {
    const below = this.parts(finding, wanted, (part) => this.lines(part, wanted));
    if (below.length === 1) return below;
    const words = (finding.operation === "all") === wanted ? "all of these" : "at least one of these";
    const mark = markOf(finding, wanted);
    return [line(finding.operation, `${words}: ${SO[mark]}`, [], below, mark, mark)];
  }

  /**
   * The grounds of a value, or the members of a set: each with whether it holds, and what it gives.
   * @param {Finding} finding
   */
  cases({ operation, about, parts }) {
    const weighed = operation === "agree" ? parts.slice(1) : parts;
    const cases = about.map((name, i) => ({ name, condition: weighed[2 * i], value: weighed[2 * i + 1] }));
    const found = cases.map((one) => this.case(one));
    if (operation === "agree") {
      found.push(...weighed.slice(2 * about.length).flatMap((condition) => this.below(condition, true)));
    }
    if (operation === "agree" && !cases.some(({ condition }) => condition.value === true)) {
      const sure = cases.every(({ condition }) => condition.value === false);
      if (sure || !OUTCOMES.includes(parts[0].operation)) found.push(...this.below(parts[0], true));
    }
    return found;
  }

  /** @param {Weighed} weighed */
  case({ name, condition, value }) {
    const entry = this.entries.get(name);
    const isDefinition = condition.operation === "definition";
    const of = isDefinition ? this.of(condition) : "";
    let sentence = `${this.phrases.label(name)}${of}: ${this.phrases.value(condition.value)}`;
    if (condition.value === true && value.value !== true) {
      sentence += `, gives ${this.phrases.value(value.value)}`;
    }
    const seen = isDefinition && !this.isFirst(condition);
    const body = isDefinition ? condition.parts[0] : condition;
    const below = [...(seen ? [] : this.below(body, true)), ...this.behind(value)];
    const so = markOf(condition, true);
    return line("ground", sentence, entry === undefined ? [] : entry.provisions, below, so, so);
  }

  /** What was found of a list, and one line for each of its things. @param {Finding} finding @param {boolean} wanted */
  list(finding, wanted) {
    const [items, ...rows] = finding.parts;
    const value = this.phrases.value(finding.value);
    const sentence = `${this.phrases.gathered(finding)} (${rows.length / 2} stated): ${value}`;
    const below = this.behind(items);
    for (let place = 1; place <= rows.length / 2; place += 1) {
      const [where, body] = rows.slice(2 * place - 2);
      const leftOut = where.value === false;
      const said = leftOut ? "does not count" : this.phrases.value(body.value);
      const parts = [...this.below(where, true), ...(leftOut ? [] : this.below(body, true))];
      const thing = new Finding(items.value[place - 1]).as("thing", [], [null, place]);
      const so = markOf(leftOut ? where : body, true);
      below.push(line("thing", `${thingName(thing)}: ${said}`, [], parts, leftOut ? "" : so, so));
    }
    return [line("list", sentence, [], below, markOf(finding, wanted), markOf(finding, true))];
  }

  /**
   * The definitions on which an operand rests; facts and constants are said in the sentence.
   * @param {Finding} finding
   * @returns {Node[]}
   */
  behind(finding) {
    const { operation, parts } = finding;
    switch (operation) {
      case "definition": {
        const waiting = this.later.length;
        const lines = this.lines(finding, true);
        const putOff = this.later.length > waiting;
        return lines.filter((one) => one.parts.length || one.provisions.length || putOff);
      }
      case "agree":
      case "over":
      case "set":
        return this.lines(finding, true);
      case "if": {
        const condition = this.below(parts[0], parts[0].value !== false);
        const branches = parts[0].decided ? [branch(finding)] : parts.slice(1);
        return [...condition, ...branches.flatMap((one) => this.behind(one))];
      }
      case "apply":
      case "field":
        return parts.flatMap((part) => this.behind(part));
      default:
        return [];
    }
  }
}
