// Values as people read them: in explanations, in the form, in headlines.

const MONTH_NAMES = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/** @type {Map<string, string>} */
const NO_WORDS = new Map();

/** A value in words. Moments stand in `zone`; `words` says how options and bodies are read.
 * @param {any} value @param {string} zone @param {Map<string, string>} words @returns {string} */
function show(value, zone = "", words = NO_WORDS) {
  if (value === null) return "none";
  if (value === true) return "yes";
  if (value === false) return "no";
  if (value === UNKNOWN) return "unknown";
  if (typeof value === "string") return words.has(value) ? words.get(value) : value;
  if (value instanceof Moment) return showMoment(value, zone);
  if (value instanceof Day) return showDay(value);
  if (isNumber(value)) return showNumber(value);
  if (value instanceof Money) return showMoney(value);
  if (value instanceof Duration || value instanceof MonthsAndDays) return showDuration(value);
  return showCompound(value, (part) => show(part, zone, words), zone);
}

/** @param {any} value @param {(part: any) => string} inner @param {string} zone */
function showCompound(value, inner, zone) {
  if (value instanceof Period) {
    const start = showDay(value.start);
    return value.end === null ? `from ${start}, still running` : `${start} to ${showDay(value.end)}`;
  }
  if (value instanceof Limit) return (value.included ? "" : "before ") + show(value.at, zone);
  if (value instanceof Penalty) return listed([value, ...value.also].map(showPenalty), "and");
  if (value instanceof PenaltyRange) return showRange(value);
  if (value instanceof Penalties) {
    return value.alternatives.map((ranges) => listed(ranges.map(showRange), "and")).join(", or ");
  }
  if (value instanceof Members) return listed(sortedTexts(value.list.map(inner)), "and") || "none of them";
  if (value instanceof PartialSet) {
    const among = (/** @type {boolean} */ wanted) =>
      value.members.filter(([, there]) => there === wanted).map(([member]) => inner(member));
    const inside = listed(among(true), "and"),
      outside = listed(among(false), "or");
    return [...(inside ? [inside] : []), ...(outside ? [`not ${outside}`] : []), "others unknown"].join("; ");
  }
  if (Array.isArray(value)) return listed(value.map(inner), "and") || "none";
  if (value instanceof Record) {
    return value.type.fields.map(({ key, label }) => `${label} ${inner(value.cell(key))}`).join("; ");
  }
  return String(value);
}

/** `a, b and c`. @param {string[]} words @param {string} last */
function listed(words, last) {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} ${last} ${words[words.length - 1]}`;
}

/** `1 March 2012`. @param {Day} day */
const showDay = (day) => `${day.day} ${MONTH_NAMES[day.month - 1]} ${day.year}`;

/** `1 March 2012 at 10:00 (Asia/Baku)`. Where the clocks repeat the time, its offset is added; the last instant of a
 * day is its end: `the end of 1 March 2012 (Asia/Baku)`. @param {Moment} moment @param {string} zone */
function showMoment(moment, zone = "") {
  const offset = zone ? offsetAt(moment, zone) : 0;
  const [day, clock] = moment.on(offset);
  let name = zone || "UTC";
  if (clock === A_DAY - 1n) return `the end of ${showDay(day)} (${name})`;
  const [hours, minutes, seconds, rest] = clockParts(clock);
  let shown = `${padded(hours)}:${padded(minutes)}`;
  if (seconds || rest) shown += `:${padded(seconds)}`;
  if (rest) shown += `.${padded(rest, 6)}`.replace(/0+$/, "");
  const { offsets, skipped } = zone ? offsetsOf(day, clock, zone) : { offsets: [0, 0], skipped: false };
  if (!skipped && offsets[0] !== offsets[1]) name = `${name}, ${offsetText(offset)}`;
  return `${showDay(day)} at ${shown} (${name})`;
}

/** `2,500`, `0.14`; what decimals cannot say, as a fraction. @param {bigint|Fraction} number */
function showNumber(number) {
  const exact = Fraction.of(number);
  const text = decimalText(exact);
  if (text === null) return `${grouped(`${exact.n}`)}/${grouped(`${exact.d}`)}`;
  const [whole, places] = text.split(".");
  return (whole.length > 3 ? grouped(whole) : whole) + (places === undefined ? "" : `.${places}`);
}

/** @param {string} digits */
const grouped = (digits) => digits.replace(/\B(?=(\d{3})+$)/g, ",");

/** Exact decimal digits; null where there is no end to them. @param {Fraction} number */
function decimalText(number) {
  let rest = number.d,
    places = 0;
  for (const prime of [2n, 5n]) {
    let power = 0;
    for (; rest % prime === 0n; rest /= prime) power += 1;
    places = Math.max(places, power);
  }
  if (rest !== 1n) return null;
  const digits = `${(absolute(number.n) * 10n ** BigInt(places)) / number.d}`.padStart(places + 1, "0");
  const sign = number.n < 0n ? "-" : "";
  return sign + (places ? `${digits.slice(0, -places)}.${digits.slice(-places)}` : digits);
}

/** `200 AZN`, `1,200.50 AZN`. @param {Money} money */
function showMoney({ amount, currency }) {
  const text = showNumber(amount);
  return `${/^[^/]*\.\d$/.test(text) ? `${text}0` : text} ${currency}`;
}

/** `48 hours`, `1 day`, `1 year 6 months`. @param {Duration|MonthsAndDays} length @returns {string} */
function showDuration(length) {
  if (length instanceof MonthsAndDays) {
    return `${showDuration(new Duration("months", length.months))} ${counting(length.days, "day")}`;
  }
  if (length.unit !== "months") return counting(length.count, length.unit.slice(0, -1));
  const count = /** @type {bigint} */ (length.count);
  const years = absolute(count) / 12n,
    months = absolute(count) % 12n;
  const parts = years ? [counting(years, "year")] : [];
  if (months || !years) parts.push(counting(months, "month"));
  return (count < 0n ? "-" : "") + parts.join(" ");
}

/** @param {bigint|Fraction} count @param {string} unit */
const counting = (count, unit) => `${showNumber(count)} ${unit}${count === 1n || count === -1n ? "" : "s"}`;

/**
 * `a fine of 200 to 500 AZN`, `imprisonment for 2 to 5 years`, `a fine of up to 500 AZN`.
 * @param {PenaltyRange} limits
 */
function showRange({ kind, low, high }) {
  let amount = show(high);
  if (low === null) amount = `up to ${amount}`;
  else if (!equal(low, high)) amount = `${withoutUnit(show(low), amount)} to ${amount}`;
  return ofKind(kind, high instanceof Money, amount);
}

/** @param {string} kind @param {boolean} paid @param {string} amount */
function ofKind(kind, paid, amount) {
  const words = kind === "fine" ? "a fine" : kind.replaceAll("_", " ");
  return `${words} ${paid ? "of" : "for"} ${amount}`;
}

/**
 * `2` of `2 years`, where the other end is in years too and so needs no second word.
 * @param {string} low
 * @param {string} high
 */
function withoutUnit(low, high) {
  const [number, unit] = parted(low),
    [, other] = parted(high);
  return unit.replace(/s+$/, "") === other.replace(/s+$/, "") ? number : low;
}

/** What stands before and behind the first blank. @param {string} text @returns {[string, string]} */
function parted(text) {
  const at = text.indexOf(" ");
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}

/** A penalty without what is imposed together with it. @param {Penalty} penalty */
const showPenalty = ({ kind, amount }) => ofKind(kind, amount instanceof Money, show(amount));

/** @param {string} text */
const capital = (text) => text.slice(0, 1).toUpperCase() + text.slice(1);
