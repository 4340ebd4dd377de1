// What the core of a question means: each expression, once read, is a function from a scope to its finding.
//
// An expression is a list: its word, then its parts. Facts, readings and definitions stand by their qualified names.
// Nothing is thrown for what a case lacks or the law does: a fault is an outcome like any other.

/** @typedef {any[]} Expr */
/** @typedef {(scope: Scope) => Finding} Evaluation */

/** What a local stands for: what was found, and the facts (a mask) through which it was reached. */
class Scope {
  /**
   * @param {Case} of
   * @param {string} local
   * @param {Finding|null} found
   * @param {bigint} mask
   * @param {Scope|null} outer
   */
  constructor(of, local = "", found = null, mask = 0n, outer = null) {
    this.case = of;
    this.local = local;
    this.found = found;
    this.mask = mask;
    this.outer = outer;
  }

  /** @param {string} local @returns {Scope} */
  where(local) {
    /** @type {Scope|null} */
    let scope = this;
    while (scope !== null && scope.local !== local) scope = scope.outer;
    if (scope === null || scope.found === null) throw new Error(`nothing ranges over ${local}`);
    return scope;
  }
}

/** One case under evaluation. */
class Case {
  /**
   * @param {Core} core
   * @param {Map<string, any>} facts by key; absent: unknown
   * @param {Moment|null} asOf
   * @param {Map<string, string>} readings absent: no option is chosen
   */
  constructor(core, facts, asOf, readings) {
    this.core = core;
    this.facts = facts;
    this.asOf = asOf;
    this.readings = readings;
    /** @type {(Finding|undefined)[]} */
    this.plain = new Array(core.definitions.length);
    /** @type {Map<string, Finding>} */
    this.asked = new Map();
    /** What was found of each definition, in the order in which they were first asked. @type {Map<string, Finding>} */
    this.found = new Map();
    this.scope = new Scope(this);
  }

  /** The finding of a definition without things. @param {number} number */
  definition(number) {
    return this.plain[number] || (this.plain[number] = this.named(this.core.definitions[number], this.scope, []));
  }

  /** A definition adds itself to what its value rests on, and gives a fault in it its place.
   * @param {Definition} definition @param {Scope} scope @param {Finding[]} things */
  named(definition, scope, things) {
    const body = definition.evaluation(scope);
    const found = resting(body, definition.mask).as("definition", [body, ...things], definition.name);
    if (found.value instanceof Faulty) {
      const { name, provisions, site } = definition;
      found.value = new Faulty(found.value.faults.map((fault) => fault.located(name, provisions, site)));
    }
    this.found.set(definition.name, found);
    return found;
  }
}

/** @typedef {Object} Definition
 * @property {string} name @property {string} role @property {string} label @property {string[]} provisions
 * @property {string} aspect of one about a state the state, of the head of a rule as a ground of it "own"
 * @property {string} site @property {string[]} locals @property {Expr} body @property {bigint} mask
 * @property {Evaluation} evaluation */

/** The definitions of a question, and what they are made of. */
class Core {
  /** @param {any} data what a question's module registers @param {Map<string, RecordType>} recordTypes */
  constructor(data, recordTypes) {
    this.facts = data.facts;
    /** The place of each fact by its qualified name. @type {Map<string, number>} */
    this.places = new Map(data.facts.map(({ fact }, place) => [fact, place]));
    /** @type {string[]} */
    this.readings = data.readings.map(({ name }) => name);
    this.recordTypes = recordTypes;
    /** @type {Map<string, bigint>} */
    this.bits = new Map(data.bits.map((name, place) => [name, 1n << BigInt(place)]));
    /** @type {Map<string, {provisions: string[], site: string}>} */
    this.rules = new Map(data.rules.map(([name, provisions, site]) => [name, { provisions, site }]));
    /** @type {(bigint|undefined)[]} */
    this.sources = [];
    /** @type {Map<string, number>} */
    this.numbers = new Map(data.definitions.map(([name], number) => [name, number]));
    /** @type {Definition[]} */
    this.definitions = data.definitions.map(([name, role, label, provisions, site, locals, body, aspect]) => {
      const mask = [name, ...provisions].reduce((all, one) => all | (this.bits.get(one) || 0n), 0n);
      return { name, role, aspect, label, provisions, site, locals, body, mask, evaluation: this.read(body) };
    });
    /**
     * Names, labels and provisions of what is weighed.
     * @type {Map<string, {role: string, aspect: string, label: string, provisions: string[]}>}
     */
    this.entries = new Map(data.others.map(([name, role, label, provisions, aspect]) => [name, { role, aspect, label, provisions }]));
    for (const definition of this.definitions) this.entries.set(definition.name, definition);
  }

  /** The bit of a reading for which no option is chosen: behind those of the facts. @param {string} name */
  readingMask(name) {
    return 1n << BigInt(this.facts.length + this.readings.indexOf(name));
  }

  /** @param {Expr} expr @returns {Evaluation} */
  read(expr) {
    return READERS[expr[0]](this, expr);
  }

