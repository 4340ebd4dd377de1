// Decision diagrams: what an answer can still come to, exactly, where facts are missing.
//
// Nodes ask atoms (a fact, a comparison, a quantifier), of which one that is unknown leaves its ways open; leaves are what
// the parts of the answer come to. What all ways lead to is certain, and a fact is needed where it alone tells ways apart
// that do not lead to the same.

/** Below a way that no case goes, in the place of a leaf. */
const NO_CASE = -1;
/** The first leaf; the second is one less. */
const FIRST_LEAF = -2;
/** The local that stands for the thing of a list of which an answer is: no page can write it. */
const THING = "*";

/** A node: its atom, and what is below it for yes, for no, and if need be for neither. Below are greater atoms.
 * @typedef {number[]} Ways */

/** The diagram of one subject. */
class Diagram {
  /** @param {Core} core @param {any} data what a subject's module says of it */
  constructor(core, { atoms, leaves, alike, ends, nodes }) {
    this.atoms = atoms.map((expr) => core.read(expr));
    this.leaves = leaves.map((expr) => (expr === null ? null : core.read(expr)));
    this.alike = alike;
    this.ends = ends;
    /** Each after those below it. @type {Ways[]} */
    this.nodes = nodes.map(([atom, ...ways], at) => [atom, ...ways.map((way) => (way >= 0 ? at - 1 - way : way))]);
  }

  /** The outcomes of the parts of an answer, by aspect: what the diagram tells in the place of what is unknown. Which facts
   * are needed is chosen for all parts together. @param {Scope} scope @param {Map<string, any>} outcomes */
  told(scope, outcomes) {
    const asked = this.atoms.map((atom) => atom(scope).value);
    const open = [...outcomes].flatMap(([aspect, before], place) => {
      if (!(before instanceof NotKnown)) return [];
      const { value, left, values } = this.part(scope, asked, place, before);
      if (value !== undefined) outcomes.set(aspect, value);
      return value === undefined ? [{ aspect, place, before, left, values }] : [];
    });
    const before = missingIn(open.map((one) => one.before));
    // What makes no difference step by step is left out first.
    const isLate = (/** @type {number} */ atom) => Number((missingIn([asked[atom]]) & before) !== 0n);
    const order = [...new Set(open.flatMap(({ left }) => left.atoms()))].sort(
      (one, other) => isLate(one) - isLate(other) || other - one,
    );
    narrow(open.filter(({ aspect }) => aspect !== "exercised").map(({ left }) => left), order);
    for (const { left } of open) narrow([left], order);
    const needs = open.map(({ left, values }) => missingIn([...left.atoms().map((atom) => asked[atom]), ...values]));
    const ofAnswer = open.length && open[0].place === 0 ? needs[0] : 0n;
    open.forEach(({ aspect, before: { yes, no, all, partial } }, at) => {
      const needed = (needs[at] || ofAnswer) & all || all; // what step by step makes no difference makes none
      outcomes.set(aspect, new NotKnown(yes & needed, no & needed, needed, partial));
    });
  }

  /** What a part of the answer comes to, by its place; or what is left of it and what it can be. What is told `before`
   * where that is all that can be said. @param {Scope} scope @param {any[]} asked @param {number} place
   * @param {NotKnown} before @returns {{value?: any, left?: Left, values?: any[]}} */
  part(scope, asked, place, before) {
    const ahead = this.left(asked, (parts) => parts[place]).leaves().map((one) => FIRST_LEAF - one);
    const valueOf = (/** @type {number} */ leaf) => (this.leaves[leaf] === null ? before : this.leaves[leaf](scope).value);
    /** @type {Map<number, any>} */
    const found = new Map(ahead.sort((one, other) => one - other).map((leaf) => [leaf, valueOf(leaf)]));
    const sameAs = new Map([...found.keys()].map((leaf) => [leaf, this.first(leaf, found)]));
    const values = [...found.values()];
    if (new Set(sameAs.values()).size < 2) {
      const value = values.length ? values[0] : before;
      return { value: !(value instanceof NotKnown) && values.every((one) => alike(value, one) === true) ? value : before };
    }
    if (values.includes(before)) return { value: before };
    // What does not apply has no other part: that is asked for where it may.
    const asking = (/** @type {number[]} */ parts) =>
      place && valueOf(parts[0]) === false ? null : (sameAs.get(parts[place]) ?? parts[place]);
    return { left: this.left(asked, asking), values };
  }

  /** The first of the leaves that are the same: alike, or of the same value in this case.
   * @param {number} leaf @param {Map<number, any>} found @returns {number} */
  first(leaf, found) {
    const value = found.get(leaf);
    for (const [one, other] of found) {
      if (this.alike[one] === this.alike[leaf]) return one;
      if (!(value instanceof Undecided) && !(other instanceof Undecided) && alike(value, other) === true) return one;
    }
    return leaf;
  }

