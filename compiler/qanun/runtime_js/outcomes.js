// What operators, grounds and lists make of the findings of their parts.

/** An operator needs all its operands; only bounds, and what is told of sets, can decide it before.
 * @param {string} operator @param {Finding[]} operands */
function application(operator, operands) {
  const values = operands.map((operand) => operand.value);
  if (operands.every((operand) => operand.decided)) {
    if (lacks(operator, values)) return absent();
    const basis = union(operands);
    try {
      return new Finding(OPERATORS[operator](...values), basis);
    } catch (fault) {
      if (fault instanceof Fault) return new Finding(new Faulty([fault]), basis);
      throw fault;
    }
  }
  if (operands.some((operand) => operand.told instanceof OpenSet)) {
    const found = applied(operator, operands);
    if (found !== null) return new Finding(found.value, found.basis, found.told);
  }
  if (operands.some((operand) => operand.told instanceof Unnamed)) {
    const differs = Unnamed.compared(operator, operands);
    if (differs !== null) return new Finding(differs, union(operands));
  }
  const outcome = remaining(operands);
  if (operands.length !== 2) return outcome;
  const one = bounds(operands[0]),
    other = bounds(operands[1]);
  if (one === null || other === null) return outcome;
  const verdict = compared(operator, one, other);
  if (verdict !== null) return new Finding(verdict, union(operands));
  if (operator === "+") outcome.told = added(one, other);
  return outcome;
}

/** @typedef {{name: string, condition: Finding, value: Finding}} Weighed */

/** Of two cases whether both names stand in one of the pairs that pull apart where both hold.
 * @typedef {(one: Weighed, other: Weighed) => boolean} Apart */

/** @param {[string, string][]} declared @returns {Apart} */
function apartBy(declared) {
  return (one, other) =>
    declared.some(
      ([left, right]) =>
        (left === one.name && right === other.name) || (left === other.name && right === one.name),
    );
}

/** Whether the values of two cases differ, or can: what is undecided equals nothing.
 * @param {Weighed} one @param {Weighed} other */
const canDiffer = (one, other) =>
  !(one.value.decided && other.value.decided) || !equal(one.value.value, other.value.value);

/** @param {Weighed[]} cases */
const conditionsAndValues = (cases) => cases.flatMap(({ condition, value }) => [condition, value]);

/** @param {Weighed[]} cases @returns {[Weighed, Weighed][]} */
const pairsOf = (cases) =>
  cases.flatMap((one, place) => cases.slice(place + 1).map((other) => /** @type {[Weighed, Weighed]} */ ([one, other])));

/** The one value of all cases that hold; `otherwise` where none does. Of a declared pair both pull apart where both hold,
 * whatever their values; others that hold with different values are a conflict, which no further case can settle. A case
 * of which it is not known whether it holds leaves open what it can still change.
 * @param {Core} core @param {string} subject @param {Finding} otherwise @param {Weighed[]} cases @param {[string, string][]} declared */
function agreement(core, subject, otherwise, cases, declared) {
  const apart = apartBy(declared);
  const holding = cases.filter(({ condition }) => condition.value === true);
  const doubtful = cases.filter(({ condition }) => !condition.decided);
  const decided = holding.filter(({ value }) => value.decided);
  const clashing = pairsOf(decided).filter(([one, other]) => canDiffer(one, other) && !apart(one, other));
  if (clashing.length) {
    const named = decided.filter((one) => clashing.some((pair) => pair.includes(one)));
    return new Finding(conflictOf(core, subject, named), union(conditionsAndValues(decided)));
  }
  const pulled = declared.length ? pairsOf(holding).filter(([one, other]) => apart(one, other)) : [];
  if (pulled.length) return pulledApart(pulled, holding, doubtful, apart);
  if (!holding.length && !doubtful.length) {
    const basis = otherwise.basis | union(cases.map(({ condition }) => condition));
    return new Finding(otherwise.value, basis, otherwise.told);
  }
  return oneValue(holding, doubtful, otherwise, apart);
}

/** The cases; the value of one is unknown where it is a record that may or may not be that of another.
 * @param {Weighed[]} cases @param {Finding} otherwise @param {(place: number) => bigint} through the facts through which
 * the value of a case is found @param {string[]} origins what tells each value, and `otherwise`: of one origin are the same
 * @returns {Weighed[]} */
function withOpenRecords(cases, otherwise, through, origins) {
  if (!cases.some(({ value }) => value.value instanceof Record)) return cases;
  const present = cases.map(({ condition, value }) => condition.value !== false && value.decided);
  const rivals = cases.map(({ value }, place) => ({ origin: origins[place], value })).filter((_, place) => present[place]);
  if (otherwise.decided && !cases.some(({ condition }) => condition.value === true)) {
    rivals.push({ origin: origins[cases.length], value: otherwise });
  }
  const isOpen = (/** @type {Weighed} */ one, /** @type {number} */ place) =>
    rivals.some(({ origin, value }) => origin !== origins[place] && alike(one.value.value, value.value) === null);
  return cases.map((one, place) => {
    if (!present[place] || !isOpen(one, place)) return one;
    const missing = notKnown(through(place));
    return { ...one, value: new Finding(missing, one.value.basis) };
  });
}

/** `agreement`, where pairs are declared under conditions too: `asked`, of which each side may hold. Where a condition is
 * open, it is settled if all such pairs or none of them would change nothing: what lies between is then the same too.
 * @param {Core} core @param {string} subject @param {Finding} otherwise @param {Weighed[]} cases
 * @param {[string, string][]} declared @param {{one: string, other: string, when: Finding}[]} asked */