  /** @param {Expr[]} exprs @returns {(scope: Scope) => Finding[]} */
  readAll(exprs) {
    const parts = exprs.map((expr) => this.read(expr));
    return (scope) => parts.map((part) => part(scope));
  }

  /**
   * The facts through which an expression reaches a record, a list or a set.
   * @param {Expr} expr
   * @param {Scope} scope
   * @returns {bigint}
   */
  sourcesOf(expr, scope) {
    switch (expr[0]) {
      case "fact":
        return this.factMask(expr[1]);
      case "local":
        return scope.where(expr[1]).mask;
      case "field":
        return this.sourcesOf(expr[2], scope);
      case "apply":
        return this.allSources(expr.slice(2), scope);
      case "if":
        return this.allSources(expr.slice(2), scope);
      case "agree":
        return this.allSources([expr[3], ...expr[2].map(([, , value]) => value)], scope);
      case "ref": {
        const number = this.numbers.get(expr[1]);
        const definition = this.definitions[number];
        if (!definition.locals.length) {
          const known = this.sources[number];
          if (known !== undefined) return known;
          return (this.sources[number] = this.sourcesOf(definition.body, scope.case.scope));
        }
        let inner = scope.case.scope;
        definition.locals.forEach((local, place) => {
          inner = new Scope(scope.case, local, NOTHING, this.sourcesOf(expr[2][place], scope), inner);
        });
        return this.sourcesOf(definition.body, inner);
      }
      default:
        return 0n;
    }
  }

  /** The bit of a fact. @param {string} fact */
  factMask(fact) {
    return 1n << BigInt(this.places.get(fact));
  }

  /** @param {Expr[]} exprs @param {Scope} scope */
  allSources(exprs, scope) {
    return exprs.reduce((mask, expr) => mask | this.sourcesOf(expr, scope), 0n);
  }

  /** A fault of a rule, in its place. @param {Fault} fault @param {string} subject */
  atFault(fault, subject) {
    const { provisions, site } = this.rules.get(subject);
    return new Faulty([fault.located(subject, provisions, site)]);
  }
}

const NOTHING = new Finding(null);

/** @param {bigint} mask */
const notKnown = (mask) => new NotKnown(mask, mask, mask);

/** What the case states, in facts of this mask; unknown where it does not, or only in part.
 * @param {any} value @param {bigint} mask @param {bigint} basis */
function stated(value, mask, basis = 0n) {
  if (value instanceof PartialSet) return partlyKnown(value, notKnown(mask), basis);
  if (value instanceof Unnamed) return new Finding(notKnown(mask), basis, value);
  return new Finding(value === UNKNOWN || value === undefined ? notKnown(mask) : value, basis);
}

/** What tells a thing from others: a record is itself, whatever its content. @param {Finding} thing */
const identityOf = ({ value, basis }) => `${value instanceof Record ? `thing ${value.id}` : keyOf(value)} ${basis}`;

/**
 * A list, and the scopes of its things.
 * @param {Finding} items
 * @param {bigint} mask
 * @param {string} local
 * @param {any} kind what a thing is said to be
 * @param {Scope} scope
 */
function scopesOf(items, mask, local, kind, scope) {
  const listed = Array.isArray(items.value) ? items.value : [];
  return listed.map((item, place) => {
    const thing = new Finding(item).as("thing", NO_PARTS, [kind, place + 1]);
    return new Scope(scope.case, local, thing, mask, scope);
  });
}

