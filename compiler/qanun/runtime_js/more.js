// What the second script brings, which is loaded when somebody wants it: explanations, what would change an answer, what if.

/** Its functions, by name. @type {any} */
const MORE = {};
/** @type {(() => void)[]} */
const wanting = [];
/** The second script stands beside the first. */
const FIRST_SCRIPT = typeof document === "undefined" || !document.currentScript ? "" : document.currentScript.src;

/** Take the second script: it makes its functions of what the first one has. @param {(shared: any) => any} make */
function more(make) {
  Object.assign(MORE, make(SHARED));
  for (const act of wanting.splice(0)) act();
}

/** Do something with the second script. @param {() => void} act */
function withMore(act) {
  if (MORE.explanationOf) return act();
  wanting.push(act);
  if (wanting.length > 1) return undefined;
  const src = FIRST_SCRIPT.replace(/[^/]*$/, "qanun-more.js");
  return document.head.append(element("script", { src }));
}
