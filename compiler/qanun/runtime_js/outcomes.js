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

/** The one value of all cases that hold; different values are a conflict; none: `otherwise`.
 * @param {Core} core @param {string} subject @param {Finding} otherwise @param {Weighed[]} cases @param {[string, string][]} declared */
function agreement(core, subject, otherwise, cases, declared) {
  const holding = cases.filter(({ condition }) => condition.value === true);
  const doubtful = cases.filter(({ condition }) => !condition.decided);
  const decided = holding.filter(({ value }) => value.decided);
  const both = (/** @type {Weighed[]} */ some) => some.flatMap(({ condition, value }) => [condition, value]);
  const clash = clashing(core, subject, decided, declared);
  if (clash !== null) return new Finding(clash, union(both(decided)));
  const open = holding.filter(({ value }) => !value.decided).map(({ value }) => value);
  if (open.length) return remaining([...open, ...doubtful.map(({ condition }) => condition)]);
  if (holding.length) {
    const agreed = holding[0].value.value;
    const rivals = doubtful.filter(({ value }) => !equal(value.value, agreed));
    return rivals.length ? remaining(both(rivals)) : new Finding(agreed, union(both(holding)));
  }
  if (!doubtful.length) {
    const basis = otherwise.basis | union(cases.map(({ condition }) => condition));
    return new Finding(otherwise.value, basis, otherwise.told);
  }
  const values = doubtful.map(({ value }) => value);
  if (!(otherwise.value instanceof NotKnown) && values.every(({ value }) => equal(value, otherwise.value))) {
    return new Finding(otherwise.value, union([otherwise, ...values]));
  }
  return remaining([...both(doubtful), otherwise]);
}

/** Faulty or in conflict where cases that hold give different values; null where they agree.
 * @param {Core} core @param {string} subject @param {Weighed[]} holding @param {[string, string][]} declared */
function clashing(core, subject, holding, declared) {
  /** @type {[string, string][]} */
  const pairs = [];
  holding.forEach((left, place) => {
    for (const right of holding.slice(place + 1)) {
      if (!equal(left.value.value, right.value.value)) pairs.push([left.name, right.name]);
    }
  });
  if (!pairs.length) return null;
  const names = sortedTexts(new Set(pairs.flat()));
  const asPair = (/** @type {[string, string]} */ pair) => sortedTexts(pair).map(measured).join("");
  const known = new Set(declared.map(asPair));
  if (pairs.every((pair) => known.has(asPair(pair)))) return new Pulled(names);
  const grounds = holding
    .filter(({ name }) => names.includes(name))
    .map(({ name, value }) => [name, show(value.value), core.entries.get(name).provisions]);
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