  /** What is left where the case goes, by the leaf that stands at each end; null: none is asked for there.
   * @param {any[]} asked @param {(parts: number[]) => number|null} leafOf */
  left(asked, leafOf) {
    const left = new Left();
    /** @type {number[]} */
    const at = [];
    const below = (/** @type {number} */ way) => {
      if (way >= 0) return at[way];
      const parts = this.ends[-1 - way];
      const leaf = parts.length ? leafOf(parts) : null;
      return leaf === null ? NO_CASE : FIRST_LEAF - leaf;
    };
    for (const [atom, ...ways] of this.nodes) {
      const value = asked[atom];
      if (value instanceof NotKnown) at.push(left.node(atom, ways.map(below)));
      else if (value === true) at.push(below(ways[0]));
      else if (value === false || value === null) at.push(below(ways[1]));
      else if (ways.length > 2) at.push(below(ways[2])); // at fault, say
      else at.push(left.node(atom, ways.map(below))); // not foreseen to be: it tells nothing
    }
    left.root = at.length ? at[at.length - 1] : below(-1);
    return left;
  }
}

/** A diagram of what is unknown in a case: nodes, each after those below it, and the root. */
class Left {
  constructor() {
    /** @type {Ways[]} */
    this.nodes = [];
    this.root = NO_CASE;
    /** @type {Map<string, number>} */
    this.known = new Map();
  }

  /** A node; where all ways are the same, what is below it. @param {number} atom @param {number[]} ways */
  node(atom, ways) {
    if (ways.every((way) => way === ways[0])) return ways[0];
    const key = `${atom} ${ways}`;
    if (!this.known.has(key)) this.known.set(key, this.nodes.push([atom, ...ways]) - 1);
    return this.known.get(key);
  }

  /** What can be reached from the root: nodes, leaves, and where no case goes. @returns {Set<number>} */
  under() {
    const found = new Set();
    const ahead = [this.root];
    while (ahead.length) {
      const one = ahead.pop();
      if (found.has(one)) continue;
      found.add(one);
      if (one >= 0) ahead.push(...this.nodes[one].slice(1));
    }
    return found;
  }

  /** The leaves to which a case can go. */
  leaves() {
    return [...this.under()].filter((one) => one <= FIRST_LEAF);
  }

  /** The atoms that are asked, in order. */
  atoms() {
    const nodes = [...this.under()].filter((one) => one >= 0);
    return [...new Set(nodes.map((one) => this.nodes[one][0]))].sort((one, other) => one - other);
  }

  /** The same without an atom; null where it makes a difference.
   * @param {number} one @param {number} atom @param {Map<number, number|null>} known @returns {number|null} */
  without(one, atom, known) {
    if (one < 0 || this.nodes[one][0] > atom) return one;
    if (!known.has(one)) {
      const [first, ...ways] = this.nodes[one];
      if (first === atom) known.set(one, this.either(ways));
      else {
        const below = ways.map((way) => this.without(way, atom, known));
        known.set(one, below.includes(null) ? null : this.node(first, below));
      }
    }
    return known.get(one);
  }

  /** What several ways lead to, where they can be gone; null where they differ. @param {number[]} ways */
  either([first, ...others]) {
    return others.reduce(
      (found, way) => (found === null ? null : this.both(found, way, new Map())),
      /** @type {number|null} */ (first),
    );
  }

  /** @param {number} one @param {number} other @param {Map<string, number|null>} known @returns {number|null} */
  both(one, other, known) {
    if (one === other || other === NO_CASE) return one;
    if (one === NO_CASE) return other;
    if (one < 0 && other < 0) return null;
    const key = `${one} ${other}`;
    if (!known.has(key)) {
      const atom = Math.min(...[one, other].filter((way) => way >= 0).map((way) => this.nodes[way][0]));
      const rows = [one, other].map((way) => {
        const row = way < 0 ? null : this.nodes[way];
        return row !== null && row[0] === atom ? row.slice(1) : null;
      });
      const many = Math.max(...rows.map((row) => (row === null ? 0 : row.length)));
      const below = [...Array(many).keys()].map((place) =>
        this.both(rows[0] === null ? one : rows[0][place], rows[1] === null ? other : rows[1][place], known),
      );
      known.set(key, below.includes(null) ? null : this.node(atom, below));
    }
    return known.get(key);
  }
}

/** Leave out, in this order, each atom that alone never makes a difference to any of several parts: wherever more than one
 * of its ways can be gone, they lead to the same. @param {Left[]} parts @param {number[]} order */
function narrow(parts, order) {
  if (!parts.some((left) => left.under().has(NO_CASE))) return;
  for (const atom of order) {
    const without = parts.map((left) => left.without(left.root, atom, new Map()));
    if (!without.includes(null)) parts.forEach((left, place) => (left.root = without[place]));
  }
}
