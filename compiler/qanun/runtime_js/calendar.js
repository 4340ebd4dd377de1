// Days, months and years of the calendar, by hand; moments and the clock of a time zone, by Intl.
//
// A day is its number in the Gregorian calendar carried back without end (1 is 1 January of the year 1), a moment
// the microseconds since 1970 in UTC. A local time that the clocks skip or repeat needs its offset.

const DAYS_TO_1970 = 719163;
const LAST_DAY = 3652059; // 31 December 9999
const FIRST_YEAR_OF_ZONES = 1970;
const A_SECOND = 1_000_000n;
const A_DAY = 86_400n * A_SECOND;
const AN_HOUR = 3_600n * A_SECOND;

/** @param {number} year */
const isLeap = (year) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/** How many days a month has. @param {number} year @param {number} month */
const daysInMonth = (year, month) => (month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31);

/** @param {number} number @param {number} width */
const padded = (number, width = 2) => String(number).padStart(width, "0");

/** A day of the years 1 to 9999. */
class Day {
  /** @param {number} number */
  constructor(number) {
    this.number = number;
  }

  /** @param {number} year @param {number} month 1 for January @param {number} day */
  static of(year, month, day) {
    const before = year - 1;
    let number = before * 365 + Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400);
    for (let one = 1; one < month; one += 1) number += daysInMonth(year, one);
    return new Day(number + day);
  }

  /** Year, month and day. @returns {[number, number, number]} */
  get parts() {
    if (this.known === undefined) this.known = this.reckoned();
    return this.known;
  }

  /** @returns {[number, number, number]} */
  reckoned() {
    let rest = this.number - 1;
    const in400 = Math.floor(rest / 146097);
    rest -= in400 * 146097;
    const in100 = Math.min(3, Math.floor(rest / 36524));
    rest -= in100 * 36524;
    const in4 = Math.floor(rest / 1461);
    rest -= in4 * 1461;
    const in1 = Math.min(3, Math.floor(rest / 365));
    rest -= in1 * 365;
    const year = in400 * 400 + in100 * 100 + in4 * 4 + in1 + 1;
    let month = 1;
    for (; rest >= daysInMonth(year, month); month += 1) rest -= daysInMonth(year, month);
    return [year, month, rest + 1];
  }

  get year() {
    return this.parts[0];
  }
  get month() {
    return this.parts[1];
  }
  get day() {
    return this.parts[2];
  }

  toString() {
    const [year, month, day] = this.parts;
    return `${padded(year, 4)}-${padded(month)}-${padded(day)}`;
  }
}

/** An instant. */
class Moment {
  /** @param {bigint} ticks microseconds since 1970 in UTC */
  constructor(ticks) {
    this.ticks = ticks;
  }

  /**
   * The instant of a clock that is so many seconds ahead of UTC.
   * @param {Day} day
   * @param {bigint} clock microseconds since midnight
   * @param {number} offset
   */
  static of(day, clock, offset = 0) {
    return new Moment(BigInt(day.number - DAYS_TO_1970) * A_DAY + clock - BigInt(offset) * A_SECOND);
  }

  /**
   * The day and the microseconds since midnight, by a clock that is so many seconds ahead of UTC.
   * @param {number} offset
   * @returns {[Day, bigint]}
   */
  on(offset) {
    const local = this.ticks + BigInt(offset) * A_SECOND;
    const days = floorDivided(local, A_DAY);
    return [new Day(Number(days) + DAYS_TO_1970), local - days * A_DAY];
  }

  /** The year in UTC, also before 1 and after 9999. */
  get year() {
    return this.on(0)[0].year;
  }

  /** `2012-03-01T06:00:00+00:00`. */
  get iso() {
    return this.toString().replace(" ", "T");
  }

  /** `2012-03-01 06:00:00+00:00`. */
  toString() {
    const [day, clock] = this.on(0);
    return `${day} ${clockText(clock)}+00:00`;
  }
}

/** `06:00:00`, `06:00:00.000001`. @param {bigint} clock microseconds since midnight */
function clockText(clock) {
  const [hours, minutes, seconds, rest] = clockParts(clock);
  return `${padded(hours)}:${padded(minutes)}:${padded(seconds)}` + (rest ? `.${padded(rest, 6)}` : "");
}

