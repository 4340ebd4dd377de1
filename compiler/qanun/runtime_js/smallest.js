// The smallest sets of what a case states that, were it otherwise, would turn an answer: the search in the diagram. As in Python.

/** @param {bigint[]} counts @param {bigint} most */
const least = (counts, most) => counts.reduce((found, one) => (one < found ? one : found), most);

/** @param {bigint} one @param {bigint} other */
function leastMultiple(one, other) {
  let [a, b] = [one, other];
  while (b) [a, b] = [b, a % b];
  return (one / a) * other;
}

/** Goes through a diagram, once for each number of changes; only ways are gone that can still end elsewhere. */
class Search {
  /** @param {Turning} turning @param {(changed: Instead) => boolean} turns */
  constructor(turning, turns) {
    this.turning = turning;
    this.turns = turns;
    this.visited = 0;
    /** @type {number[][]} */
    this.found = [];
    this.now = turning.atoms([]);
    const often = turning.stated.map((_, place) => turning.on.filter((on) => on.includes(place)).length);
    const most = turning.on.map((on) => on.reduce((found, place) => Math.max(found, often[place]), 1));
    /** The parts of a change, in which is counted what it takes. */
    this.parts = most.map(BigInt).reduce(leastMultiple, 1n);
    this.never = BigInt(TOGETHER + 1) * this.parts;
    this.cost = most.map((found, atom) => (turning.isTied[atom] ? 0n : this.parts / BigInt(found)));
    /** The atoms of which it was asked what they are otherwise. @type {Set<number>} */
    this.comeBy = new Set();
    const here = this.endsNow();
    this.isOther = turning.ends.map(
      (said, end) => said !== null && (!here.has(said) || turning.isOpen[end] || turning.beside[end].length > 0),
    );
    /** Whether the diagram tells by itself what stands. */
    this.isSure = [...here].filter((said) => said !== null).length < 2;
    /** For each node the least number of changes with which one ends elsewhere, in parts. @type {bigint[]} */
    this.left = [];
    turning.nodes.forEach(([atom, ...ways], node) => {
      const now = this.ways(node, this.now);
      this.left.push(least(ways.map((way) => this.below(way) + (now.includes(way) ? 0n : this.cost[atom])), this.never));
    });
  }

  /** Whether nothing was left out. @param {number} together */
  run(together) {
    if (this.turning.stated.length > MOST_STATED) return false;
    for (let many = 1; many <= together; many += 1) {
      this.go([this.turning.nodes.length - 1], [], [], 0n, many, [...this.found]);
    }
    return this.isSure && leavesNothingOut(this.turning, this.comeBy);
  }

  endsNow() {
    const [found, seen, ahead] = [new Set(), new Set(), [this.turning.nodes.length - 1]];
    while (ahead.length) {
      const one = ahead.pop();
      if (one < 0) found.add(this.turning.ends[-1 - one]);
      else if (!seen.has(one)) {
        seen.add(one);
        ahead.push(...this.ways(one, this.now));
      }
    }
    return found;
  }

  /** @param {number} node @param {any[]} atoms */
  ways(node, atoms) {
    const [atom, ...ways] = this.turning.nodes[node];
    const outcome = atoms[atom];
    if (outcome === true) return ways.slice(0, 1);
    if (outcome === false || outcome === null) return ways.slice(1, 2);
    return outcome instanceof NotKnown || ways.length < 3 ? ways : ways.slice(2);
  }

  /** @param {number} way */
  below(way) {
    if (way >= 0) return this.left[way];
    return this.isOther[-1 - way] ? 0n : this.never;
  }

  /** @param {number[]} ahead where one can be @param {Instead} changed @param {number[]} kept @param {bigint} spent
   * @param {number} many @param {number[][]} before */
  go(ahead, changed, kept, spent, many, before) {
    this.visited += 1;
    if (this.visited > MOST_VISITED || this.turning.tried > MOST_TRIED) throw new Bounded();
    const places = changed.map(([place]) => place);
    const needed = spent + least(ahead.map((one) => this.below(one)), this.never);
    if (needed > BigInt(many) * this.parts || before.some((one) => one.every((place) => places.includes(place)))) return;
    const { nodes, ends, on, beside } = this.turning;
    const inner = ahead.filter((one) => one >= 0);
    const atom = inner.length ? Math.min(...inner.map((one) => nodes[one][0])) : null;
    if (atom !== null) this.comeBy.add(atom);
    const asked = atom === null ? ahead.flatMap((one) => beside[-1 - one]) : on[atom];
    const free = asked.find((place) => !places.includes(place) && !kept.includes(place));
    if (free !== undefined) {
      if (changed.length < many) {
        for (const value of this.turning.instead(free)) this.go(ahead, [...changed, [free, value]], kept, spent, many, before);
      }
      this.go(ahead, changed, [...kept, free], spent, many, before);
      return;
    }
    if (atom === null) {
      if (changed.length < many) return;
      this.turning.tried += 1;
      if (this.turns(changed)) this.found.push(places);
      return;
    }
    const atoms = this.turning.atoms(changed);
    let extra = 0n;
    const there = new Set();
    for (const one of ahead) {
      if (one >= 0 && nodes[one][0] === atom) {
        const [now, ways] = [this.ways(one, this.now), this.ways(one, atoms)];
        extra = ways.some((way) => now.includes(way)) ? 0n : this.cost[atom];
        ways.forEach((way) => there.add(way));
      } else there.add(one);
    }
    const possible = [...there].filter((one) => one >= 0 || ends[-1 - one] !== null);
    this.go(possible, changed, kept, spent + extra, many, before);
  }
}
