// The operators of the core: one pure function each, over decided values.
//
// A Fault is thrown where the law's own words fail. Terms, money and penalties are among them.

/** @param {any} left @param {any} right @param {bigint} sign */
function combined(left, right, sign) {
  if (typeof left === "bigint" && typeof right === "bigint") return bounded(left + sign * right);
  if (isNumber(left) && isNumber(right)) {
    return bounded(Fraction.of(left).plus(Fraction.of(right).times(new Fraction(sign))));
  }
  if (left instanceof Money) {
    return new Money(bounded(left.amount.plus(right.amount.times(new Fraction(sign)))), sameCurrency(left, right));
  }
  if (left instanceof Moment) return addHours(left, right, sign);
  return new Duration(left.unit, combined(left.count, right.count, sign));
}

/** @param {Money} left @param {Money} right */
function sameCurrency(left, right) {
  if (left.currency !== right.currency) throw new TypeError(`${left.currency} and ${right.currency} do not mix`);
  return left.currency;
}

/** @param {any} left @param {any} right @returns {any} */
function times(left, right) {
  if (typeof left === "bigint" && typeof right === "bigint") return bounded(left * right);
  if (isNumber(left) && isNumber(right)) return bounded(Fraction.of(left).times(Fraction.of(right)));
  if (isNumber(left)) return times(right, left);
  if (left instanceof Money) return new Money(bounded(left.amount.times(Fraction.of(right))), left.currency);
  return new Duration(left.unit, times(left.count, right));
}

/** @param {any} quantity */
function negated(quantity) {
  if (typeof quantity === "bigint") return -quantity;
  if (quantity instanceof Fraction) return quantity.negative;
  if (quantity instanceof Money) return new Money(quantity.amount.negative, quantity.currency);
  return new Duration(quantity.unit, negated(quantity.count));
}

/** @param {any} left @param {any} right @param {string} divisor the divisor as the rule writes it */
function divided(left, right, divisor = "") {
  const by = right instanceof Money ? right.amount : Fraction.of(right);
  if (by.n === 0n) throw new Fault("DivisionByZero", { divisor });
  if (!(left instanceof Money)) return bounded(Fraction.of(left).over(by));
  if (right instanceof Money) {
    sameCurrency(left, right);
    return bounded(left.amount.over(by));
  }
  return new Money(bounded(left.amount.over(by)), left.currency);
}

/** How many times one length of time is as long as another of its kind.
 * @param {Duration} left @param {Duration} right @param {string} divisor what is said where that is 0 */
const ratio = (left, right, divisor = "") => divided(left.count, right.count, divisor);

/**
 * The multiple of `step` that the mode chooses.
 * @param {Fraction} number
 * @param {string} mode
 * @param {Fraction} step above 0
 */
function roundTo(number, mode, step) {
  const steps = number.over(step);
  const half = new Fraction(1n, 2n);
  let count;
  if (mode === "up") count = -steps.negative.floor;
  else if (mode === "down") count = steps.floor;
  else count = steps.n < 0n ? -steps.negative.plus(half).floor : steps.plus(half).floor;
  return step.times(new Fraction(count));
}

/** A StepNotAboveZero fault where the step is 0 or below. @param {any} value @param {string} mode @param {any} step */
function rounded(value, mode, step = 1n) {
  const size = step instanceof Money ? step.amount : Fraction.of(step);
  if (size.n <= 0n) throw new Fault("StepNotAboveZero", { step: show(step) });
  if (value instanceof Money) return new Money(roundTo(value.amount, mode, size), value.currency);
  const result = roundTo(Fraction.of(value), mode, size);
  return typeof step === "bigint" ? result.n : result;
}

/** @param {Day} day @param {Duration} length @param {string} rounding @param {bigint} sign */
function movedDay(day, length, rounding, sign) {
  const count = sign * /** @type {bigint} */ (length.count);
  return length.unit === "months" ? addMonths(day, count, rounding) : addDays(day, count);
}

/** @param {bigint} count */
const days = (count) => new Duration("days", count);

/** The period; a PeriodReversed fault where it would end before it starts. @param {Day} start @param {Day|null} end */
function period(start, end) {
  if (end !== null && end.number < start.number) {
    throw new Fault("PeriodReversed", { start: `${start}`, end: `${end}` });
  }
  return new Period(start, end);
}

/** @param {Period|Period[]} spans @param {Period} to */
function clippedTo(spans, to) {
  if (!Array.isArray(spans)) return clip(spans, to);
  return spans.map((span) => clip(span, to)).filter((part) => part !== null);
}

/** The years before a day: the k-th from `day` − k years to `day` − (k−1) years − 1 day.
 * @param {bigint} count @param {Day} day @param {string} rounding */
