// Findings in words: what a condition says, what was found of it. The tables of words are those of the Python runtime.

/** What is said of an operator's operands, by their number. @param {string} pattern @param {string[]} operands */
const filled = (pattern, operands) => pattern.replace(/\{(\d)\}/g, (_, place) => operands[Number(place)]);

/** Says what a finding is about, in the words of the law's labels. */
class Phrases {
  /** @param {Question} question */
  constructor(question) {
    this.question = question;
    this.entries = question.core.entries;
    this.subjects = new Map(question.subjects.map((subject) => [subject.name, subject]));
  }

  /** What people call a definition, subject, fact or silence; of a provision its citation. @param {string} name */
  label(name) {
    for (const known of [this.entries, this.subjects, this.question.factsByName]) {
      const found = known.get(name);
      if (found !== undefined) return found.label;
    }
    return this.question.cited(name);
  }

  /** @param {string[]} names */
  labels(names) {
    return listed(
      names.map((name) => `“${this.label(name)}”`),
      "and",
    );
  }

  /** A value, or an undecided outcome. @param {any} value */
  value(value) {
    if (value instanceof NotKnown) return "unknown";
    if (value instanceof Faulty) return `at fault: ${value.faults.map((fault) => fault.sentence).join("; ")}`;
    if (value instanceof Pulled) return `in conflict with ${this.labels(value.others)}`;
    if (value instanceof Quiet) return `the law is silent: ${this.labels(value.silences)}`;
    return show(value, this.question.zone, this.question.words);
  }

  /** @param {string} name */
  reading(name) {
    return this.question.readings.find((reading) => reading.name === name);
  }

  /** The label of a reading's option. @param {string} name @param {string} option */
  option(name, option) {
    const found = this.reading(name).options.find(([word]) => word === option);
    return found === undefined ? option : found[1];
  }

  /** A thing that a condition speaks of, with its value where the words do not say it.
   * @param {Finding} finding @param {boolean} inside @returns {string} */
  operand(finding, inside = false) {
    const { operation, about, parts } = finding;
    if (operation === "const") return this.value(finding.value);
    if (operation === "thing") return thingName(finding);
    if (operation === "if" && parts[0].decided) return this.operand(branch(finding), inside);
    if (operation === "apply" && PREFIX[about] === "{0}") return this.operand(parts[0], inside);
    if (operation === "apply" && about === "date of" && parts[0].operation === "as of") {
      return `the day asked about (${this.value(finding.value)})`;
    }
    if (operation === "apply" && INFIX[about] !== undefined) {
      const words = this.applied(finding);
      return inside ? words : `${words}, that is ${this.value(finding.value)},`;
    }
    return `${this.named(finding)} (${this.value(finding.value)})`;
  }

  /** What a finding is called, without its value. @param {Finding} finding @returns {string} */
  named(finding) {
    const { operation, about, parts } = finding;
    switch (operation) {
      case "fact":
        return this.label(about);
      case "definition": {
        const of = this.things(finding);
        return this.label(about) + (of && ` of ${of}`);
      }
      case "reading":
        return `reading “${this.reading(about).label}”`;
      case "as of":
        return "the moment asked about";
      case "field":
        return `${this.named(parts[0])}: ${fieldLabel(finding)}`;
      case "thing":
        return thingName(finding);
      case "apply":
        return this.applied(finding);
      case "over":
        return this.gathered(finding);
      case "if":
        return parts[0].decided ? this.named(branch(finding)) : "the value";
      default:
        return "the value";
    }
  }

  /** What is asked of the things of a list. @param {Finding} finding */
  gathered({ value, about, parts: [items, , body] }) {
    const dated = value instanceof Day || value instanceof Moment;
    const words = (dated && OF_DAYS[about[0]]) || QUANTIFIERS[about[0]];
    const of = body?.operation === "field" ? ` “${fieldLabel(body)}”` : "";
    return words.replace(/\{(of|items)\}/g, (_, part) => (part === "of" ? of : this.named(items)));
  }

