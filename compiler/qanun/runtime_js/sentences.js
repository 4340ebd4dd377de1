// One full sentence for the outcome of a rule or norm. The table of sentences is that of the Python runtime.

/** The kinds whose sentence may name a bearer. */
const NORMS = new Set(["obligation", "prohibition", "permission", "right", "power", "offence", "status"]);
/** The kinds that have sentences of their own. */
const OWN = new Set([...NORMS, "party", "silence"]);
/** So many facts that are still needed are named. */
const NAMED = 3;

/** The verdicts under which no determination is said to stand. */
const UNDETERMINED = new Set(["unknown", "fault", "in_conflict", "silent"]);

/** When it is due, and when it ends. @typedef {{due: Limit|null, end: Limit|null}} Terms */

/** @param {string} id @param {Object<string, string>} words */
const worded = (id, words) => SENTENCES[id].replace(/\{(\w+)\}/g, (_, name) => words[name]);

/** With a capital at its start and a full stop at its end. @param {string} words */
const sentenceOf = (words) => (/[.?!]$/.test(words) ? capital(words) : `${capital(words)}.`);

/** Says the answers of a question, in the words of its labels. */
class Sentences {
  /** @param {Question} question */
  constructor(question) {
    this.question = question;
    this.phrases = new Phrases(question);
  }

  /** The sentence of an answer. @param {any} subject @param {Answer} answer @param {Terms} terms */
  of(subject, answer, terms) {
    return sentenceOf(this.asDetermined(subject, answer, terms));
  }

  /** The sentence of an answer about each thing of a list. @param {any} subject @param {Answer} answer */
  ofEach(subject, answer) {
    if (answer.verdict !== "value") return this.of(subject, answer, { due: null, end: null });
    const count = `${answer.value.length}`;
    const words = { act: subject.label, thing: subject.about.local, count };
    return sentenceOf(worded(count === "0" ? "each.none" : "each", words));
  }

  /**
   * The sentence of the answer about one thing of a list, at a place (1 is the first).
   * @param {any} subject
   * @param {Answer} answer
   * @param {Terms} terms
   * @param {number} place
   * @param {any} thing
   */
  ofOne(subject, answer, terms, place, thing) {
    const said = this.asDetermined(subject, answer, terms);
    return sentenceOf(worded("of one", { thing: thingCalled(subject.about.local, place, thing), sentence: said }));
  }

  /** The sentence; where a determination stands in the place of what the law says, with whose it is.
   * @param {any} subject @param {Answer} answer @param {Terms} terms */
  asDetermined(subject, answer, terms) {
    const sentence = this.said(subject, answer, terms);
    if (UNDETERMINED.has(answer.verdict)) return sentence;
    const held = answer.grounds.map((ground) => subject.determined[ground]).filter((words) => words);
    return held.length ? worded("determined", { words: listed([...new Set(held)], SENTENCES.and), sentence }) : sentence;
  }

  /** @param {any} subject @param {Answer} answer @param {Terms} terms */
  said(subject, answer, terms) {
    const words = this.words(subject, answer, terms);
    words.claim = byId(subject, "claim", words);
    const no = subject.kind === "obligation" ? "need_not" : "no";
    switch (answer.verdict) {
      case "barred":
        words.denied = byId(subject, no, words);
        return worded(answer.barred_by.length ? "barred" : "barred.by nothing named", words);
      case "silent":
        if (subject.kind === "silence") return byId(subject, "silent", words);
        if (answer.silent_by.includes(subject.name)) return worded("silent.left", words);
        return worded(subject.valued ? "silent.value" : "silent", words);
      case "unknown":
        return worded(subject.valued ? "unknown.value" : "unknown", words);
      case "in_conflict":
      case "fault":
        return worded(answer.verdict, words);
      case "no":
        if (answer.state === "expired") return worded("expired", words);
        return byId(subject, no, words);
      case "need_not":
        return byId(subject, no, words);
      default:
        return byId(subject, answer.verdict, words);
    }
  }