/** Hours, minutes, seconds, microseconds. @param {bigint} clock */
function clockParts(clock) {
  const seconds = Number(clock / A_SECOND);
  return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60, Number(clock % A_SECOND)];
}

/** Whether moments may lie in a year: so that every zone can say what day it is. @param {number} year */
const hasMoments = (year) => 2 <= year && year <= 9998;

// --- zones --------------------------------------------------------------------------------------------------------

/** @type {Map<string, (seconds: number) => number>} */
const clocks = new Map();

/** How many seconds the clock of a zone is ahead of UTC, at seconds since 1970. An error where there is none of this
 * name. @param {string} zone `Asia/Baku` or `+04:00` */
function clockOf(zone) {
  let found = clocks.get(zone);
  if (found === undefined) {
    found = /^[+-]/.test(zone) ? fixedClock(zone) : zoneClock(zone);
    clocks.set(zone, found);
  }
  return found;
}

/** @param {string} text */
function fixedClock(text) {
  const found = /^([+-])(\d\d):(\d\d)$/.exec(text);
  if (!found || Number(found[2]) > 23 || Number(found[3]) > 59) {
    throw new RangeError(`${quoted(text)} is no offset; write it like +04:00`);
  }
  const offset = (Number(found[2]) * 60 + Number(found[3])) * 60 * (found[1] === "-" ? -1 : 1);
  return () => offset;
}

/** @param {string} zone */
function zoneClock(zone) {
  let format;
  try {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
      era: "short",
    });
  } catch {
    throw new RangeError(`there is no time zone ${quoted(zone)}`);
  }
  /** @type {Map<number, number>} */
  const known = new Map();
  return (seconds) => {
    let offset = known.get(seconds);
    if (offset === undefined) {
      if (known.size > 5000) known.clear();
      offset = shownAt(format, seconds) - seconds;
      known.set(seconds, offset);
    }
    return offset;
  };
}

/**
 * What the clock shows, as seconds since it showed the beginning of 1970.
 * @param {Intl.DateTimeFormat} format
 * @param {number} seconds
 */
function shownAt(format, seconds) {
  /** @type {Object<string, number>} */
  const shown = {};
  for (const { type, value } of format.formatToParts(seconds * 1000)) {
    shown[type] = type === "era" ? Number(value.startsWith("B")) : Number(value);
  }
  const year = shown.era ? 1 - shown.year : shown.year;
  const day = Day.of(year, shown.month, shown.day).number - DAYS_TO_1970;
  return day * 86400 + shown.hour * 3600 + shown.minute * 60 + shown.second;
}

/** How far a zone's clock is ahead of UTC, in seconds. @param {Moment} moment @param {string} zone */
const offsetAt = (moment, zone) => clockOf(zone)(Number(floorDivided(moment.ticks, A_SECOND)));

/** The offsets at which a clock may show a local time: of one that it shows twice the earlier first; of one that it
 * skips those before and after. @param {Day} day @param {bigint} clock @param {string} zone
 * @returns {{offsets: [number, number], skipped: boolean}} */
function offsetsOf(day, clock, zone) {
  const at = clockOf(zone);
  const local = (day.number - DAYS_TO_1970) * 86400 + Number(clock / A_SECOND);
  const before = at(local - 86400),
    after = at(local + 86400);
  if (before === after) return { offsets: [before, before], skipped: false };
  const early = at(local - before) === before,
    late = at(local - after) === after;
  if (early && !late) return { offsets: [before, before], skipped: false };
  if (late && !early) return { offsets: [after, after], skipped: false };
  return { offsets: [before, after], skipped: !early };
}

/**
 * The instant of a local time. An error where the clocks skip or repeat it.
 * @param {Day} day
 * @param {bigint} clock
 * @param {string} zone
 */
function atLocal(day, clock, zone) {
  const shown = `${day} ${clockText(clock).slice(0, 5)}`;
  clockOf(zone);
  if (!hasMoments(day.year)) throw new RangeError(`${shown} lies outside the years 2 to 9998`);
  if (day.year < FIRST_YEAR_OF_ZONES && !/^([+-]|UTC$|Etc\/)/.test(zone)) {
    const why = `lies before ${FIRST_YEAR_OF_ZONES}, when tables of its clocks differ`;
    throw new RangeError(`${shown} in ${zone} ${why}; write the offset in place of the zone`);
  }
  const { offsets, skipped } = offsetsOf(day, clock, zone);
  const [first, second] = offsets.map(offsetText);
  if (first === second) return Moment.of(day, clock, offsets[0]);
  const what = skipped
    ? `is skipped: the clocks go from ${first} to ${second}`
    : `comes twice, at ${first} and at ${second}`;
  throw new RangeError(`${shown} in ${zone} ${what}; write the offset in place of the zone`);
}