  /** The things that a definition is asked about; nothing where there are none. @param {Finding} finding */
  things(finding) {
    return listed(
      finding.parts.slice(1).map((thing) => this.named(thing)),
      "and",
    );
  }

  /**
   * What an operator says of its operands, or the contrary.
   * @param {Finding} finding
   * @param {boolean} contrary
   * @returns {string}
   */
  applied(finding, contrary = false) {
    const operator = finding.about;
    if (INFIX[operator] !== undefined) {
      const [first, second] = finding.parts.map((part, place) => this.grouped(part, operator, place === 0));
      return `${first} ${INFIX[operator]} ${second}`;
    }
    if ((operator === "negate" || operator === "rounded") && infixOf(finding.parts[0]) !== null) {
      return `${operator === "negate" ? "minus" : operator} (${this.operand(finding.parts[0], true)})`;
    }
    const operands = finding.parts.map((part) => this.operand(part));
    if (RELATIONS[operator] !== undefined) return this.related(finding, operands, contrary);
    if (STATEMENTS[operator] !== undefined) return filled(STATEMENTS[operator][Number(contrary)], operands);
    return filled(PREFIX[operator], operands);
  }

  /**
   * An operand of an operator between two, in brackets where it would be read as another's without.
   * @param {Finding} part
   * @param {string} operator
   * @param {boolean} first
   */
  grouped(part, operator, first) {
    const inner = infixOf(part),
      words = this.operand(part, true);
    if (inner === null || BINDING[inner] > BINDING[operator]) return words;
    const same = BINDING[inner] === BINDING[operator] && (first || (inner === operator && "+*".includes(operator)));
    return same ? words : `(${words})`;
  }

  /** @param {Finding} finding @param {string[]} operands @param {boolean} contrary */
  related({ about: operator, parts: [first, second] }, operands, contrary) {
    if (first.operation === "reading") {
      const words = contrary ? "is not taken as" : "is taken as";
      return `${this.named(first)} ${words} “${this.option(first.about, second.value)}”`;
    }
    const dated = [first, second].some(({ value }) => value instanceof Day || value instanceof Moment);
    const table = dated && DATED[operator] !== undefined ? DATED : RELATIONS;
    return `${operands[0]} ${table[operator][Number(contrary)]} ${operands[1]}`;
  }
}

/**
 * The operator that stands between the words for a finding; null where none does.
 * @param {Finding} finding
 * @returns {string|null}
 */
function infixOf(finding) {
  const { operation, about, parts } = finding;
  if (operation === "if" && parts[0].decided) return infixOf(branch(finding));
  if (operation !== "apply") return null;
  if (PREFIX[about] === "{0}") return infixOf(parts[0]);
  return INFIX[about] === undefined ? null : about;
}

/** What operators that have no words of their own are asked of. @param {Finding} finding @returns {Finding} */
const alone = (finding) =>
  finding.operation === "apply" && PREFIX[finding.about] === "{0}" ? alone(finding.parts[0]) : finding;

/** The branch of a conditional whose condition is certain. @param {Finding} finding */
const branch = (finding) => finding.parts[finding.parts[0].value === true ? 1 : 2];

/** `the first stay`: what kind of thing of a list it is, and its place. @param {Finding} finding */
const thingName = ({ value, about }) => thingCalled(value instanceof Record ? value.type.called : "period", about[1], value);

/** The first text that a record tells, if it does. @param {any} value @returns {string|undefined} */
function firstText(value) {
  const fields = value instanceof Record ? value.type.fields.filter((spec) => spec.kind.word === "text") : [];
  return fields.map(({ key }) => value.cell(key)).find((text) => typeof text === "string");
}

/** The label of a record's field. @param {Finding} finding */
function fieldLabel({ about, parts }) {
  const holder = parts[0].value;
  const spec = holder instanceof Record ? holder.type.fields.find(({ key }) => key === about) : undefined;
  return spec === undefined ? about.replaceAll("_", " ").trim() : spec.label;
}
