"use strict";
// Runs the search of a built book without a browser: the folder of the book, then queries as JSON on standard input.
const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

const book = process.argv[2];
const scripts = path.join(book, "assets", "qanun");
const index = JSON.parse(fs.readFileSync(path.join(book, "search", "search_index.json"), "utf-8"));
const heard = [];
const waiting = [];
const world = vm.createContext({
  URL,
  location: { href: `file://${scripts}/search.js` },
  addEventListener: (_, listener) => heard.push(listener),
  postMessage: (message) => waiting.shift()(message),
  importScripts: (url) => vm.runInContext(fs.readFileSync(new URL(url), "utf-8"), world),
});
world.self = world;
vm.runInContext(fs.readFileSync(path.join(scripts, "search.js"), "utf-8"), world);
const ask = (type, data) => new Promise((done) => { waiting.push(done); heard[0]({ data: { type, data } }); });

(async () => {
  await ask(0, index);
  const found = {};
  for (const query of JSON.parse(fs.readFileSync(0, "utf-8"))) found[query] = (await ask(2, query)).data.items.slice(0, 10);
  process.stdout.write(JSON.stringify(found));
})();