function yearsBefore(count, day, rounding) {
  const found = [];
  let after = day;
  for (let back = 1n; back <= count; back += 1n) {
    const start = addMonths(day, -12n * back, rounding);
    found.push(new Period(start, addDays(after, -1n)));
    after = start;
  }
  return found;
}

/** The pieces of a period, in order; `last` tells the last day of the piece in which a day lies.
 * @param {Period} span @param {(day: Day) => Day} last */
function piecesOf(span, last) {
  const end = closed(span);
  const found = [];
  let start = span.start;
  for (let piece = last(start); piece.number < end.number; piece = last(start)) {
    found.push(new Period(start, piece));
    start = addDays(piece, 1n);
  }
  return [...found, new Period(start, end)];
}

const lastOfMonth = (/** @type {Day} */ day) => Day.of(day.year, day.month, daysInMonth(day.year, day.month));
const lastOfYear = (/** @type {Day} */ day) => Day.of(day.year, 12, 31);

// --- terms --------------------------------------------------------------------------------------------------------

/**
 * The event, or null where it is later than `asOf`.
 * @param {Day|Moment|null} event
 * @param {Day|Moment} asOf
 * @param {string} zone
 */
function happened(event, asOf, zone) {
  if (event === null) return null;
  if (event instanceof Moment) return event.ticks <= instant(asOf, zone).ticks ? event : null;
  return event.number <= localDay(asOf, zone).number ? event : null;
}

/**
 * The end of a term after an event.
 * @param {any} length
 * @param {Day|Moment|null} event
 * @param {string} zone
 * @param {string} rounding
 */
function limitAfter(length, event, zone, rounding) {
  if (event === null) return null;
  if (length instanceof MonthsAndDays) {
    return new Limit(addDays(addMonths(localDay(event, zone), length.months, rounding), length.days), true);
  }
  if (length.unit === "hours") return new Limit(addHours(/** @type {Moment} */ (event), length), true);
  return new Limit(movedDay(localDay(event, zone), length, rounding, 1n), true);
}

/**
 * The end of a term that runs up to an event, itself in time or not; before a day it ends with the day before.
 * @param {Day|Moment|null} event
 * @param {boolean} included
 */
function limitAt(event, included) {
  if (event === null) return null;
  return included || event instanceof Moment ? new Limit(event, included) : new Limit(addDays(event, -1n), true);
}

/** @param {Limit|null} limit @param {Day|Moment} asOf @param {string} zone */
function limitPassed(limit, asOf, zone) {
  if (limit === null) return false;
  const now = instant(asOf, zone);
  const order = limit.at instanceof Moment ? compare(now, limit.at) : compare(localDay(now, zone), limit.at);
  return order > 0 || (order === 0 && !limit.included);
}

/** Whether what happened at the event was in time; what has not happened was not.
 * @param {Limit|null} limit @param {Day|Moment|null} event @param {string} zone */
function inTime(limit, event, zone) {
  if (event === null || limit === null) return event !== null;
  const both = limit.at instanceof Moment && event instanceof Moment;
  const order = both ? compare(event, limit.at) : compare(localDay(event, zone), localDay(limit.at, zone));
  return order < 0 || (order === 0 && (limit.included || (!both && limit.at instanceof Moment)));
}

/** @param {Limit|null} left @param {Limit|null} right @param {string} zone */
function laterLimit(left, right, zone) {
  if (left === null || right === null) return null;
  const [one, other] = [reach(left, zone), reach(right, zone)];
  const order = compareSizes(other[0], one[0]) || Number(other[1]) - Number(one[1]);
  return order > 0 ? right : left;
}

/**
 * The instant up to which there is time, and whether it is itself in.
 * @param {Limit} limit
 * @param {string} zone
 * @returns {[bigint, boolean]}
 */
function reach(limit, zone) {
  if (limit.at instanceof Moment) return [limit.at.ticks, limit.included];
  return [startOfDay(limit.included ? addDays(limit.at, 1n) : limit.at, zone).ticks, false];
}

// --- penalties ----------------------------------------------------------------------------------------------------

/** So many days at least has a month: fewer days and some months are surely less than a month more. */
const SHORTEST_MONTH = 28n;

/** @param {any} left @param {any} right */
function atMost(left, right) {
  const alike = left.constructor === right.constructor && !(left instanceof MonthsAndDays);
  if (alike && left.unit === right.unit && left.currency === right.currency) return compare(left, right) <= 0;
  if (left instanceof MonthsAndDays && right.unit === "months") {
    if (left.months >= right.count || left.days < SHORTEST_MONTH) return left.months < right.count;
  }
  if (left.unit === "months" && right instanceof MonthsAndDays) {
    if (right.months >= left.count || right.days < SHORTEST_MONTH) return left.count <= right.months;
  }
  throw new Fault("NotComparable", { left: show(left), right: show(right) });
}

