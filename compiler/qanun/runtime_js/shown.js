// Answers, explanations and comparisons as elements of the page.

const VERDICTS = {
  yes: "Yes",
  no: "No",
  value: "Decided",
  must: "Must",
  need_not: "Need not",
  must_not: "Must not",
  may: "May",
  discretion: "At discretion",
  barred: "Barred",
  silent: "No answer in the law",
  in_conflict: "Rules in conflict",
  unknown: "Not certain yet",
  fault: "Fault of the law",
};

/** Whether a line speaks for the line above it. */
const MARKS = { [MET]: "for", [UNMET]: "against", [UNCERTAIN]: "open" };

/** Where a provision stands in the book, if it does, and how it is called. @typedef {(anchor: string) => {href: string|null, shown: string}} Links */

/** @param {string} anchor @param {Links} links */
function provisionLink(anchor, links) {
  const { href, shown } = links(anchor);
  return href === null
    ? element("span", { class: "qanun-cited" }, shown)
    : element("a", { class: "qanun-cited", href }, shown);
}

/**
 * What the law says: each answer that says something, then those that are not certain yet, then, folded, what does not
 * arise.
 * @param {Explanation} explanation
 * @param {Shortening} short
 * @param {Links} links
 * @param {Set<string>} open the answers that stand open
 * @param {(facts: Map<string, any>) => void} take takes over a case that is otherwise
 */
function answersShown(explanation, short, links, open, take) {
  const { made } = short.base;
  const certain = short.places.filter((place) => made[place].verdict !== "unknown");
  const unknown = short.places.filter((place) => made[place].verdict === "unknown");
  const shown = (/** @type {number} */ place) => answerShown(explanation, short, place, links, open, take);
  const words = short.besides.length === 1 ? "One other rule does not apply" : `${short.besides.length} other rules do not apply`;
  const folded = element(
    "details",
    { class: "qanun-besides", open: open.has(BESIDES) },
    element("summary", {}, words),
    ...short.besides.map(shown),
  );
  folded.addEventListener("toggle", () => (folded.open ? open.add(BESIDES) : open.delete(BESIDES)));
  return [...[...certain, ...unknown].map(shown), short.besides.length ? folded : ""];
}

/** What the law leaves open: what was asked for with why, and what nobody asked for.
 * @param {Explanation} explanation @param {Shortening} short @param {Links} links @param {Set<string>} open
 * @param {(facts: Map<string, any>) => void} take */
function leftOpenShown(explanation, short, links, open, take) {
  const asked = short.arising
    .filter((place) => short.isSilence(place))
    .map((place) => answerShown(explanation, short, place, links, open, take));
  const others = short.silences().map((name) =>
    element("p", { class: "qanun-answer qanun-verdict-silent" }, ...saidShown(short.openPoint(name), links)),
  );
  if (!asked.length && !others.length) return "";
  return element("section", { class: "qanun-left" }, element("h3", {}, "What the law leaves open"), ...asked, ...others);
}

/** Stands among the answers that stand open for all that do not arise. */
const BESIDES = "";

/** An answer: its verdict, its sentence with the provision that decides, and why. What is not certain is told by its
 * label alone: the facts that are needed stand once beside all answers.
 * @param {Explanation} explanation @param {Shortening} short @param {number} place @param {Links} links @param {Set<string>} open
 * @param {(facts: Map<string, any>) => void} take */
function answerShown(explanation, short, place, links, open, take) {
  const [answer, node] = [short.base.made[place], explanation.nodes[place]];
  const why = element("details", { class: "qanun-reasons", open: open.has(answer.subject) });
  why.append(
    element("summary", {}, "Why, and why not otherwise"),
    element("ul", {}, ...node.parts.map((part) => lineShown(part, links, decides(node, part) ? 0 : CLOSED))),
  );
  why.addEventListener("toggle", () => (why.open ? open.add(answer.subject) : open.delete(answer.subject)));
  const chip = element("span", { class: "qanun-verdict" }, VERDICTS[answer.verdict]);
  const isOpen = answer.verdict === "unknown";
  const said = short.said(place).map((one) => saidShown(isOpen ? { ...one, sentence: capital(answer.label) } : one, links));
  return element(
    "article",
    { class: `qanun-answer qanun-verdict-${answer.verdict}`, "aria-label": capital(answer.label) },
    ...said.map((words, at) => element("p", {}, ...(at ? [] : [chip, " "]), ...words)),
    node.parts.length ? why : null,
    changesShown(short, place, take),
  );
}