  /**
   * What can stand in braces.
   * @param {any} subject
   * @param {Answer} answer
   * @param {Terms} terms
   * @returns {Object<string, string>}
   */
  words(subject, answer, { due, end }) {
    const needs = this.needs(answer.needs);
    return {
      act: subject.label,
      bearer: this.bearer(subject, answer),
      named: namedAs(subject.kind, subject.label),
      value: answer.verdict === "value" ? this.value(answer.value) : "",
      bars: this.quoted(answer.barred_by),
      others: this.quoted(answer.conflicts_with),
      silences: this.quoted(answer.silent_by),
      needs,
      fault: `${answer.fault}`,
      term: this.tail("term.due", due) + this.tail("term.end", end),
      lasted: this.tail("lasted", end),
      weighing: answer.weighing.length ? worded("weighing", { weighed: listed(answer.weighing, SENTENCES.and) }) : "",
      punished:
        answer.penalties instanceof Penalties ? worded("punished", { penalties: this.value(answer.penalties) }) : "",
      state: stateSaid(subject, answer.state),
      record: typeof answer.exercised === "string" ? SENTENCES[`record.${answer.exercised}`] : "",
      rest: needs ? worded("rest", { needs }) : "",
    };
  }

  /** Whose it is: the bodies that the case names, else those of the law, and the parties; of the grounds that hold,
   * where they name any. @param {any} subject @param {Answer} answer */
  bearer(subject, answer) {
    const own = Object.entries(subject.bearers);
    const holding = answer.grounds.filter((ground) => subject.grounds.includes(ground));
    const theirs = own.filter(([ground]) => holding.includes(ground)).map(([, one]) => one);
    const head = subject.bearer ? [subject.bearer] : holding.length ? [] : own.map(([, one]) => one);
    const named = theirs.length ? theirs : head;
    const parties = named.flatMap(([first]) => first);
    const bodies = answer.authority.length
      ? answer.authority.map((body) => this.value(body))
      : named.flatMap(([, second]) => second);
    const every = [...new Set([...parties, ...bodies])];
    return listed(
      every.map((label) => (label.includes(", ") ? `${label},` : label)),
      SENTENCES.or,
    );
  }

  /** @param {string[]} names */
  needs(names) {
    const shown = names.slice(0, NAMED).map((name) => `“${this.phrases.label(name)}”`);
    if (names.length > NAMED) shown.push(worded("more", { number: `${names.length - NAMED}` }));
    return listed(shown, SENTENCES.and);
  }

  /** @param {string[]} names */
  quoted(names) {
    return listed(
      names.map((name) => this.named(name)),
      SENTENCES.and,
    );
  }

  /** Norms by their kind, provisions as they are cited, others by their labels in quotation marks. @param {string} name */
  named(name) {
    const act = this.phrases.label(name);
    if (name.includes("#")) return worded("named.provision", { act });
    return namedAs(this.phrases.entries.get(name)?.aspect ?? "", act);
  }

  /** @param {any} value */
  value(value) {
    return show(value, this.question.zone, this.question.words);
  }

  /** @param {string} id @param {Limit|null} limit */
  tail(id, limit) {
    if (limit === null) return "";
    return worded(limit.included ? id : `${id}.before`, { day: this.value(limit.at) });
  }
}

/** `the second child`, `the first guest “Anna”`: by its place in words, and by its first text where told.
 * @param {string} kind @param {number} place @param {any} thing */
function thingCalled(kind, place, thing) {
  const called = place <= ORDINALS.length ? `the ${ORDINALS[place - 1]} ${kind}` : `${kind} ${place}`;
  const name = firstText(thing);
  return name === undefined ? called : `${called} “${name}”`;
}

/** The sentence of a kind, or that of all kinds; another where nobody is named.
 * @param {any} subject @param {string} said @param {Object<string, string>} words */
function byId(subject, said, words) {
  const id = OWN.has(subject.kind) ? `${subject.kind}.${said}` : said;
  if (!NORMS.has(subject.kind) || words.bearer) return worded(id, words);
  const isPredicate = subject.kind === "status" && PREDICATES.includes(words.act.split(" ")[0]);
  return worded(`${id}.${isPredicate ? "predicate" : "nobody"}`, words);
}

/** A rule as another sentence names it. @param {string} kind @param {string} act */
const namedAs = (kind, act) => worded(NORMS.has(kind) ? `named.${kind}` : "named", { act });

/** Where it stands, of what applies. @param {any} subject @param {any} state */
function stateSaid(subject, state) {
  if (typeof state !== "string" || state === "not applicable" || state === "barred") return "";
  return SENTENCES[`state.${state}.${subject.kind}`] ?? SENTENCES[`state.${state}`];
}
