// What of a case could be otherwise, one by one, and which values it could have instead. As in Python.

/** One thing that a case states: a fact; of a list the thing at a place (0 is the first) and its field; of a record its
 * field. Of a set each member by itself: `value` is then whether it is in.
 * @typedef {{spec: Spec, field: Spec|null, number: number|null, kind: Kind, orNone: boolean, value: any, member?: any}} Stated */

/** Of a set of more options each member that is in it may be out, and no other in. */
const MOST_OPTIONS = 12;
/** So many values on either side are told apart. */
const SIDES = 6;
/** Numbers are tried in hundredths. */
const FINEST = 100n;
/** So often a step is doubled: a hundred years of days, of minutes; an amount of any size. */
const REACH = { integer: 40, number: 40, money: 50, date: 17, moment: 27, duration: 21 };
/** The kinds of few values. */
const FEW_VALUES = ["yes/no", "one of", "authority", "country", "set"];

/** All that facts state, in their order. @param {Question} question @param {Map<string, any>} facts by key @returns {Stated[]} */
function statedOf(question, facts) {
  return question.facts.flatMap((spec) => {
    const value = facts.get(spec.key);
    if (value === undefined || value === UNKNOWN) return [];
    if (value instanceof Record) return fieldsStated(spec, value, null);
    if (Array.isArray(value))
      return value.flatMap((thing, number) => (thing instanceof Record ? fieldsStated(spec, thing, number) : []));
    return membersStated({ spec, field: null, number: null, kind: spec.kind, orNone: spec.or_none, value });
  });
}

/** @param {Spec} spec @param {Record} record @param {number|null} number @returns {Stated[]} */
function fieldsStated(spec, record, number) {
  return record.type.fields.flatMap((field) => {
    const value = record.cell(field.key);
    if (value === UNKNOWN || ["record", "list"].includes(field.kind.word)) return [];
    return membersStated({ spec, field, number, kind: field.kind, orNone: field.or_none, value });
  });
}

/** Of a set, each member that may be in it or not; anything else as it is. @param {Stated} whole @returns {Stated[]} */
function membersStated(whole) {
  const { kind, value } = whole;
  if (kind.word !== "set") return [whole];
  if (!(value instanceof Members)) return [];
  const options = (kind.element.options || []).map(([option]) => option);
  const few = options.length && options.length <= MOST_OPTIONS;
  const members = few ? options : [...value.list].sort((a, b) => compareTexts(written(a), written(b)));
  return members.map((member) => ({ ...whole, value: value.has(member), member }));
}

/** What stands there in facts; of a set all of it. @param {Map<string, any>} facts @param {Stated} one */
function within(facts, { spec, field, number }) {
  const whole = facts.get(spec.key);
  const holder = number === null ? whole : whole[number];
  return field === null ? holder : holder.cell(field.key);
}

/** The facts with some of what they state otherwise. @param {Map<string, any>} facts @param {[Stated, any][]} changed */
function otherwise(facts, changed) {
  const found = new Map(facts);
  for (const [one, value] of changed) {
    const whole = found.get(one.spec.key);
    const thing = put(one.number === null ? whole : whole[one.number], one, value);
    found.set(one.spec.key, one.number === null ? thing : whole.map((old, at) => (at === one.number ? thing : old)));
  }
  return found;
}

/** @param {any} whole @param {Stated} one @param {any} value */
function put(whole, one, value) {
  if (one.field === null) return putIn(whole, one, value);
  const { key } = one.field;
  return new Record(whole.type, new Map(whole.cells).set(key, putIn(whole.cell(key), one, value)));
}

/** @param {any} whole @param {Stated} one @param {any} value */
function putIn(whole, { member }, value) {
  if (member === undefined) return value;
  const others = whole.list.filter((/** @type {any} */ known) => !equal(known, member));
  return new Members(value ? [...others, member] : others);
}

// --- values -------------------------------------------------------------------------------------------------------

/** Values that something stated could have instead, the nearest first, of which each is seen otherwise.
 * @param {Stated} one @param {(value: any) => string} seen @param {any[]} constants that the law names, and countries
 * @param {Moment|null} today where a day is looked for that is none now @param {Set<string>} countries */
function nearby(one, seen, constants, today, countries) {
  const tried = new Map([[seen(one.value), one.value]]);
  for (const value of valuesInstead(one, seen, constants, today, countries)) {
    const key = seen(value);
    if (!tried.has(key)) tried.set(key, value);
  }
  return [...tried.values()].slice(1);
}

/** @param {Stated} one @param {(value: any) => string} seen @param {any[]} constants @param {Moment|null} today
 * @param {Set<string>} countries @returns {any[]} */