/** The sentence of an answer; of one about each thing of a list one for each. @param {Answer} answer @returns {string[]} */
const sentencesSaid = ({ value, verdict, sentence }) =>
  verdict === "value" && Array.isArray(value) && value.length && value[0].verdict !== undefined
    ? value.map((one) => one.sentence)
    : [sentence];

/** @param {string[]} anchors @param {Links} links */
function citedShown(anchors, links) {
  if (!anchors.length) return null;
  return element(
    "p",
    { class: "qanun-provisions" },
    ...anchors.flatMap((anchor, i) => [i ? ", " : "", provisionLink(anchor, links)]),
  );
}

/**
 * A line of an explanation, with the lines below it behind a mark that opens them.
 * @param {Node} node
 * @param {Links} links
 * @param {number} depth
 * @returns {HTMLElement}
 */
function lineShown(node, links, depth) {
  const mark = node.mark
    ? element(
        "span",
        { class: `qanun-mark qanun-mark-${MARKS[node.mark]}` },
        `${node.mark} ${MARKS[node.mark]}:`,
      )
    : null;
  const said = [mark, mark ? " " : null, node.sentence];
  if (!node.parts.length) {
    return element("li", {}, ...said, ...node.provisions.flatMap((anchor) => [" ", provisionLink(anchor, links)]));
  }
  const next = (/** @type {Node} */ part) => (decides(node, part) ? depth + 1 : CLOSED);
  const below = element("ul", {}, ...node.parts.map((part) => lineShown(part, links, next(part))));
  // Links stand below what opens and not in it: a control within a control cannot be heard apart.
  const cited = citedShown(node.provisions, links);
  return element("li", {}, element("details", { open: depth < 2 }, element("summary", {}, ...said), cited, below));
}

/** So deep nothing stands open: what did not decide is a line, and more where somebody opens it. */
const CLOSED = 2;

/** Whether a line below another made it what it is. @param {Node} node @param {Node} part */
const decides = ({ deciding, parts }, part) =>
  part.mark === deciding || part.mark === "" || !parts.some(({ mark }) => mark === deciding);

/** The provisions that an explanation cites. @param {Explanation} explanation @param {Links} links */
function provisionsShown(explanation, links) {
  const rows = explanation.provisions.flatMap(({ anchor, citation, text }) => [
    element("dt", {}, provisionLink(anchor, links), ` ${citation}`),
    element("dd", {}, text),
  ]);
  return element(
    "details",
    { class: "qanun-law" },
    element("summary", {}, `Provisions that this rests on (${rows.length / 2})`),
    element("dl", {}, ...rows),
  );
}

/** What each answer says, by its label: its sentence. @param {Explanation} explanation */
const sentencesOf = (explanation) => explanation.nodes.map(({ sentence }) => sentence);

/** What moves where one fact is another: a table of the answers that differ.
 * @param {string} label of the fact @param {Explanation} now @param {{words: string, then: Explanation|string}[]} others what would be, or why that cannot be */
function movesShown(label, now, others) {
  const rows = [];
  for (const { words, then } of others) {
    const heading = element("th", { scope: "row" }, `If “${label}” were: ${words}`);
    if (typeof then === "string") {
      rows.push(element("tr", {}, heading, element("td", { colspan: 2 }, then)));
      continue;
    }
    const before = sentencesOf(now),
      after = sentencesOf(then);
    const moved = before.map((_, i) => i).filter((i) => before[i] !== after[i]);
    if (!moved.length) rows.push(element("tr", {}, heading, element("td", { colspan: 2 }, "Nothing moves.")));
    moved.forEach((i, place) => {
      const first = place ? element("td", {}) : heading;
      rows.push(element("tr", {}, first, element("td", {}, before[i]), element("td", {}, after[i])));
    });
  }
  const head = element("tr", {}, ...["Change", "Now", "Then"].map((words) => element("th", { scope: "col" }, words)));
  return element("table", { class: "qanun-moves" }, element("thead", {}, head), element("tbody", {}, ...rows));
}
