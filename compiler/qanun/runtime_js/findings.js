// What an expression yields: a finding; and how yes, no and what is undecided combine, by strong Kleene logic.

/** A value or an undecided outcome; what it rests on, as a mask; of an undecided integer the bounds, of an undecided
 * set its members. `operation`, `parts` and `about` keep how it came about, for explanations. */
class Finding {
  /** @param {any} value @param {bigint} basis @param {[bigint, bigint|null]|OpenSet|Unnamed|null} told */
  constructor(value, basis = 0n, told = null) {
    this.value = value;
    this.basis = basis;
    this.told = told;
    this.operation = "";
    /** @type {Finding[]} */
    this.parts = NO_PARTS;
    /** @type {any} */
    this.about = null;
  }

  get decided() {
    return !(this.value instanceof Undecided);
  }

  /**
   * The same value on the same basis, told of as another operation.
   * @param {string} operation
   * @param {Finding[]} parts
   * @param {any} about
   */
  as(operation, parts, about = null) {
    this.operation = operation;
    this.parts = parts;
    this.about = about;
    return this;
  }
}

/** @type {Finding[]} */
const NO_PARTS = [];

/** What an operator yields on a none that the rule has asked about before: nothing that can decide. */
const absent = () => new Finding(new Faulty([]));

/** A set of which something is undecided: values, each with whether it is in it, and whether any other value is. */
class OpenSet {
  /** @param {[Finding, Finding][]} members @param {Finding} rest */
  constructor(members, rest) {
    this.members = members;
    this.rest = rest;
  }

  /** The same, resting on more. @param {bigint} basis */
  resting(basis) {
    const members = this.members.map(([value, inside]) => [value, resting(inside, basis)]);
    return new OpenSet(/** @type {[Finding, Finding][]} */ (members), resting(this.rest, basis));
  }
}

/** Any value but those that a fact is compared with, which are collected in `named`. */
class Unnamed {
  constructor() {
    /** @type {any[]} */
    this.named = [];
  }

  /** What an operator makes of operands of which one is such a value; null where that does not settle it.
   * @param {string} operator @param {Finding[]} operands @returns {boolean|null} */
  static compared(operator, operands) {
    if (!["=", "!=", "is none"].includes(operator)) return null;
    for (const [place, { told }] of operands.entries()) {
      const other = operator === "is none" ? null : operands[1 - place].value;
      if (!(told instanceof Unnamed) || other instanceof Undecided) continue;
      if (!told.named.some((one) => equal(one, other))) told.named.push(other);
      return operator === "!=";
    }
    return null;
  }
}

/** @param {Finding[]} findings */
function union(findings) {
  let basis = 0n;
  for (const finding of findings) basis |= finding.basis;
  return basis;
}

/** The finding, resting on more, and so each member of a set. @param {Finding} finding @param {bigint} basis */
function resting(finding, basis) {
  const told = finding.told instanceof OpenSet ? finding.told.resting(basis) : finding.told;
  return new Finding(finding.value, finding.basis | basis, told);
}

/** No if a part is no (resting on each such part); yes if all are (resting on all); else undecided.
 * @param {Finding[]} parts */
const conjunction = (parts) => junction(parts, false);

/** Yes if a part is yes, no if all are no. @param {Finding[]} parts */
const disjunction = (parts) => junction(parts, true);

/** @param {Finding[]} parts @param {boolean} decisive the value of which one part is enough */
function junction(parts, decisive) {
  let found = false,
    deciding = 0n,
    others = 0n;
  /** @type {Finding[]} */
  let doubtful = NO_PARTS;
  for (const part of parts) {
    if (part.value === decisive) {
      found = true;
      deciding |= part.basis;
    } else if (part.decided) others |= part.basis;
    else if (doubtful === NO_PARTS) doubtful = [part];
    else doubtful.push(part);
  }
  if (found) return new Finding(decisive, deciding);
  if (doubtful === NO_PARTS) return new Finding(!decisive, others);
  const outcome = merge(doubtful.map((part) => part.value));
  if (!(outcome instanceof NotKnown)) return new Finding(outcome, union(doubtful));
  let every = -1n,
    one = 0n; // facts that could make all parts what decides nothing, or one what decides
  for (const { value } of doubtful) {
    if (value instanceof NotKnown) {
      every &= decisive ? value.no : value.yes;
      one |= decisive ? value.yes : value.no;
    }
  }
  const settled = decisive ? new NotKnown(one, every, outcome.all) : new NotKnown(every, one, outcome.all);
  return new Finding(settled, union(doubtful));
}

/** @param {Finding} part */
function negation(part) {
  const value = part.value;
  if (value instanceof NotKnown) return new Finding(new NotKnown(value.no, value.yes, value.all), part.basis);
  return new Finding(part.decided ? value === false : value, part.basis);
}

/** What remains of parts of which some are undecided. @param {Finding[]} parts */
function remaining(parts) {
  const undecided = parts.filter((part) => !part.decided);
  return new Finding(merge(undecided.map((part) => part.value)), union(undecided));
}

