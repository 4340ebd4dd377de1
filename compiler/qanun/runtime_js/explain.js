// Explanations: why an answer is what it is, and why not otherwise, down to the facts and the provisions.

/** Why the answers of a question are what they are. */
class Explanation {
  /** @param {Question} question @param {Answered} answered */
  constructor(question, answered) {
    this.question = question;
    this.answered = answered;
    this.phrases = new Phrases(question);
    const reasons = new Reasons(this.phrases);
    const trees = question.subjects.map((subject, i) => {
      const answer = answered.made[i];
      if (subject.about) return this.each(subject, answer, reasons);
      return this.answer(subject, answer, answered.case.found, reasons);
    });
    this.nodes = inOrder(trees);
  }

  /** As plain JSON data: the answers, their trees, the readings, the provisions. */
  get data() {
    const { name, label, notice } = this.question;
    return {
      question: name,
      label,
      headline: this.answered.headline,
      answers: this.answered.answers,
      explanation: this.nodes.map(lineData),
      readings: this.answered.readingsTaken,
      provisions: this.provisions,
      notice,
    };
  }

  /** The provisions that the answers rest on or that the trees cite, by the page. */
  get provisions() {
    const cited = new Set(this.answered.made.flatMap((answer) => answer.provisions));
    const visit = (/** @type {Node} */ node) => {
      node.provisions.forEach((anchor) => cited.add(anchor));
      node.parts.forEach(visit);
    };
    this.nodes.forEach(visit);
    return this.question.provisions.filter(({ anchor }) => cited.has(anchor));
  }

  /**
   * @param {any} subject
   * @param {Answer} answer
   * @param {Map<string, Finding>} found
   * @param {Reasons} reasons
   * @param {string} of says of which thing
   */
  answer(subject, answer, found, reasons, of = "") {
    const parts = reasons.behindAnswer(found.get(subject.aspects.answer));
    for (const [aspect, name] of Object.entries(subject.aspects)) {
      if (CLAUSES[aspect] !== undefined && answer.value !== false) {
        parts.push(...this.clause(CLAUSES[aspect], found.get(name), answer[aspect], reasons));
      }
    }
    parts.push(...reasons.waiting());
    const open = answer.verdict !== "unknown" && found.get(subject.aspects.answer).value instanceof NotKnown;
    return line(
      "answer",
      `${capital(subject.label)}${of}: ${this.verdict(subject, answer)}${open ? EITHER_WAY : ""}`,
      subject.provisions,
      parts,
      "",
      answer.value === false ? UNMET : MET,
    );
  }

  /**
   * The answer about each thing of a list, one below the other.
   * @param {any} subject
   * @param {Answer} answer
   * @param {Reasons} reasons
   */
  each(subject, answer, reasons) {
    const { items, rows } = this.answered.ofEach.get(subject.name);
    const below = reasons.behind(items);
    const answers = Array.isArray(answer.value) ? answer.value : [];
    answers.forEach((one, i) => {
      const called = thingCalled(subject.about.local, i + 1, items.value[i]);
      below.push(this.answer(subject, one, rows[i], reasons, ` (${called})`));
    });
    below.push(...reasons.waiting());
    const counted = `${this.phrases.named(items)} (${rows.length} stated)`;
    const said = answer.verdict === "value" ? counted : this.said(subject, answer);
    return line("answer", `${capital(subject.label)}: ${said}`, subject.provisions, below);
  }

  /**
   * When it is due, when it ends, how it is punished.
   * @param {string} words
   * @param {Finding} finding
   * @param {any} told though facts are missing
   * @param {Reasons} reasons
   */
  clause(words, finding, told, reasons) {
    if (finding.value === null) return [];
    const { role, provisions } = this.phrases.entries.get(finding.about);
    const below = reasons.below(finding.parts[0], true);
    const value = finding.value instanceof NotKnown && told !== UNKNOWN ? told : finding.value;
    return [line(role, `${words}: ${this.phrases.value(value)}`, provisions, below)];
  }

