"use strict";
/* The page to try the service: what is asked goes to the operations beside this page, and what they say is
   shown as text. Nothing of it is run, kept or sent elsewhere. */

const $ = (id) => document.getElementById(id);

async function call(path, form, body) {
  const headers = { accept: form };
  if ($("token").value) headers.authorization = `Bearer ${$("token").value}`;
  if (body !== undefined) headers["content-type"] = "application/json";
  const reply = await fetch(path, { method: body === undefined ? "GET" : "POST", headers, body });
  if (reply.status === 401) $("token-line").hidden = false;
  return { good: reply.ok, kind: reply.headers.get("content-type") || "", text: await reply.text() };
}

function show(title, text) {
  $("told").textContent = title;
  $("answer").textContent = text;
}

async function list() {
  const reply = await call("questions", "application/json");
  if (!reply.good) return show("A token is needed", "Write it into its field, and leave the field.");
  $("question").replaceChildren(
    ...JSON.parse(reply.text).questions.map((one) => {
      const option = document.createElement("option");
      option.value = one.question;
      option.textContent = `${one.label} (${one.question})`;
      return option;
    }),
  );
  return choose();
}

async function choose() {
  const reply = await call(`questions/${encodeURIComponent($("question").value)}`, "application/json");
  const question = JSON.parse(reply.text);
  $("facts").value = JSON.stringify(question.example.facts, null, 2);
  $("as-of").value = (question.example.as_of || "").slice(0, 10);
  $("day-said").textContent = question.needs_as_of ? "the answer depends on it" : "the answer does not depend on it";
  $("readings").hidden = question.readings.length === 0;
  $("readings").replaceChildren($("readings").querySelector("legend"), ...question.readings.map(reading));
  show(question.label, question.facts.map((fact) => `${fact.name}: ${fact.label}`).join("\n"));
}

function reading(one) {
  const label = document.createElement("label");
  label.textContent = one.label;
  const select = document.createElement("select");
  select.name = one.parameter;
  for (const each of one.options) select.append(new Option(each.label, each.option));
  label.append(select);
  return label;
}

function asked(way) {
  const query = new URLSearchParams();
  if ($("as-of").value) query.set("as_of", $("as-of").value);
  for (const one of $("readings").querySelectorAll("select")) query.set(one.name, one.value);
  const behind = query.toString();
  return `questions/${encodeURIComponent($("question").value)}/${way}${behind ? `?${behind}` : ""}`;
}

async function ask(event) {
  event.preventDefault();
  const way = event.submitter.value;
  const path = asked(way);
  const form = way === "next" ? "application/json" : "text/plain";
  const said = $("facts").value;
  const quoted = said.replaceAll("'", "'\\''");
  $("curl").textContent =
    `curl --json '${quoted}' -H 'accept: ${form}' '${new URL(path, location.href)}'`;
  const reply = await call(path, form, said);
  const isJson = reply.kind.includes("json");
  show(reply.good ? "" : "Not answered", isJson ? JSON.stringify(JSON.parse(reply.text), null, 2) : reply.text);
}

$("question").addEventListener("change", choose);
$("token").addEventListener("change", list);
$("asked").addEventListener("submit", ask);
list();
