// A case in which facts are missing, told further: there it is looked up on what a certain answer rests. As in Python.

/** The case with all told that is missing and can be told without a number: once no, none, the first option and nothing in a
 * set, wherever that can be, and once yes, the last and everything. Facts of which something always holds are told one by
 * one, so that the case can be. @param {Question} question @param {Map<string, any>} facts by key
 * @param {(facts: Map<string, any>) => boolean} canBe @returns {Map<string, any>[]} */
function toldFurther({ facts: specs, bound }, facts, canBe) {
  return [false, true].flatMap((much) => {
    /** @type {Map<string, any>|null} */
    let told = new Map(facts);
    for (const spec of specs.filter(({ key }) => !bound.has(key))) {
      const value = toldWhole(spec, facts.get(spec.key), much);
      if (value !== undefined) told.set(spec.key, value);
    }
    for (const spec of specs.filter(({ key }) => bound.has(key))) told = told && oneMore(told, spec, much, canBe);
    return told ? [told] : [];
  });
}

/** The facts with one told that can be so; null where it can have none of the values that are tried.
 * @param {Map<string, any>} facts @param {Spec} spec @param {boolean} much @param {(facts: Map<string, any>) => boolean} canBe */
function oneMore(facts, spec, much, canBe) {
  const value = facts.get(spec.key);
  const every = [much, !much].map((way) => toldWhole(spec, value, way));
  if (value === undefined && spec.kind.options) every.push(...spec.kind.options.map(([option]) => option));
  if (every[0] === undefined) return facts;
  return every.map((one) => new Map(facts).set(spec.key, one)).find(canBe) || null;
}

/** A value with what is missing of it; undefined where only a number, a day or a text could tell it.
 * @param {Spec} spec @param {any} value @param {boolean} much @returns {any} */
function toldWhole(spec, value, much) {
  if (value === undefined || value === UNKNOWN) return valueTold(spec, much);
  if (value instanceof PartialSet) {
    const inside = value.members.flatMap(([member, there]) => (there ? [member] : []));
    const known = new Members(value.members.map(([member]) => member));
    const options = (spec.kind.element.options || []).map(([option]) => option);
    return new Members([...inside, ...(much ? options.filter((option) => !known.has(option)) : [])]);
  }
  if (Array.isArray(value)) return value.map((one) => fieldsTold(one, much));
  return fieldsTold(value, much);
}

/** @param {any} value @param {boolean} much */
function fieldsTold(value, much) {
  if (!(value instanceof Record)) return value;
  const cells = value.type.fields.map((field) => {
    const told = toldWhole(field, value.cell(field.key), much);
    return /** @type {[string, any]} */ ([field.key, told === undefined ? UNKNOWN : told]);
  });
  return new Record(value.type, new Map(cells));
}

/** @param {Spec} spec @param {boolean} much @returns {any} */
function valueTold({ kind, or_none: orNone }, much) {
  if (orNone && !much) return null;
  if (kind.options) return kind.options.at(much ? -1 : 0)[0];
  switch (kind.word) {
    case "yes/no":
      return much;
    case "set":
      return new Members(much ? (kind.element.options || []).map(([option]) => option) : []);
    case "list":
      return [];
    case "country":
      return "AZ";
    default:
      return undefined;
  }
}

/** Whether nothing is missing of a value. @param {any} value @returns {boolean} */
function isToldWhole(value) {
  if (Array.isArray(value)) return value.every(isToldWhole);
  if (value instanceof Record) return value.type.fields.every(({ key }) => isToldWhole(value.cell(key)));
  return value !== undefined && value !== UNKNOWN && !(value instanceof PartialSet);
}