  /**
   * The verdict as a sentence, with the state, what it still needs, and what is recorded.
   * @param {any} subject
   * @param {Answer} answer
   */
  verdict(subject, answer) {
    let sentence = this.said(subject, answer);
    if (answer.needs.length && answer.verdict !== "unknown") {
      sentence += `; for the rest still needed: ${this.phrases.labels(answer.needs)}`;
    }
    if (typeof answer.state === "string" && answer.verdict !== "barred") sentence += ` (${answer.state})`;
    return typeof answer.exercised === "string" ? `${sentence}; ${answer.exercised}` : sentence;
  }

  /** @param {any} subject @param {Answer} answer */
  said(subject, answer) {
    const { phrases } = this;
    switch (answer.verdict) {
      case "value":
        return phrases.value(answer.value);
      case "discretion": {
        const bodies = answer.authority.map((name) => this.question.words.get(name) ?? name);
        const weighing = answer.weighing.length ? `, weighing ${listed(answer.weighing, "and")}` : "";
        return `at the discretion of ${listed(bodies, "or") || "a body that is not named"}${weighing}`;
      }
      case "barred":
        return answer.barred_by.length ? `barred by ${phrases.labels(answer.barred_by)}` : "barred";
      case "silent":
        if (subject.kind === "silence") return "the law gives no answer";
        return `the law gives no answer (${phrases.labels(answer.silent_by)})`;
      case "in_conflict":
        return `in conflict with ${phrases.labels(answer.conflicts_with)}`;
      case "unknown":
        return `not certain; still needed: ${phrases.labels(answer.needs)}`;
      case "fault":
        return `the law is at fault: ${answer.fault}`;
      case "no":
        return NOT_SO[subject.kind] || SAID.no;
      default:
        return SAID[answer.verdict];
    }
  }
}

const AGAIN = " (as above)";

/** @param {string} sentence */
const firstTold = (sentence) => (sentence.endsWith(AGAIN) ? sentence.slice(0, -AGAIN.length) : sentence);

/** A line and all below it. @param {Node} node @returns {Node[]} */
const linesOf = (node) => [node, ...node.parts.flatMap(linesOf)];

/** The lines below a line, those that made it what it is first. @param {Node} node @param {Node[]} parts @returns {Node[]} */
function weighedParts({ deciding }, parts) {
  const decided = parts.filter(({ mark }) => mark === deciding || mark === "");
  if (deciding === "" || !decided.some(({ mark }) => mark)) return parts;
  return [...decided, ...parts.filter((part) => !decided.includes(part))];
}

/** Trees in which what decided comes first on each level, and no line is missing. A definition is unfolded where it is
 * first met in that order; what is told of no line here is told above, and stays so. @param {Node[]} trees */
function inOrder(trees) {
  const named = trees.flatMap(linesOf).filter(({ key }) => key !== null);
  const unfolded = new Map(named.filter(({ parts }) => parts.length).map(({ key, parts }) => [key, parts]));
  const told = new Set(named.filter(({ sentence }) => !sentence.endsWith(AGAIN)).map(({ key }) => key));
  const met = new Set();
  /** @param {Node} node @returns {Node} */
  const tree = (node) => {
    let { sentence, parts } = node;
    if (told.has(node.key)) {
      const again = met.has(node.key);
      met.add(node.key);
      sentence = firstTold(sentence) + (again ? AGAIN : "");
      parts = again ? [] : unfolded.get(node.key) || [];
    }
    const first = weighedParts(
      node,
      parts.filter(({ late }) => !late),
    );
    return { ...node, sentence, parts: [...first, ...parts.filter(({ late }) => late)].map(tree) };
  };
  return trees.map(tree);
}

/**
 * A line as plain JSON data; `holds` is true, false, or null where it is not certain or not asked.
 * @param {Node} node
 * @returns {any}
 */
function lineData({ kind, sentence, mark, provisions, parts }) {
  const holds = mark === MET ? true : mark === UNMET ? false : null;
  return { kind, sentence, holds, provisions, parts: parts.map(lineData) };
}

/** @type {WeakMap<Answered, Explanation>} */
const explained = new WeakMap();

/** The explanation of answers, put together once. @param {Answered} answered @returns {Explanation} */
function explanationOf(answered) {
  if (!explained.has(answered)) explained.set(answered, new Explanation(answered.question, answered));
  return explained.get(answered);
}