/** `+04:00`. @param {number} seconds */
function offsetText(seconds) {
  const ahead = Math.abs(seconds);
  const rest = ahead % 60 ? `:${padded(ahead % 60)}` : "";
  return `${seconds < 0 ? "-" : "+"}${padded(Math.floor(ahead / 3600))}:${padded(Math.floor(ahead / 60) % 60)}${rest}`;
}

/** The first instant of a day. @param {Day} day @param {string} zone */
const startOfDay = (day, zone) => onDay(day, 0n, zone, 0);

/** The last instant of a day, a microsecond before the next begins. @param {Day} day @param {string} zone */
const lastInstant = (day, zone) => onDay(day, A_DAY - 1n, zone, 1);

/** @param {Day} day @param {bigint} clock @param {string} zone @param {0|1} which */
function onDay(day, clock, zone, which) {
  if (!hasMoments(day.year)) throw new Fault("OutOfCalendar", { what: `a moment on ${day}` });
  return Moment.of(day, clock, offsetsOf(day, clock, zone).offsets[which]);
}

/** The day on which an event falls in a zone; a day is its own. @param {Day|Moment} event @param {string} zone */
const localDay = (event, zone) => (event instanceof Moment ? event.on(offsetAt(event, zone))[0] : event);

/** The moment itself; of a day its last instant. @param {Day|Moment} event @param {string} zone */
const instant = (event, zone) => (event instanceof Moment ? event : lastInstant(event, zone));

// --- reading ------------------------------------------------------------------------------------------------------

/** @param {string} text */
const quoted = (text) => represented(text);

/** The day `2012-03-01`; an error, with a sentence, where it is none. @param {string} text */
function parseDay(text) {
  const found = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  if (!found) throw new RangeError(`${quoted(text)} is no date; write it like 2012-03-01`);
  const [year, month, day] = found.slice(1).map(Number);
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) {
    throw new RangeError(`there is no day ${text}`);
  }
  return Day.of(year, month, day);
}

/** The instant of `2012-03-01 10:00 Asia/Baku`, `2012-03-01T10:00+04:00`, or a local time in `zone`; an error, with a
 * sentence, where there is none. @param {string} text @param {string} zone */
function parseMoment(text, zone = "") {
  const plain = text[10] === "T" ? `${text.slice(0, 10)} ${text.slice(11)}` : text;
  let words = plain.trim().split(/\s+/);
  if (words.length === 2 && /^.*[+-].{5}$/.test(words[1])) {
    words = [words[0], words[1].slice(0, -6), words[1].slice(-6)];
  }
  if (words.length === 2 && words[1].endsWith("Z")) words = [words[0], words[1].slice(0, -1), "+00:00"];
  if (words.length === 2 && zone) words.push(zone);
  if (words.length !== 3) {
    throw new RangeError(`${quoted(text)} is no moment; write it like 2012-03-01 10:00 Asia/Baku`);
  }
  return atLocal(parseDay(words[0]), parseClock(words[1]), words[2]);
}

/** `10:00`, `10:00:30.5`, as microseconds since midnight. @param {string} text */
function parseClock(text) {
  const found = /^(\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,6})\d*)?)?$/.exec(text);
  const [hours, minutes, seconds] = (found || []).slice(1, 4).map((part) => Number(part || 0));
  if (!found || hours > 23 || minutes > 59 || seconds > 59) {
    throw new RangeError(`${quoted(text)} is no time of the day; write it like 10:00`);
  }
  return BigInt(hours * 3600 + minutes * 60 + seconds) * A_SECOND + BigInt((found[4] || "").padEnd(6, "0"));
}

// --- arithmetic ---------------------------------------------------------------------------------------------------

/** The moment so many hours later (`sign` -1n: earlier); a part of a microsecond is dropped.
 * @param {Moment} moment @param {Duration} hours @param {bigint} sign */
