// What follows under each reading, side by side, as elements.

/** So many choices of readings stand beside one another. */
const MOST_BESIDE = 8;
/** So many are put to the law while somebody waits: half a second at most. */
const MOST_AWAITED = 100;

/** The headline and the answers that turn on readings, in a column for each choice of them, what differs marked; that what
 * follows holds under all readings where it does.
 * @param {Shortening} short @param {(readings: Object<string, string>) => void} read takes readings otherwise */
function underShown(short, read) {
  const choices = short.choices(MOST_AWAITED);
  const { found } = choices;
  const [first] = found;
  const said = (/** @type {Answered} */ { made }, /** @type {number} */ place) => sentencesSaid(made[place]).join(" ");
  const places = [...short.places, ...short.besides, ...short.arising.filter((place) => short.isSilence(place))];
  const turning = places.filter((place) => found.some(({ what }) => said(what, place) !== said(first.what, place)));
  const isSaid = found.every(({ what }) => what.headline === first.what.headline);
  const column = ({ what, reads }, /** @type {number} */ at) => {
    const rows = turning.map((place) => element("li", {}, ...marked(said(what, place), said(first.what, place))));
    return element(
      "section",
      {},
      element("h4", {}, at ? readsSaid(choices, reads) : "As it is read here"),
      isSaid || what.headline === null ? null : element("p", {}, ...marked(`${what.headline}.`, `${first.what.headline}.`)),
      element("ul", {}, ...rows),
      at ? button("Read it so", () => read(Object.fromEntries(reads[0])), { class: "qanun-link" }) : null,
    );
  };
  const others = short.places.length - short.places.filter((place) => turning.includes(place)).length;
  const notes = [
    choices.isWhole && found.length === 1 ? SENTENCES["readings.all"] : "",
    choices.isWhole && found.length > 1 && others ? `${inNumbers(others, "other answer")} ${others === 1 ? "holds" : "hold"} under all readings` : "",
    found.length > MOST_BESIDE ? `${inNumbers(found.length - MOST_BESIDE, "other outcome")} under further choices of readings` : "",
    choices.isWhole ? "" : SENTENCES["readings.more"],
  ];
  return element(
    "section",
    { class: "qanun-under" },
    element("h3", {}, "Under each reading"),
    found.length > 1 ? element("div", { class: "qanun-beside" }, ...found.slice(0, MOST_BESIDE).map(column)) : null,
    ...notes.filter((words) => words).map((words) => element("p", {}, sentenceOf(words))),
  );
}

/** Choices under which the same is said. @param {Choices} choices @param {Map<string, string>[]} reads */
function readsSaid(choices, reads) {
  const each = reads.map((one) => choices.read(one).map(({ question, label }) => `${question} “${capital(label)}”`).join("; "));
  return each.join(" — or: ");
}

/** Words, with those marked that stand otherwise than before. @param {string} words @param {string} before @returns {any[]} */
function marked(words, before) {
  if (words === before) return [words];
  const [now, was] = [words.split(" "), before.split(" ")];
  const fewest = Math.min(now.length, was.length);
  let [start, end] = [0, 0];
  while (start < fewest && now[start] === was[start]) start += 1;
  while (end < fewest - start && now[now.length - 1 - end] === was[was.length - 1 - end]) end += 1;
  const other = now.slice(start, now.length - end).join(" ");
  if (!other) return [element("mark", {}, words)];
  return [now.slice(0, start).join(" "), " ", element("mark", {}, other), " ", end ? now.slice(-end).join(" ") : ""];
}