/** Whether the penalty, with all that is imposed with it, is one of the alternatives, each part in its range.
 * @param {Penalties} penalties @param {Penalty} penalty */
function allows(penalties, penalty) {
  const byKind = (a, b) => compareTexts(a.kind, b.kind);
  const imposed = [penalty, ...penalty.also].sort(byKind);
  return penalties.alternatives.some((alternative) => {
    const wanted = [...alternative].sort(byKind);
    if (imposed.length !== wanted.length || imposed.some((part, i) => part.kind !== wanted[i].kind)) return false;
    return imposed.every(({ amount }, i) => {
      const { low, high } = wanted[i];
      return (low === null || atMost(low, amount)) && atMost(amount, high);
    });
  });
}

// --- the table ----------------------------------------------------------------------------------------------------

/** Every operator by the name that the core uses. @type {Object<string, (...operands: any[]) => any>} */
const OPERATORS = {
  "=": equal,
  "!=": (a, b) => !equal(a, b),
  "<": (a, b) => compare(a, b) < 0,
  "<=": (a, b) => compare(a, b) <= 0,
  ">": (a, b) => compare(a, b) > 0,
  ">=": (a, b) => compare(a, b) >= 0,
  "+": (a, b) => combined(a, b, 1n),
  "-": (a, b) => combined(a, b, -1n),
  "*": times,
  "/": divided,
  ratio,
  negate: negated,
  "to number": (integer) => Fraction.of(integer),
  rounded,
  "date plus": (day, length, rounding) => movedDay(day, length, rounding, 1n),
  "date minus": (day, length, rounding) => movedDay(day, length, rounding, -1n),
  "days between": (start, end) => days(BigInt(end.number - start.number)),
  "hours between": hoursBetween,
  "date of": localDay,
  "year of": (day) => BigInt(day.year),
  "month of": (day) => BigInt(day.month),
  "day of": (day) => BigInt(day.day),
  "weekday of": (day) => BigInt(((day.number + 6) % 7) + 1),
  "age of": age,
  "first day of month": (day) => Day.of(day.year, day.month, 1),
  "last day of month": lastOfMonth,
  "first day of year": (day) => Day.of(day.year, 1, 1),
  "last day of year": lastOfYear,
  "end of day": lastInstant,
  "later of": (a, b) => (a === null || b === null ? null : compare(b, a) > 0 ? b : a),
  "earlier of": (a, b) => (a === null ? b : b === null ? a : compare(b, a) < 0 ? b : a),
  "larger of": (a, b) => (compare(a, b) < 0 ? b : a),
  "smaller of": (a, b) => (compare(b, a) < 0 ? b : a),
  "is none": (value) => value === null,
  period,
  "start of": (span) => span.start,
  "end of period": (span) => span.end,
  contains: (span, day) => span.start.number <= day.number && (span.end === null || day.number <= span.end.number),
  overlap: (a, b) => clip(a, b) !== null,
  "clipped to": clippedTo,
  "days in": (spans) => days(daysCovered(Array.isArray(spans) ? spans : [spans])),
  "full months in": (span, rounding = "down") => new Duration("months", monthsCovered(span, rounding)),
  "full years in": (span, rounding = "down") =>
    new Duration("months", floorDivided(monthsCovered(span, rounding), 12n) * 12n),
  "calendar months of": (span) => piecesOf(span, lastOfMonth),
  "calendar years of": (span) => piecesOf(span, lastOfYear),
  "years before": (count, day, rounding = "down") => yearsBefore(count, day, rounding),
  "has member": (members, member) => members.has(member),
  "is empty": (members) => countOf(members) === 0n,
  "count of": (members) => countOf(members),
  "together with": (left, right) => [...left, ...right],
  "in common": (left, right) => new Members(left.list.filter((member) => right.has(member))),
  allows,
  happened,
  "limit after": limitAfter,
  "limit at": limitAt,
  "limit passed": limitPassed,
  "in time": inTime,
  "limit value": (limit) => (limit === null ? null : limit.at),
  "later limit": laterLimit,
};

/** @param {Members|any[]} members */
const countOf = (members) => BigInt(Array.isArray(members) ? members.length : members.byKey.size);

/**
 * Whether an operand is none that may not be; the rows of the operators say where it may.
 * @param {string} operator
 * @param {any[]} operands
 */
function lacks(operator, operands) {
  const none = TAKES_NONE[operator];
  if (none === "anywhere") return false;
  return (none === "last" ? operands.slice(0, -1) : operands).includes(null);
}