function addHours(moment, hours, sign = 1n) {
  const result = new Moment(moment.ticks + Fraction.of(hours.count).times(new Fraction(sign * AN_HOUR)).floor);
  const days = floorDivided(result.ticks, A_DAY) + BigInt(DAYS_TO_1970);
  if (days < 1n || days > BigInt(LAST_DAY) || !hasMoments(result.year)) {
    throw new Fault("OutOfCalendar", { what: `${moment} and ${hours.count} hours` });
  }
  return result;
}

/** The exact hours from one moment to another. @param {Moment} start @param {Moment} end */
const hoursBetween = (start, end) => new Duration("hours", new Fraction(end.ticks - start.ticks, AN_HOUR));

/** The day so many days later. @param {Day} day @param {bigint} count */
function addDays(day, count) {
  const number = BigInt(day.number) + count;
  if (number < 1n || number > BigInt(LAST_DAY)) {
    throw new Fault("OutOfCalendar", { what: `${day} and ${count} days` });
  }
  return new Day(Number(number));
}

/** The same day of the month so many months later. Where that month has no such day: its last day (`rounding` "down"),
 * or the first of the next month ("up"). @param {Day} day @param {bigint} count @param {string} rounding */
function addMonths(day, count, rounding) {
  const [year, month, number] = day.parts;
  const months = BigInt(year * 12 + month - 1) + count;
  const years = floorDivided(months, 12n);
  if (years < 1n || years > 9999n) throw new Fault("OutOfCalendar", { what: `${day} and ${count} months` });
  const [inYear, inMonth] = [Number(years), Number(months - years * 12n) + 1];
  const length = daysInMonth(inYear, inMonth);
  if (number <= length) return Day.of(inYear, inMonth, number);
  const end = Day.of(inYear, inMonth, length);
  return rounding === "down" ? end : addDays(end, 1n);
}

/**
 * The largest n for which `start` + n months is not later than `end`.
 * @param {Day} start
 * @param {Day} end
 * @param {string} rounding
 */
function fullMonths(start, end, rounding) {
  const count = BigInt((end.year - start.year) * 12 + end.month - start.month);
  return addMonths(start, count, rounding).number <= end.number ? count : count - 1n;
}

/** The full years of life on a day. @param {Day} birth @param {Day} day @param {string} rounding */
function age(birth, day, rounding) {
  const years = BigInt(day.year - birth.year);
  return addMonths(birth, years * 12n, rounding).number <= day.number ? years : years - 1n;
}

// --- periods ------------------------------------------------------------------------------------------------------

/** The last day of a period; a PeriodOpen fault where it has none yet. @param {Period} period */
function closed(period) {
  if (period.end === null) throw new Fault("PeriodOpen", { start: `${period.start}` });
  return period.end;
}

/** How many days lie in at least one of the periods; each counts once. @param {Period[]} periods */
function daysCovered(periods) {
  const ends = periods.map((period) => [period.start.number, closed(period).number]);
  ends.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  let covered = 0,
    reached = 0;
  for (const [start, end] of ends) {
    covered += Math.max(0, end - Math.max(start - 1, reached));
    reached = Math.max(reached, end);
  }
  return BigInt(covered);
}

/** After so many years the calendar is the same again. */
const LEAP_CYCLE = 400;

/** The full months in a period, both its days included. @param {Period} period @param {string} rounding */
function monthsCovered(period, rounding) {
  const end = closed(period);
  if (end.number < LAST_DAY) return fullMonths(period.start, addDays(end, 1n), rounding);
  // the day after the last one lies in no calendar: reckoned a leap cycle of 400 years earlier
  const early = addDays(Day.of(end.year - LEAP_CYCLE, 12, 31), 1n);
  return BigInt(LEAP_CYCLE * 12) + fullMonths(period.start, early, rounding);
}

/** The days that lie in both, or null where there is none. @param {Period} period @param {Period} to */
function clip(period, to) {
  const start = period.start.number >= to.start.number ? period.start : to.start;
  const ends = [period.end, to.end].filter((end) => end !== null).sort((a, b) => a.number - b.number);
  const end = ends.length ? ends[0] : null;
  return end !== null && end.number < start.number ? null : new Period(start, end);
}
