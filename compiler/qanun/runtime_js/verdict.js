// The verdict of a case, always in sight, and the short answer below it, as elements.

/** How many of a thing there are, in words. @param {number} number @param {string} one @param {string} [many] */
const inNumbers = (number, one, many = `${one}s`) => `${number} ${number === 1 ? one : many}`;

/** The line that stays on the screen: how sure it is, what follows, what is still open. */
class Verdict {
  constructor() {
    this.sure = element("span", { class: "qanun-sure" });
    this.said = element("p", { class: "qanun-headline", tabindex: -1 });
    this.counts = element("p", { class: "qanun-counts" });
    const words = element("div", { role: "status", "aria-live": "polite" }, this.sure, this.said, this.counts);
    this.node = element("section", { class: "qanun-bar", "aria-label": "The verdict" }, words);
  }

  /** No answer, and why. @param {string} why */
  refused(why) {
    this.shown("No answer", why, "");
  }

  /** What a case comes to so far. @param {Shortening} short @param {string[]} needs what can still matter */
  of(short, needs) {
    const { made, headline } = short.base;
    const open = made.filter((answer) => answer.needs.length).length;
    const silences = short.sure.filter((place) => short.isSilence(place)).length + short.silences().length;
    const certain = open
      ? [`${made.length - open} of ${inNumbers(made.length, "answer")} certain`, `${inNumbers(needs.length, "fact")} can still matter`]
      : [];
    const left = silences ? [`the law leaves ${inNumbers(silences, "point")} open`] : [];
    const said = headline === null ? leading(short) : `${headline}.`;
    const counts = [...certain, ...left].join("; ");
    this.shown(open ? "Not certain yet" : "Certain", said, counts ? `${capital(counts)}.` : "");
  }

  /** @param {string} sure @param {string} said @param {string} counts */
  shown(sure, said, counts) {
    this.sure.textContent = sure;
    this.node.setAttribute("data-sure", sure);
    this.said.textContent = said;
    this.counts.textContent = counts;
  }

  /** Something that was done. @param {string} words */
  tell(words) {
    this.counts.textContent = words;
  }
}

/** The sentence of the weightiest answer that says more than no; else of the weightiest that is certain. @param {Shortening} short */
function leading(short) {
  const certain = short.places.filter((place) => !LEFT_OPEN.includes(short.base.made[place].verdict));
  const first = certain.find((place) => !["no", "need_not"].includes(short.base.made[place].verdict));
  const place = first === undefined ? certain[0] : first;
  if (place !== undefined) return sentencesSaid(short.base.made[place])[0];
  const silent = short.sure.find((place) => short.isSilence(place));
  return silent === undefined ? "Nothing is certain so far." : short.base.made[silent].sentence;
}

/** A sentence with the provision that states it. @param {Said} said @param {Links} links */
function saidShown({ sentence, ...source }, links) {
  return [sentence, " ", sourceShown(source, links)];
}

/** @param {{law: string, place: string, anchor?: string}} source @param {Links} links */
function sourceShown({ law, place, anchor }, links) {
  if (!place) return "";
  const words = `${law}, ${place}`;
  const href = anchor === undefined ? null : links(anchor).href;
  return href ? element("a", { class: "qanun-cited", href }, words) : element("span", { class: "qanun-cited" }, words);
}

/** A section of the short answer; none where it has no lines.
 * @param {string} name its class @param {string} heading @param {any[][]} lines */
function sectionShown(name, heading, lines) {
  if (!lines.length) return null;
  const rows = lines.map((line) => element("li", {}, ...line));
  return element("section", { class: name }, element("h3", {}, heading), element("ul", {}, ...rows));
}

/** The words of the provisions that decide, for paper. @param {Shortening} short */
function decidingLaw(short) {
  const anchors = short.places.flatMap((place) => short.said(place)).map(({ anchor }) => anchor);
  const cited = short.question.provisions.filter(({ anchor }) => anchors.includes(anchor));
  const rows = cited.map(({ citation, text }) => element("p", {}, element("b", {}, citation), ` ${text}`));
  return element("section", { class: "qanun-paper" }, element("h3", {}, "The law"), ...rows);
}

/** What decided, and, once nothing is open, what it is under each reading: found by many evaluations, and put in when they
 * are done.
 * @param {Shortening} short @param {(readings: Object<string, string>) => void} read takes readings otherwise */
function decidedShown(short, read) {
  const box = element("div", { class: "qanun-decided" });
  later(box, () => {
    const why = short.why().map(({ label, value }) => [`${capital(label)}: `, element("b", {}, value)]);
    const open = short.base.made.some(({ needs }) => needs.length);
    box.replaceChildren(...[sectionShown("qanun-decisive", "What decided", why)].filter((one) => one !== null));
    if (!open && short.question.readings.length) withMore(() => box.append(MORE.underShown(short, read)));
  });
  return box;
}

/** Does something for an element once the page has been drawn and nobody goes on at once, if it still stands there then.
 * @param {any} node @param {() => void} act */
function later(node, act) {
  setTimeout(() => {
    if (node.isConnected) act();
  }, A_PAUSE);
}

/** Milliseconds in which nobody reads an answer and replies to the next question. */
const A_PAUSE = 250;
