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
 * @param {Shortening} short
 * @param {Links} links
 * @param {Set<string>} open the answers that stand open
 * @param {(facts: Map<string, any>) => void} take takes over a case that is otherwise
 */
function answersShown(short, links, open, take) {
  const { made } = short.base;
  const certain = short.places.filter((place) => made[place].verdict !== "unknown");
  const unknown = short.places.filter((place) => made[place].verdict === "unknown");
  const shown = (/** @type {number} */ place) => answerShown(short, place, links, open, take);
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
 * @param {Shortening} short @param {Links} links @param {Set<string>} open
 * @param {(facts: Map<string, any>) => void} take */
function leftOpenShown(short, links, open, take) {
  const shown = (/** @type {number} */ place) => answerShown(short, place, links, open, take);
  const asked = short.sure.filter((place) => short.isSilence(place)).map(shown);
  const perhaps = short.arising.filter((place) => short.isSilence(place) && !short.sure.includes(place));
  const others = short.silences().map((name) =>
    element("p", { class: "qanun-answer qanun-verdict-silent" }, ...saidShown(short.openPoint(name), links)),
  );
  const many = perhaps.length === 1 ? "One more point may be left open" : `${perhaps.length} more points may be left open`;
  const folded = perhaps.length ? unfolding(`${many}: that is not certain yet`, () => perhaps.map(shown), { at: "once" }) : null;
  if (!asked.length && !others.length) return folded || "";
  return element("section", { class: "qanun-left" }, element("h3", {}, "What the law leaves open"), ...asked, ...others, folded);
}

/** Stands among the answers that stand open for all that do not arise. */
const BESIDES = "";

/** An answer: its verdict, its sentence with the provision that decides, and why. What is not certain is told by its
 * label alone: the facts that are needed stand once beside all answers.
 * @param {Shortening} short @param {number} place @param {Links} links @param {Set<string>} open
 * @param {(facts: Map<string, any>) => void} take */
function answerShown(short, place, links, open, take) {
  const answer = short.base.made[place];
  const why = unfolding("Why, and why not otherwise", () => MORE.reasonsShown(short.base, place, links), {
    isOpen: open.has(answer.subject),
  });
  why.setAttribute("class", "qanun-reasons");
  why.addEventListener("toggle", () => (why.open ? open.add(answer.subject) : open.delete(answer.subject)));
  const chip = element("span", { class: "qanun-verdict" }, VERDICTS[answer.verdict]);
  const isOpen = answer.verdict === "unknown";
  const lit = litBy(short, place, links);
  const said = short.said(place).map((one) => saidShown(isOpen ? { ...one, sentence: capital(answer.label) } : one, lit));
  return element(
    "article",
    { class: `qanun-answer qanun-verdict-${answer.verdict}`, "aria-label": capital(answer.label) },
    ...said.map((words, at) => element("p", {}, ...(at ? [] : [chip, " "]), ...words)),
    why,
    changesShown(short, place, take),
  );
}

/** Links to provisions, each with the ids of those on its page whose words decided an answer, for that page to mark.
 * @param {Shortening} short @param {number} place @param {Links} links @returns {Links} */
function litBy(short, place, links) {
  const { grounds, barred_by: barredBy } = short.base.made[place];
  const { entries } = short.question.core;
  const anchors = [...grounds, ...barredBy].flatMap((name) => (entries.get(name) || { provisions: [] }).provisions);
  const deciding = anchors.map((anchor) => (links(anchor).href || "").split("#"));
  return (anchor) => {
    const { href, shown } = links(anchor);
    const [page, id] = (href || "").split("#");
    const ids = new Set([id, ...deciding.filter(([path]) => path === page).map(([, one]) => one)]);
    return { href: href && id ? `${page}#${id}&lit=${[...ids].join("+")}` : href, shown };
  };
}

/** What is worked out when somebody unfolds it, by the second script or at once.
 * @param {string} words @param {() => HTMLElement[]} make @param {{isOpen?: boolean, at?: "once"|"second"}} [how] */
function unfolding(words, make, { isOpen = false, at = "second" } = {}) {
  const details = element("details", { open: isOpen }, element("summary", {}, words));
  let made = false;
  const fill = () => {
    if (made || !details.open) return;
    made = true;
    const put = () => details.append(...make());
    if (at === "once") put();
    else withMore(put);
  };
  details.addEventListener("toggle", fill);
  fill();
  return details;
}

/** The sentence of an answer; of one about each thing of a list one for each. @param {Answer} answer @returns {string[]} */
const sentencesSaid = ({ value, verdict, sentence }) =>
  verdict === "value" && Array.isArray(value) && value.length && value[0].verdict !== undefined
    ? value.map((one) => one.sentence)
    : [sentence];

/** What would change an answer, looked for when somebody wants to know; each change can be taken over. Nothing of what is
 * not certain yet.
 * @param {Shortening} short @param {number} place @param {(facts: Map<string, any>) => void} take */
function changesShown(short, place, take) {
  const { value, verdict } = short.base.made[place];
  if (LEFT_OPEN.includes(verdict)) return null;
  const isEach = short.question.subjects[place].about && Array.isArray(value);
  const box = element("div", { role: "status" });
  const opener = button(
    "What would change this?",
    () => {
      const isOpen = box.children.length > 0;
      opener.setAttribute("aria-expanded", `${!isOpen}`);
      if (isOpen) return box.replaceChildren();
      const found = (/** @type {number|null} */ number) => MORE.changesListed(short, place, number, take);
      return withMore(() =>
        box.replaceChildren(
          ...(isEach ? value.flatMap((one, number) => [element("p", {}, one.sentence), ...found(number)]) : found(null)),
        ),
      );
    },
    { class: "qanun-link", "aria-expanded": "false" },
  );
  return element("div", { class: "qanun-changes" }, opener, box);
}