/** The branch that the condition chooses; where it is undecided, the value on which both agree. Two branches that are
 * unknown do not agree. @param {Finding} condition @param {Finding} then @param {Finding} otherwise */
function choice(condition, then, otherwise) {
  if (condition.decided) return resting(condition.value === true ? then : otherwise, condition.basis);
  if (!(then.value instanceof NotKnown) && alike(then.value, otherwise.value) === true) {
    const told = then.decided ? null : choiceOfSets(condition, then, otherwise);
    return new Finding(then.value, then.basis | otherwise.basis, told);
  }
  const parts = [condition, then, otherwise];
  let outcome = merge(parts.map((part) => part.value));
  if (outcome instanceof NotKnown && condition.value instanceof NotKnown) {
    const alone = (then.decided ? condition.value.yes : 0n) | (otherwise.decided ? condition.value.no : 0n);
    outcome = new NotKnown(outcome.yes | alone, outcome.no | alone, outcome.all);
  }
  const one = bounds(then),
    other = bounds(otherwise);
  const told = one && other ? spanned(one, other) : choiceOfSets(condition, then, otherwise);
  return new Finding(outcome, union(parts), told);
}

/** How many are yes: exact where all are decided, else undecided between bounds. @param {Finding[]} parts */
function howMany(parts) {
  const low = BigInt(parts.filter((part) => part.value === true).length);
  const doubtful = parts.filter((part) => !part.decided);
  if (!doubtful.length) return new Finding(low, union(parts));
  const outcome = merge(doubtful.map((part) => part.value));
  return new Finding(outcome, union(parts), [low, low + BigInt(doubtful.length)]);
}

// --- bounds -------------------------------------------------------------------------------------------------------
// A pair of ends of an integer; an upper end that is null is no end.

/** @typedef {[bigint, bigint|null]} Bounds */

/** The bounds of an integer: of a decided one, itself twice. @param {Finding} finding @returns {Bounds|null} */
function bounds(finding) {
  if (typeof finding.value === "bigint") return [finding.value, finding.value];
  return Array.isArray(finding.told) ? finding.told : null;
}

/** @param {bigint|null} a @param {bigint|null} b */
const highest = (a, b) => (a === null || b === null ? null : a > b ? a : b);

/** @param {bigint} a @param {bigint} b */
const lowest = (a, b) => (a < b ? a : b);

/** @param {Bounds} one @param {Bounds} other @returns {Bounds} */
const spanned = (one, other) => [lowest(one[0], other[0]), highest(one[1], other[1])];

/** @param {Bounds} one @param {Bounds} other @returns {Bounds} */
const added = (one, other) => [one[0] + other[0], one[1] === null || other[1] === null ? null : one[1] + other[1]];

/** Comparison of what lies in one range with what lies in another, where the ranges decide it; else null.
 * @param {string} operator @param {Bounds} one @param {Bounds} other @returns {boolean|null} */
function compared(operator, [a, b], [c, d]) {
  const apart = (b !== null && b < c) || (d !== null && d < a);
  switch (operator) {
    case "<":
      return b !== null && b < c ? true : d !== null && d <= a ? false : null;
    case "<=":
      return b !== null && b <= c ? true : d !== null && d < a ? false : null;
    case ">":
      return compared("<", [c, d], [a, b]);
    case ">=":
      return compared("<=", [c, d], [a, b]);
    case "=":
      return apart ? false : null;
    case "!=":
      return apart ? true : null;
    default:
      return null;
  }
}

// --- sets of which something is undecided -------------------------------------------------------------------------

/**
 * A set of which the case tells some members; of the others the fact is missing.
 * @param {PartialSet} told
 * @param {NotKnown} missing
 * @param {bigint} basis
 */
function partlyKnown(told, missing, basis) {
  const members = told.members.map(([member, inside]) => [new Finding(member), new Finding(inside, basis)]);
  const open = new OpenSet(/** @type {[Finding, Finding][]} */ (members), new Finding(missing, basis));
  return new Finding(missing, basis, open);
}

/** The set, once each member's condition is decided; what is out of it need not have a value. @param {OpenSet} open */
function settled(open) {
  const inside = open.members.filter(([, there]) => there.value !== false);
  const parts = inside.flat();
  if (open.rest.value !== false) parts.push(open.rest);
  if (parts.some((part) => !part.decided)) {
    const outcome = remaining(parts);
    outcome.told = open;
    return outcome;
  }
  const out = open.members.filter(([, there]) => there.value === false).map(([, there]) => there);
  return new Finding(new Members(inside.map(([value]) => value.value)), union([...out, ...parts, open.rest]));
}

/** A set as its members, also a decided one; null for what is no set, or of which nothing is told.
 * @param {Finding} finding */
function opened(finding) {
  if (finding.value instanceof Members) {
    const there = new Finding(true, finding.basis);
    const members = finding.value.list.map((member) => [new Finding(member), there]);
    return new OpenSet(/** @type {[Finding, Finding][]} */ (members), new Finding(false, finding.basis));
  }
  return finding.told instanceof OpenSet ? finding.told : null;
}

