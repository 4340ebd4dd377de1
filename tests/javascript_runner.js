// Puts cases to generated JavaScript: a message in JSON on each line, a reply on each line.
"use strict";
const vm = require("node:vm");
const readline = require("node:readline");
const { page: pageOf, walk } = require("./javascript_page.js");

// Like a page: no Node, only what the language and Intl give.
const page = vm.createContext({});
const run = (script, path) => vm.runInContext(script, page, { filename: path });

function called(body, given) {
  try {
    return page.parts(body)(...given);
  } catch (error) {
    return { thrown: error.message };
  }
}

const RESTS = ["provisions", "readings"];

// Answers without the provisions and readings on which they rest, which are then not looked up.
function unrested(found) {
  const bare = (answer) => {
    const parts = Object.keys(answer).map((name) => [name, RESTS.includes(name) ? [] : told(answer[name])]);
    return Object.fromEntries(parts);
  };
  const isAnswer = (part) => part !== null && typeof part === "object" && "verdict" in part;
  const told = (part) => (Array.isArray(part) ? part.map((one) => (isAnswer(one) ? bare(one) : one)) : part);
  const answers = Object.entries(found.answers).map(([name, answer]) => [name, bare(answer)]);
  return { ...found, answers: Object.fromEntries(answers) };
}

function reply(message) {
  if (message.script !== undefined) {
    run(message.script, message.path);
    return null;
  }
  if (message.expression !== undefined) return run(`(${message.expression})`, "expression");
  if (message.alone !== undefined) {
    const alone = vm.createContext({});
    vm.runInContext(message.alone, alone);
    return Object.keys(alone);
  }
  if (message.form !== undefined) {
    const made = pageOf(message.form, message.hash);
    const shown = vm.createContext(made.names);
    for (const script of message.scripts) vm.runInContext(script, shown);
    return walk(made, message.steps);
  }
  if (message.function !== undefined) return called(message.function, message.arguments);
  const question = page.qanun.question(message.question);
  try {
    if (message.method === "told") return unrested(question.explore(...message.arguments));
    return question[message.method](...message.arguments);
  } catch (error) {
    if (error instanceof page.qanun.CaseImpossible) return { impossible: error.sentence };
    if (error instanceof page.qanun.FactsRefused) return { mistakes: error.mistakes };
    throw error;
  }
}

readline.createInterface({ input: process.stdin }).on("line", (line) => {
  let answer;
  try {
    answer = { value: reply(JSON.parse(line)) };
  } catch (error) {
    answer = { error: String(error.stack || error) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
});
