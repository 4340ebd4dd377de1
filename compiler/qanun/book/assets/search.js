"use strict";
// What the search of the book finds. It stands in the place of the theme's own worker, and gets and answers its messages.
// An entry: { location, title, text }, of law with { kind, what, words } besides; text from the theme has tags in it.
(() => {
  const [SETUP, READY, QUERY, RESULT] = [0, 1, 2, 3];
  const RANK = { law: 3, register: 3, case: 2, about: 1 };
  const [EXACT, SYNONYM, BEGINS] = [1, 0.7, 0.4];
  const SHORTEST = 3; // letters of a word's beginning that are looked for
  const LONGEST = 200; // letters of a line that is shown
  const SHOWN = 2; // places of a page that are shown before the others are asked for
  const PLACES = 8; // places of a page that are shown at all
  const PAGES = 40; // pages of which lines are shown; of those further down the titles are
  const WORD = /\p{N}[\p{L}\p{N}]*(?:\.[\p{L}\p{N}]+)*|\p{L}[\p{L}\p{M}\p{N}]*/gu;
  const SIGNS = { amp: "&", lt: "<", gt: ">", quot: '"', "#34": '"', "#39": "'" };

  const plain = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const wordsOf = (text) => (plain(text).match(WORD) ?? []);
  const unmarked = (text) => text.replace(/<(?:\/(?:p|li|h\d|td|th|pre|div|dd|dt)|br)[^>]*>/g, "\n").replace(/<[^>]*>/g, "")
    .replace(/&([a-z]+|#\d+);/g, (whole, name) => SIGNS[name] ?? whole);
  const escaped = (text) => text.replace(/[&<>"]/g, (sign) => `&${{ "&": "amp", "<": "lt", ">": "gt", '"': "quot" }[sign]};`);

  let entries, pages, index, synonyms;
  const stem = (word) => self.lunr.stemmer(new self.lunr.Token(word, {})).toString();
  const matters = (word) => self.lunr.stopWordFilter(word) !== undefined && !ASKING.has(word);
  const ASKING = new Set("art article happen happened happens if me much mr one para paragraph section show someone somebody tell there up very".split(" "));

  const setUp = ({ config, docs }) => {
    const { lunr } = self;
    pages = new Map();
    entries = docs.map((doc, ref) => {
      const entry = { kind: "about", what: "", words: "", weight: 1, ...doc, ref, title: unmarked(doc.title), text: unmarked(doc.text) };
      const page = entry.location.split("#")[0];
      if (!pages.has(page)) pages.set(page, ref);
      return { ...entry, page: pages.get(page) };
    });
    synonyms = (config.synonyms ?? []).flatMap(({ meant, said }) => said.map((one) => ({ said: wordsOf(one).map(stem), meant: wordsOf(meant) })));
    index = lunr(function () {
      this.ref("ref");
      for (const [name, boost] of [["title", 4], ["words", 3], ["text", 1]]) this.field(name, { boost });
      this.tokenizer = (words) => wordsOf(`${words ?? ""}`).map((word) => new lunr.Token(word, {}));
      this.pipeline.reset();
      this.pipeline.add(lunr.stemmer);
      for (const entry of entries) this.add(entry, { boost: entry.weight });
    });
  };

  // What is asked, one by one: each of the ways in which it can be said, as words that stand together.
  const asked = (query) => {
    const words = wordsOf(query);
    const stems = words.map(stem);
    const found = [];
    for (let at = 0; at < words.length;) {
      const fitting = synonyms.filter(({ said }) => said.every((word, n) => word === stems[at + n]));
      const long = Math.max(1, ...fitting.map(({ said }) => said.length));
      const meant = fitting.filter(({ said }) => said.length === long).map((one) => one.meant);
      found.push({ words: words.slice(at, at + long), meant });
      at += long;
    }
    const weighty = found.filter(({ words, meant }) => meant.length || words.some(matters));
    return weighty.length ? weighty : found;
  };

  // How well each entry fits one thing that is asked.
  const fitting = ({ words, meant }) => {
    const scores = new Map();
    const take = (weight, add) => {
      for (const { ref, score } of index.query(add)) scores.set(ref, Math.max(scores.get(ref) ?? 0, weight * score));
    };
    const all = (said) => (query) => {
      for (const word of said) query.term(stem(word), { presence: self.lunr.Query.presence.REQUIRED, usePipeline: false });
    };
    take(EXACT, all(words));
    for (const said of meant) take(SYNONYM, all(said));
    for (const start of words.length === 1 ? beginnings(words[0]) : []) {
      take(BEGINS, (query) => query.term(start, { wildcard: self.lunr.Query.wildcard.TRAILING, usePipeline: false }));
    }
    return scores;
  };
  const beginnings = (word) => {
    if (/^\p{N}/u.test(word)) return [`${word}.`];
    return word.length < SHORTEST ? [] : [...new Set([word, stem(word)])];
  };

  const search = (query) => {
    const things = asked(query);
    const each = things.map(fitting);
    const found = new Map();
    each.forEach((scores, thing) => scores.forEach((score, ref) => {
      const entry = found.get(ref) ?? { entry: entries[ref], score: 0, met: new Set() };
      entry.score += score;
      entry.met.add(thing);
      found.set(ref, entry);
    }));
    const groups = new Map();
    for (const one of found.values()) groups.set(one.entry.page, [...(groups.get(one.entry.page) ?? []), one]);
    const hit = hits(things);
    return [...groups].map(([page, group]) => ranked(page, group)).sort(before)
      .map((page, place) => (place < PAGES ? shown(page, things, hit) : [bare(page)]));
  };

  // A page with the places on it that fit, the best of them first.
  const ranked = (page, group) => {
    group.sort((a, b) => b.met.size - a.met.size || b.score - a.score);
    const [best] = group;
    const whole = best.entry.kind === "about" ? best.met : new Set(group.flatMap(({ met }) => [...met]));
    return { page, group, met: whole.size, rank: RANK[best.entry.kind], best: best.met.size, score: best.score };
  };
  const before = (a, b) => b.met - a.met || b.rank - a.rank || b.best - a.best || b.score - a.score;

  // What the theme shows of a page: its own entry somewhere among those of places on it.
  const shown = ({ page, group, score }, things, hit) => {
    const marked = marking(hit);
    const items = group.slice(0, PLACES).map(({ entry, met }, place) => ({
      location: entry.location,
      title: marked(entry.title),
      text: `${entry.what ? `<p class="qanun-found">${escaped(entry.what)}</p>` : ""}${entry.text ? `<p>${marked(line(entry.text, hit))}</p>` : ""}`,
      score: place < SHOWN ? score : 0,
      terms: terms(entry, things, met, hit),
    }));
    if (!items.some(({ location }) => location === entries[page].location)) {
      items.push({ ...bare({ page }), title: marked(entries[page].title), terms: items[0].terms });
    }
    return items;
  };
  const bare = ({ page }) => ({ location: entries[page].location, title: escaped(entries[page].title), text: "", score: 0, terms: {} });

  // Whether a word of a text is one that was asked for.
  const tests = (things) => things.flatMap(({ words, meant }) => [
    ...[words, ...meant].flatMap((said) => telling(said).map((word) => ((stemmed) => (_, other) => other === stemmed)(stem(word)))),
    ...(words.length === 1 ? beginnings(words[0]).map((start) => (word, other) => word.startsWith(start) || other.startsWith(start)) : []),
  ]);
  const telling = (words) => (words.some(matters) ? words.filter(matters) : words);
  const hits = (things) => {
    const all = tests(things);
    const known = new Map();
    return (word) => {
      if (!known.has(word)) {
        const low = plain(word);
        const stemmed = stem(low);
        known.set(word, all.some((fits) => fits(low, stemmed)));
      }
      return known.get(word);
    };
  };
  const marking = (hit) => (text) => {
    let [at, out] = [0, ""];
    for (const { 0: word, index: start } of text.matchAll(WORD)) {
      if (!hit(word)) continue;
      out += `${escaped(text.slice(at, start))}<mark>${escaped(word)}</mark>`;
      at = start + word.length;
    }
    return out + escaped(text.slice(at));
  };

  // The line of a text that says most of what is asked.
  const line = (text, hit) => {
    const lines = text.split(/\n+|(?<=[.?!;]["”)]?)\s+/).map((one) => one.trim()).filter(Boolean);
    const count = (one) => new Set((one.match(WORD) ?? []).filter(hit).map((word) => stem(plain(word)))).size;
    const best = lines.reduce((top, one) => { const much = count(one); return much > top.much ? { one, much } : top; }, { one: lines[0] ?? "", much: 0 }).one;
    if (best.length <= LONGEST) return best;
    const first = [...best.matchAll(WORD)].find(([word]) => hit(word))?.index ?? 0;
    const start = first < LONGEST / 2 ? 0 : best.indexOf(" ", first - LONGEST / 2) + 1;
    const end = best.lastIndexOf(" ", start + LONGEST);
    return `${start ? "… " : ""}${best.slice(start, end > start ? end : start + LONGEST)}${end < best.length ? " …" : ""}`;
  };

  // The words of an entry that fit, which its page marks, and those that were typed and do not stand there.
  const terms = (entry, things, met, hit) => {
    const there = `${entry.title} ${entry.text}`.match(WORD)?.filter(hit) ?? [];
    const missing = things.filter((_, thing) => !met.has(thing)).map(({ words }) => [words.join(" "), false]);
    return Object.fromEntries([...[...new Set(there.map((word) => word.toLowerCase()))].slice(0, 8).map((word) => [word, true]), ...missing]);
  };

  // The library stands beside this script, which is a worker's, or a frame's where the book is a folder of files.
  const own = () => (typeof document === "undefined" ? self.location.href : document.querySelector("script[src]").src);
  addEventListener("message", async ({ data: { type, data } }) => {
    if (type === SETUP) {
      await importScripts(new URL("lunr.js", own()).href);
      setUp(data);
      postMessage({ type: READY });
    } else if (type === QUERY) {
      postMessage({ type: RESULT, data: { items: search(data) } });
    }
  });
})();
