// Whether a search for changes leaves nothing out: of all that the atoms it came by rest on every value is told apart that
// could matter, whatever else is changed. As in Python.

/** The operators that, of a value that grows, come out otherwise once, or grow or fall with it. */
const ONE_WAY = new Set([
  ..."< <= > >= = != + -".split(" "),
  ...["is none", "limit passed", "in time", "limit at", "limit after", "date plus", "date of", "age of"],
]);
/** The kinds of which every value lies whole steps away. */
const IN_STEPS = ["integer", "date"];
const MANY_FACTS = 2;

/** Whether nothing is left out by a search that came by these atoms. @param {Turning} turning @param {Iterable<number>} atoms */
function leavesNothingOut(turning, atoms) {
  return (
    [...atoms].every((atom) => turning.seenBy[atom].every((place) => hasFew(turning.stated[place]) || isAlone(turning, atom, place))) &&
    [...turning.spoken, ...turning.saidBy].every((one) => isSpelled(turning, one)) &&
    turning.saidBy.every(({ keys, fields }) =>
      turning.stated.every(
        (one) => !keys.includes(one.spec.key) || !speaksOf(fields, one) || Object.hasOwn(REACH, one.kind.word) || hasFew(one),
      ),
    )
  );
}

/** Whether something stated is, or is among, what an expression speaks of. @param {string[]} fields all, if it is none @param {Stated} one */
const speaksOf = (fields, one) => !fields.length || one.field === null || fields.includes(one.field.key);

/** Whether all values that something could have are tried. @param {Stated} one */
function hasFew({ kind, member, orNone }) {
  if (kind.word === "set") {
    const { options } = kind.element;
    return member !== undefined && !orNone && Boolean(options) && options.length <= MOST_OPTIONS;
  }
  return kind.word === "yes/no" || (["one of", "authority"].includes(kind.word) && Boolean(kind.options));
}

/** Whether an atom rests on this alone, and asks which country of those named it is, or on which side of fixed bounds it
 * lies. @param {Turning} turning @param {number} atom @param {number} place */
function isAlone(turning, atom, place) {
  if (turning.seenBy[atom].length !== 1 || turning.isTied[atom]) return false;
  const [one, expr] = [turning.stated[place], turning.exprs[atom]];
  const { word } = one.kind;
  const isSame = ["=", "!="].includes(expr[1]);
  if (factsAsked(expr) !== 1 || word === "number" || !(Object.hasOwn(REACH, word) || word === "country")) return false;
  if (word === "country") return isSame || expr[1] === "is none";
  return (
    (!isSame || (IN_STEPS.includes(word) && turning.sides[atom] !== null)) &&
    (one.value !== null || firstValue(one.kind, turning.moment) !== null) &&
    turning.instead(place).length < SIDES
  );
}

/** How many facts and fields an expression speaks of; MANY_FACTS where it does not go one way with them.
 * @param {any[]} expr @returns {number} */
function factsAsked([word, ...parts]) {
  if (["const", "as_of", "reading"].includes(word)) return 0;
  if (word === "fact" || (word === "field" && ["fact", "local"].includes(parts[1][0]))) return 1;
  const all = (/** @type {any[]} */ exprs) => exprs.reduce((sum, expr) => sum + factsAsked(expr), 0);
  if (word !== "apply") return MANY_FACTS;
  const [operator, ...operands] = parts;
  if (operator === "is none" && operands[0][0] === "apply" && operands[0][1] === "happened") return all(operands[0].slice(2));
  return ONE_WAY.has(operator) ? all(operands) : MANY_FACTS;
}

/** Whether all of facts that could be otherwise is among what is stated, of things these fields (all, if it is none).
 * @param {Turning} turning @param {{keys: string[], fields: string[]}} spoken */
function isSpelled({ question, given }, { keys, fields }) {
  return question.facts.every((spec) => {
    const value = given.get(spec.key);
    if (!keys.includes(spec.key) || value === undefined) return true;
    if (!["record", "list"].includes(spec.kind.word) || value === UNKNOWN) return isOneByOne(spec.kind, value);
    const isPlain = (/** @type {any} */ thing) =>
      thing instanceof Record &&
      thing.type.fields.every(
        ({ key, kind }) => (fields.length && !fields.includes(key)) || isOneByOne(kind, thing.cell(key)),
      );
    return !spec.or_none && (Array.isArray(value) ? value : [value]).every(isPlain);
  });
}

/** Whether a value is missing, or is stated one by one, of a set each member. @param {Kind} kind @param {any} value */
function isOneByOne({ word }, value) {
  if (value === UNKNOWN || !["record", "list", "set"].includes(word)) return true;
  return word === "set" && value instanceof Members;
}

/** Whether an expression speaks of things by fields of the thing at hand alone. @param {any} expr @returns {boolean} */
function isOfOwn(expr) {
  if (!Array.isArray(expr) || expr[0] === "const") return true;
  return !["over", "ref"].includes(expr[0]) && expr.every(isOfOwn);
}
