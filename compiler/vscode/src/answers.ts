// What the server answers to a command, in lines for people.

type Part = Record<string, unknown>;

const isPart = (one: unknown): one is Part => typeof one === "object" && one !== null && !Array.isArray(one);

/** The sentence of what cannot be answered; undefined of an answer. */
export function refusal(answer: unknown): string | undefined {
  return isPart(answer) && typeof answer["error"] === "string" ? answer["error"] : undefined;
}

/** An answer as text: what has a name behind its name, lists with a line each. Empty where nothing was answered. */
export function inWords(answer: unknown): string {
  return isPart(answer) ? lines(answer, "").join("\n") : "";
}

function lines(part: Part, indent: string): string[] {
  return Object.entries(part).flatMap(([name, one]) => {
    if (one === "" || one === null || one === undefined) return [];
    if (Array.isArray(one)) return one.length === 0 ? [] : [`${indent}${spaced(name)}:`, ...one.flatMap((each) => item(each, `${indent}  `))];
    if (isPart(one)) return [`${indent}${spaced(name)}:`, ...lines(one, `${indent}  `)];
    return [`${indent}${spaced(name)}: ${plain(one)}`];
  });
}

/** One of a list: on one line, but for what it holds itself. */
function item(one: unknown, indent: string): string[] {
  if (!isPart(one)) return [`${indent}- ${plain(one)}`];
  const flat = Object.values(one).filter((each) => typeof each !== "object" && each !== "").map(plain);
  const held = Object.fromEntries(Object.entries(one).filter(([, each]) => typeof each === "object"));
  return [`${indent}- ${flat.join(", ")}`, ...lines(held, `${indent}    `)];
}

const plain = (one: unknown): string => (one === true ? "yes" : one === false ? "no" : String(one));
const spaced = (name: string): string => name.replaceAll("_", " ");
