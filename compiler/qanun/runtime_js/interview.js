// An interview: which fact is asked for next, and why. Only what can still matter is asked.

/** The facts that can still change an answer, by key: of each answer the most decisive first, then the others.
 * @param {Answered} answered */
function wanted({ question, made }) {
  const first = made.filter(({ needs }) => needs.length).map(({ needs }) => needs[0]);
  const names = new Set([...first, ...made.flatMap(({ needs }) => needs)]);
  return [...names].map((name) => question.factsByName.get(name).key);
}

/** Why a fact is asked for: the rules that it is part of, and of a fact of few values what each would settle; lines.
 * @param {Question} question @param {Spec} spec @param {Object<string, any>} facts as JSON data
 * @param {string|null} asOf @param {Object<string, string>} readings */
function reasonsToAsk(question, spec, facts, asOf, readings) {
  const answered = question.weighed(facts, asOf, readings);
  const open = answered.made.filter(({ needs }) => needs.includes(spec.name));
  const sentences = [`${capital(new Explanation(question, answered).whyAsked(spec.name))}.`];
  for (const [words, value] of choicesOf(question, spec)) {
    const settles = settledBy(question, open, { ...facts, [spec.key]: value }, asOf, readings);
    if (settles) sentences.push(`${capital(words)} would settle ${settles}.`);
  }
  if (spec.judged_by && spec.judged_by.length) {
    sentences.push(`It is for ${spec.judged_by.map((body) => bodyName(question, body)).join(" or ")} to judge.`);
  } else if (spec.judged_by) {
    sentences.push("It is a matter of judgement, and the law does not say whose.");
  }
  const cited = new Set(open.flatMap(({ provisions }) => provisions));
  if (cited.size) sentences.push(`See ${[...cited].map((anchor) => question.cited(anchor)).join("; ")}.`);
  return sentences;
}

/**
 * The values that a fact of few values can take, each as it is read.
 * @param {Question} question
 * @param {Spec} spec
 * @returns {[string, any][]}
 */
function choicesOf(question, { kind }) {
  if (kind.word === "yes/no")
    return [
      ["yes", true],
      ["no", false],
    ];
  return (kind.options || []).map(([option]) => [`“${question.words.get(option) || option}”`, option]);
}

/** Which of the answers would be certain, and what they would be.
 * @param {Question} question @param {Answer[]} open @param {Object<string, any>} facts
 * @param {string|null} asOf @param {Object<string, string>} readings */
function settledBy(question, open, facts, asOf, readings) {
  let made;
  try {
    made = question.weighed(facts, asOf, readings).made;
  } catch (error) {
    if (error instanceof CaseImpossible || error instanceof FactsRefused) return "";
    throw error;
  }
  const then = new Map(made.map((answer) => [answer.subject, answer]));
  return open
    .map(({ subject }) => then.get(subject))
    .filter(({ needs }) => !needs.length)
    .map(({ label, subject, verdict }) => `“${label || subject}”: ${verdict.replaceAll("_", " ")}`)
    .join("; ");
}

/** A body by its label. @param {Question} question @param {string} body */
function bodyName(question, body) {
  const bare = body.slice(body.lastIndexOf(".") + 1);
  return question.words.get(bare) ?? bare.replaceAll("_", " ");
}