/** How each kind of expression is read. @type {Object<string, (core: Core, expr: Expr) => Evaluation>} */
const READERS = {
  const(_, [, data]) {
    const value = valueOf(data);
    return () => new Finding(value).as("const", NO_PARTS, value);
  },

  fact(core, [, fact]) {
    const { key, name } = core.facts[core.places.get(fact)];
    const mask = core.factMask(fact);
    return (scope) => stated(scope.case.facts.get(key), mask).as("fact", NO_PARTS, name);
  },

  reading(core, [, name]) {
    const [mask, bit] = [core.bits.get(name), core.readingMask(name)];
    return (scope) => {
      const option = scope.case.readings.get(name);
      const found = option === undefined ? new NotKnown(bit, bit, bit) : option;
      return new Finding(found, mask).as("reading", NO_PARTS, name);
    };
  },

  as_of: () => (scope) => new Finding(scope.case.asOf).as("as of", NO_PARTS),

  ref(core, [, name, about]) {
    const number = core.numbers.get(name);
    if (about === undefined) return (scope) => scope.case.definition(number);
    const things = core.readAll(about);
    return (scope) => {
      const given = things(scope);
      const sources = about.map((/** @type {any} */ thing) => core.sourcesOf(thing, scope));
      const told = given.map((finding, place) => measured(`${identityOf(finding)} ${sources[place]}`));
      const key = `${number} ${told.join("")}`;
      const known = scope.case.asked.get(key);
      if (known !== undefined) return known;
      const definition = core.definitions[number];
      let inner = scope.case.scope;
      definition.locals.forEach((local, place) => {
        inner = new Scope(scope.case, local, given[place], sources[place], inner);
      });
      const found = scope.case.named(definition, inner, given);
      scope.case.asked.set(key, found);
      return found;
    };
  },

  local:
    (_, [, name]) =>
    (scope) =>
      scope.where(name).found,

  field(core, [, name, record]) {
    const holder = core.read(record);
    return (scope) => fieldOf(holder(scope), name, () => core.sourcesOf(record, scope));
  },

  all(core, [, ...parts]) {
    const each = core.readAll(parts);
    return (scope) => {
      const found = each(scope);
      return conjunction(found).as("all", found);
    };
  },

  any(core, [, ...parts]) {
    const each = core.readAll(parts);
    return (scope) => {
      const found = each(scope);
      return disjunction(found).as("any", found);
    };
  },

  not(core, [, part]) {
    const inner = core.read(part);
    return (scope) => {
      const found = inner(scope);
      return negation(found).as("not", [found]);
    };
  },

  if(core, [, ...parts]) {
    const each = core.readAll(parts);
    return (scope) => {
      const found = each(scope);
      return choice(found[0], found[1], found[2]).as("if", found);
    };
  },

  agree(core, [, subject, cases, otherwise, declared, declaredWhen = []]) {
    const names = cases.map(([name]) => name);
    const each = core.readAll([otherwise, ...cases.flatMap(([, condition, value]) => [condition, value])]);
    const origins = [...cases.map(([, , value]) => value), otherwise].map((expr) => JSON.stringify(expr));
    const conditions = core.readAll(declaredWhen.map(([, , condition]) => condition));
    return (scope) => {
      const found = each(scope);
      const told = names.map((name, i) => ({ name, condition: found[2 * i + 1], value: found[2 * i + 2] }));
      const through = (/** @type {number} */ place) => core.sourcesOf(cases[place][2], scope);
      const weighed = withOpenRecords(told, found[0], through, origins);
      const out = new Set(weighed.filter(({ condition }) => condition.value === false).map(({ name }) => name));
      const asked = conditions(scope)
        .map((when, i) => ({ one: declaredWhen[i][0], other: declaredWhen[i][1], when }))
        .filter(({ one, other }) => !out.has(one) && !out.has(other));
      const parts = [...found, ...asked.map(({ when }) => when)];
      return agreedWhen(core, subject, found[0], weighed, declared, asked).as("agree", parts, names);
    };
  },

  apply(core, [, operator, ...operands]) {
    const each = core.readAll(operands);
    return (scope) => {
      const found = each(scope);
      return application(operator, found).as("apply", found, operator);
    };
  },

  how_many(core, [, ...parts]) {
    const each = core.readAll(parts);
    return (scope) => {
      const found = each(scope);
      return howMany(found).as("how many", found);
    };
  },

  over(core, [, kind, local, items, where, body, ifNone]) {
    const list = core.read(items),
      counts = core.read(where),
      inner = core.read(body);
    const none = ifNone === undefined ? null : core.read(ifNone);
    return (scope) => {
      const listed = list(scope);
      const nothing = none === null ? null : none(scope);
      const about = [kind, local];
      if (!listed.decided) return new Finding(listed.value, listed.basis).as("over", [listed], about);
      if (listed.value === null) return absent().as("over", [listed], about);
      const rows = scopesOf(listed, core.sourcesOf(items, scope), local, local, scope).map((one) => ({
        where: counts(one),
        body: inner(one),
      }));
      const found = gathered(kind, rows, nothing);
      const parts = [listed, ...rows.flatMap((row) => [row.where, row.body])];
      return new Finding(found.value, found.basis | listed.basis, found.told).as("over", parts, about);
    };
  },

  set(core, [, members]) {
    const names = members.map(([name]) => name);
    const each = core.readAll(members.flatMap(([, condition, value]) => [condition, value]));
    return (scope) => {
      const found = each(scope);
      /** @type {[Finding, Finding][]} */
      const pairs = names.map((_, i) => [found[2 * i + 1], found[2 * i]]);
      return settled(new OpenSet(pairs, new Finding(false))).as("set", found, names);
    };
  },

  silent:
    (_, [, silence]) =>
    () =>
      new Finding(new Quiet([silence])).as("silent", NO_PARTS, silence),

  in_conflict:
    (_, [, ...others]) =>
    () =>
      new Finding(new Pulled(others)).as("in conflict", NO_PARTS, others),

  gap:
    (core, [, subject, ...candidates]) =>
    () =>
      new Finding(core.atFault(new Fault("Gap", { candidates }), subject)).as("gap", NO_PARTS, candidates),

  no_version:
    (core, [, subject, days]) =>
    () =>
      new Finding(core.atFault(new Fault("NoVersion", { days }), subject)).as("no version", NO_PARTS, days),
};

/** @param {Finding} record @param {string} name @param {() => bigint} sources */
function fieldOf(record, name, sources) {
  let found;
  if (!record.decided) found = new Finding(record.value, record.basis); // what is told of it is not told of its field
  else if (record.value === null) found = absent();
  else found = stated(record.value.cell(name), sources(), record.basis);
  return found.as("field", [record], name);
}