function agreedWhen(core, subject, otherwise, cases, declared, asked) {
  if (!asked.length) return agreement(core, subject, otherwise, cases, declared);
  const pairsWhere = (/** @type {(when: Finding) => boolean} */ so) =>
    asked.filter(({ when }) => so(when)).map(({ one, other }) => /** @type {[string, string]} */ ([one, other]));
  const held = [...declared, ...pairsWhere(({ value }) => value === true)];
  const doubtful = pairsWhere(({ decided }) => !decided);
  let found = agreement(core, subject, otherwise, cases, held);
  if (doubtful.length) {
    const most = agreement(core, subject, otherwise, cases, [...held, ...doubtful]);
    const doubt = disjunction(asked.filter(({ when }) => !when.decided).map(({ when }) => when));
    found = choice(doubt, most, found);
  }
  return resting(found, union(asked.filter(({ when }) => when.decided).map(({ when }) => when)));
}

/** The value, where none that are sure to hold are at odds.
 * @param {Weighed[]} holding @param {Weighed[]} doubtful @param {Finding} otherwise @param {Apart} apart */
function oneValue(holding, doubtful, otherwise, apart) {
  const values = holding.map(({ value }) => value);
  const decided = values.filter((value) => value.decided);
  const loose = doubtful.filter(
    (one) =>
      !decided.length ||
      !equal(one.value.value, decided[0].value) ||
      [...holding, ...doubtful].some((other) => apart(one, other)),
  );
  if (decided.length < values.length) return remaining([...values, ...conditionsAndValues(loose)]);
  if (holding.length) {
    if (loose.length) return remaining(conditionsAndValues(loose));
    return new Finding(decided[0].value, union(conditionsAndValues(holding)));
  }
  const possible = doubtful.map(({ value }) => value);
  const atOdds = pairsOf(doubtful).some(([one, other]) => apart(one, other));
  const settled = !(otherwise.value instanceof NotKnown) && !atOdds;
  if (settled && possible.every(({ value }) => equal(value, otherwise.value))) {
    return new Finding(otherwise.value, union([otherwise, ...possible]));
  }
  return remaining([...conditionsAndValues(loose), otherwise]);
}

/** In conflict; but not settled while a further case, or a value, can make it a fault or add to it.
 * @param {[Weighed, Weighed][]} pulled @param {Weighed[]} holding @param {Weighed[]} doubtful @param {Apart} apart */
function pulledApart(pulled, holding, doubtful, apart) {
  const sides = holding.filter((one) => pulled.some((pair) => pair.includes(one)));
  const names = sortedTexts(new Set(sides.map(({ name }) => name)));
  const outcome = new Finding(new Pulled(names), union(sides.map(({ condition }) => condition)));
  const joining = doubtful.filter((one) =>
    [...holding, ...doubtful].some((other) => canDiffer(one, other) || apart(one, other)),
  );
  const present = [...holding, ...joining];
  const open = holding.filter((one) => present.some((other) => one !== other && !apart(one, other)));
  return remaining([outcome, ...open.map(({ value }) => value), ...conditionsAndValues(joining)]);
}

/** @param {Core} core @param {string} subject @param {Weighed[]} clashing */
function conflictOf(core, subject, clashing) {
  const grounds = clashing.map(({ name, value }) => [name, show(value.value), core.entries.get(name).provisions]);
  return core.atFault(new Fault("Conflict", { grounds }), subject);
}

/** @typedef {{where: Finding, body: Finding}} Row */

/**
 * What a quantifier makes of its things.
 * @param {string} kind
 * @param {Row[]} rows
 * @param {Finding|null} ifNone
 * @returns {Finding}
 */
function gathered(kind, rows, ifNone) {
  switch (kind) {
    case "some":
      return disjunction(rows.map(({ where, body }) => conjunction([where, body])));
    case "every":
      return conjunction(rows.map(({ where, body }) => disjunction([negation(where), body])));
    case "count":
      return howMany(rows.map(({ where }) => where));
  }
  const kept = rows.filter(({ where }) => where.value !== false);
  const parts = kept.flatMap(({ where, body }) => [where, body]);
  if (parts.some((part) => !part.decided)) {
    const outcome = remaining(parts);
    if (kind === "sum") outcome.told = total(kept);
    return outcome;
  }
  const values = kept.map(({ body }) => body.value);
  if (values.includes(null)) return absent();
  const basis = union(rows.filter(({ where }) => where.value === false).map(({ where }) => where)) | union(parts);
  if (kind === "sum") return summed(values, ifNone === null ? 0n : ifNone.value, basis);
  if (!values.length) return new Finding(ifNone.value, ifNone.basis | basis, ifNone.told);
  const better = OPERATORS[kind === "smallest" ? "<" : ">"];
  return new Finding(
    values.reduce((best, value) => (better(value, best) ? value : best)),
    basis,
  );
}

/** @param {any[]} values @param {any} zero @param {bigint} basis */
function summed(values, zero, basis) {
  try {
    return new Finding(
      values.reduce((sum, value) => OPERATORS["+"](sum, value), zero),
      basis,
    );
  } catch (fault) {
    if (fault instanceof Fault) return new Finding(new Faulty([fault]), basis);
    throw fault;
  }
}

/** The bounds of a sum of integers: what may count adds its own to one end, or to neither.
 * @param {Row[]} kept @returns {Bounds|null} */
function total(kept) {
  /** @type {Bounds} */
  let sum = [0n, 0n];
  for (const { where, body } of kept) {
    const own = bounds(body);
    if (own === null) return null;
    sum = added(sum, where.value === true ? own : [lowest(own[0], 0n), highest(own[1], 0n)]);
  }
  return sum;
}
