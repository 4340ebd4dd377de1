// Which of the facts given decided. As in Python.

/** Of so many facts the smallest set is found; of more an irreducible one. */
const SURELY = 12;

/** Whether these facts alone make a case come to the same. More facts are enough where fewer are.
 * @typedef {(kept: Set<string>) => boolean} Enough */

/** A set of facts under which a case still comes to the same: of up to `SURELY` a smallest one, of more one of which none
 * can be left out. @param {string[]} stated @param {Enough} enough */
function decisive(stated, enough) {
  const [fromLast, fromFirst] = [[...stated].reverse(), stated].map((order) => irreducible(order, enough));
  let found = fromFirst.size < fromLast.size ? fromFirst : fromLast;
  if (stated.length <= SURELY) found = smallest(stated, found, enough);
  return stated.filter((key) => found.has(key));
}

/** Facts are left out one after the other. @param {string[]} order @param {Enough} enough */
function irreducible(order, enough) {
  const kept = new Set(order);
  for (const key of order) {
    kept.delete(key);
    if (!enough(kept)) kept.add(key);
  }
  return kept;
}

/** A smallest set. Whatever is enough has one of the facts that are missing where it is not enough: of each such case, as
 * few missing as may be, until all can be met no more by fewer than are `known`.
 * @param {string[]} stated @param {Set<string>} known @param {Enough} enough */
function smallest(stated, known, enough) {
  const without = (/** @type {Set<string>} */ left) => new Set(stated.filter((key) => !left.has(key)));
  const toMeet = stated
    .filter((key) => known.has(key))
    .map((key) => new Set([key]))
    .filter((one) => !enough(without(one)));
  let size = toMeet.length;
  while (size < known.size) {
    const found = meeting(stated, size, toMeet);
    if (found === null) size += 1;
    else if (enough(found)) return found;
    else toMeet.push(without(lacking(stated, found, enough)));
  }
  return known;
}

/** The first so many facts that have one of each of some sets.
 * @param {string[]} stated @param {number} size @param {Set<string>[]} toMeet @returns {Set<string>|null} */
function meeting(stated, size, toMeet) {
  if (size === 0) return toMeet.length ? null : new Set();
  for (const [place, key] of stated.entries()) {
    const rest = meeting(
      stated.slice(place + 1),
      size - 1,
      toMeet.filter((one) => !one.has(key)),
    );
    if (rest !== null) return new Set([key, ...rest]);
  }
  return null;
}

/** As many facts as can be added and are not enough. @param {string[]} stated @param {Set<string>} found @param {Enough} enough */
function lacking(stated, found, enough) {
  const whole = new Set(found);
  for (const key of stated) if (!whole.has(key) && !enough(new Set([...whole, key]))) whole.add(key);
  return whole;
}