/** What the branches behind an undecided condition tell of the members of a set; null where they tell nothing.
 * @param {Finding} condition @param {Finding} then @param {Finding} otherwise */
function choiceOfSets(condition, then, otherwise) {
  const one = opened(then),
    other = opened(otherwise);
  if (one === null || other === null) return null;
  const listed = new Map();
  for (const [value] of [...one.members, ...other.members]) {
    if (value.decided) listed.set(keyOf(value.value), value);
  }
  /** @type {[Finding, Finding][]} */
  const members = [...listed.values()].map((value) => [
    value,
    either(condition, contains(one, value), contains(other, value)),
  ]);
  for (const [way, branch] of /** @type {[Finding, OpenSet][]} */ ([
    [condition, one],
    [negation(condition), other],
  ])) {
    for (const [value, inside] of branch.members) {
      if (!value.decided) members.push([value, conjunction([way, inside])]);
    }
  }
  return new OpenSet(members, either(condition, one.rest, other.rest));
}

/** One yes or no or the other, behind an undecided condition: that on which both agree.
 * @param {Finding} condition @param {Finding} one @param {Finding} other */
function either(condition, one, other) {
  if (one.decided && one.value === other.value) return new Finding(one.value, one.basis | other.basis);
  return disjunction([conjunction([condition, one]), conjunction([negation(condition), other])]);
}

/** An operator on sets of which one is open; null where nothing told of them matters to it.
 * @param {string} operator @param {Finding[]} operands @returns {Finding|null} */
function applied(operator, operands) {
  const [first, second] = operands.map(opened);
  if (operator === "=" || operator === "!=") {
    if (operands.some((operand) => operand.value === null)) return new Finding(operator === "!=", union(operands));
    if (!first || !second) return null;
    const same = sameSets(first, second);
    return operator === "=" ? same : negation(same);
  }
  if (!first) return null;
  switch (operator) {
    case "has member":
      return contains(first, operands[1]);
    case "is none":
      return new Finding(false, operands[0].basis);
    case "is empty":
      return negation(disjunction([...first.members.map(([, inside]) => inside), first.rest]));
    case "count of":
      return new Finding(operands[0].value, operands[0].basis, counted(first));
    case "in common":
      return second ? settled(shared(first, second)) : null;
    default:
      return null;
  }
}

/** Yes where a member that is in it is the wanted one, or one that nobody has told of.
 * @param {OpenSet} open @param {Finding} wanted */
function contains(open, wanted) {
  const same = open.members.map(([value]) => sameValue(value, wanted));
  const told = open.members.map(([, inside], i) => conjunction([inside, same[i]]));
  return disjunction([...told, conjunction([open.rest, negation(disjunction(same))])]);
}

/** @param {Finding} one @param {Finding} other */
function sameValue(one, other) {
  if (!one.decided || !other.decided) return remaining([one, other]);
  return new Finding(equal(one.value, other.value), one.basis | other.basis);
}

/** Between how many and how many are in it; equal values are one member. @param {OpenSet} open @returns {Bounds} */
function counted(open) {
  const sure = new Set(),
    perhaps = new Set();
  let untold = 0,
    least = 0;
  for (const [value, inside] of open.members) {
    if (inside.value === false) continue;
    if (inside.value === true) least = 1;
    if (!value.decided) {
      untold += 1;
      continue;
    }
    perhaps.add(keyOf(value.value));
    if (inside.value === true) sure.add(keyOf(value.value));
  }
  return [BigInt(Math.max(sure.size, least)), open.rest.value === false ? BigInt(perhaps.size + untold) : null];
}

/** @param {OpenSet} one @param {OpenSet} other */
function shared(one, other) {
  /** @type {[Finding, Finding][]} */
  const members = [
    ...one.members.map(([value, inside]) => [value, conjunction([inside, contains(other, value)])]),
    ...other.members.map(([value, inside]) => [value, conjunction([inside, contains(one, value)])]),
  ];
  return new OpenSet(members, conjunction([one.rest, other.rest]));
}

/** No where a member of one is surely not in the other; yes where nothing else can be in either.
 * @param {OpenSet} one @param {OpenSet} other */
function sameSets(one, other) {
  const parts = [
    ...one.members.map(([value, inside]) => disjunction([negation(inside), contains(other, value)])),
    ...other.members.map(([value, inside]) => disjunction([negation(inside), contains(one, value)])),
  ];
  for (const rest of [one.rest, other.rest]) {
    if (rest.value !== false) parts.push(negation(rest));
  }
  return conjunction(parts);
}

/** The value or outcome, as an answer has it; of an open set with what is certain of it. @param {Finding} finding */
function outcomeOf({ value, told }) {
  if (!(value instanceof NotKnown) || !(told instanceof OpenSet)) return value;
  /** @type {[any, boolean][]} */
  const certain = [];
  for (const [member] of told.members) {
    const inside = contains(told, member).value;
    if (typeof inside === "boolean" && member.decided && member.value !== null) certain.push([member.value, inside]);
  }
  return new NotKnown(value.yes, value.no, value.all, certain.length ? new PartialSet(certain) : null);
}
