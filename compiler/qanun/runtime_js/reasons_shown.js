// Explanations as elements of the page.

/** Whether a line speaks for the line above it. */
const MARKS = { [MET]: "for", [UNMET]: "against", [UNCERTAIN]: "open" };

/** The lines below an answer. @param {Answered} answered @param {number} place @param {Links} links */
function reasonsShown(answered, place, links) {
  const node = explanationOf(answered).nodes[place];
  if (!node.parts.length) return [element("p", {}, "It rests on nothing else.")];
  return [element("ul", {}, ...node.parts.map((part) => lineShown(part, links, decides(node, part) ? 0 : CLOSED)))];
}

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

/** The provisions on which answers rest, with their words. @param {Answered} answered @param {Links} links */
function provisionsShown(answered, links) {
  const rows = explanationOf(answered).provisions.flatMap(({ anchor, citation, text }) => [
    element("dt", {}, provisionLink(anchor, links), ` ${citation}`),
    element("dd", {}, text),
  ]);
  return [element("dl", {}, ...rows)];
}