function valuesInstead(one, seen, constants, today, countries) {
  const { kind, value, orNone } = one;
  const none = orNone && value !== null ? [null] : [];
  if (one.member !== undefined || kind.word === "yes/no") return [...(value === null ? [true, false] : [!value]), ...none];
  if (kind.options) return [...kind.options.map(([option]) => option).filter((option) => option !== value), ...none];
  if (kind.word === "country") {
    const named = [...new Set(constants.filter((constant) => countries.has(constant)))];
    return [...named, ...[...countries].filter((country) => !named.includes(country)).slice(0, 2), ...none];
  }
  if (!Object.hasOwn(REACH, kind.word)) return none;
  const start = value === null ? firstValue(kind, today) : value;
  return [...(start === null ? [] : measuredNear(start, one, seen)), ...none];
}

/** Where a value is looked for, of what has none now. @param {Kind} kind @param {Moment|null} today */
function firstValue({ word, unit }, today) {
  switch (word) {
    case "date":
      return today === null ? null : today.on(0)[0];
    case "moment":
      return today;
    case "integer":
      return 0n;
    case "number":
      return new Fraction(0n);
    case "money":
      return new Money(new Fraction(0n), unit);
    default:
      return new Duration(/** @type {any} */ (unit), 0n);
  }
}

/** The nearest values on either side that are seen otherwise, by their distance.
 * @param {any} start @param {Stated} one @param {(value: any) => string} seen */
function measuredNear(start, one, seen) {
  /** @type {Map<number, string|null>} */
  const steps = new Map();
  const at = (/** @type {number} */ step) => {
    if (!steps.has(step)) {
      const value = movedBy(start, BigInt(step));
      steps.set(step, value === null ? null : seen(value));
    }
    return steps.get(step);
  };
  const found = one.value === null ? [0] : [];
  for (const side of [-1, 1]) found.push(...crossings(at, side, REACH[one.kind.word]));
  const nearest = found.sort((a, b) => Math.abs(a) - Math.abs(b) || a - b);
  return nearest.map((step) => movedBy(start, BigInt(step)));
}

/** The first steps on a side from which on something else is seen: doubled, then halved.
 * @param {(step: number) => string|null} at @param {number} side @param {number} reach */
function crossings(at, side, reach) {
  const found = [];
  let near = 0;
  for (let power = 0; power < reach; power += 1) {
    const step = side * 2 ** power;
    const isLast = at(step) === null;
    const far = isLast ? lastStep(at, near, step) : step;
    while (at(near) !== at(far) && found.length < SIDES) {
      let [low, high] = [near, far];
      while (Math.abs(high - low) > 1) {
        const middle = Math.floor((low + high) / 2);
        if (at(middle) === at(near)) low = middle;
        else high = middle;
      }
      found.push(high);
      near = high;
    }
    if (isLast) break;
    near = far;
  }
  return found;
}

/** The last step towards `far` at which there is a value.
 * @param {(step: number) => string|null} at @param {number} near @param {number} far */
function lastStep(at, near, far) {
  while (Math.abs(far - near) > 1) {
    const middle = Math.floor((near + far) / 2);
    if (at(middle) === null) far = middle;
    else near = middle;
  }
  return near;
}

/** A value so many of the smallest steps away; null where there is none, or it would be below nothing and was not.
 * @param {any} value @param {bigint} step */
function movedBy(value, step) {
  if (value instanceof Moment) {
    const found = new Moment(value.ticks + 60n * A_SECOND * step);
    return hasMoments(found.year) ? found : null;
  }
  if (value instanceof Day) {
    const number = BigInt(value.number) + step;
    return number < 1n || number > BigInt(LAST_DAY) ? null : new Day(Number(number));
  }
  if (value instanceof Money) {
    const coins = 10n ** BigInt(decimalsOf(value.currency));
    const amount = notBelow(value.amount.plus(new Fraction(step, coins)), value.amount);
    return amount === null ? null : new Money(amount, value.currency);
  }
  if (value instanceof Duration) {
    const before = Fraction.of(value.count);
    const count = notBelow(before.plus(new Fraction(step)), before);
    return count === null ? null : new Duration(value.unit, count);
  }
  if (value instanceof Fraction) return notBelow(value.plus(new Fraction(step, FINEST)), value);
  const count = value + step;
  return count < 0n && value >= 0n ? null : count;
}

/** A number; null where it is below nothing and that before was not. @param {Fraction} number @param {Fraction} before */
const notBelow = (number, before) => (number.n < 0n && before.n >= 0n ? null : number);
