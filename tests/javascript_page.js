// As much of a page as the form needs, for tests that drive it: elements, their listeners, simple selectors, an address.
"use strict";

class Element {
  constructor(tag) {
    this.tag = tag;
    this.attributes = new Map();
    this.listeners = new Map();
    this.nodes = [];
    this.parent = null;
    this.dataset = {};
    this.value = "";
    this.checked = false;
    this.open = false;
  }

  setAttribute(name, value) {
    this.attributes.set(name, `${value}`);
    if (name === "value") this.value = `${value}`;
    if (name === "checked" || name === "open") this[name] = true;
    if (name === "selected") this.parentSelected = true;
  }
  getAttribute(name) {
    return this.attributes.has(name) ? this.attributes.get(name) : null;
  }
  removeAttribute(name) {
    this.attributes.delete(name);
  }
  toggleAttribute(name, on) {
    if (on) this.setAttribute(name, "");
    else this.removeAttribute(name);
  }
  set id(value) {
    this.setAttribute("id", value);
  }
  addEventListener(kind, act) {
    this.listeners.set(kind, [...(this.listeners.get(kind) || []), act]);
  }
  fire(kind) {
    for (const act of this.listeners.get(kind) || []) act({ preventDefault() {}, target: this });
  }
  append(...nodes) {
    for (const node of nodes) {
      this.nodes.push(node);
      if (node instanceof Element) {
        node.parent = this;
        if (this.tag === "select" && (node.parentSelected || this.nodes.length === 1)) this.value = node.value;
      }
    }
  }
  replaceChildren(...nodes) {
    this.nodes = [];
    this.append(...nodes.filter((node) => node !== ""));
  }
  remove() {
    this.parent.nodes = this.parent.nodes.filter((node) => node !== this);
  }
  get children() {
    return this.nodes.filter((node) => node instanceof Element);
  }
  get textContent() {
    return this.nodes.map((node) => (node instanceof Element ? node.textContent : `${node}`)).join("");
  }
  set textContent(text) {
    this.nodes = text === "" ? [] : [text];
  }
  get isConnected() {
    return this.tag === "body" || (this.parent !== null && this.parent.isConnected);
  }
  focus() {
    Element.focused = this;
  }
  scrollIntoView() {}
  select() {}
  descendants() {
    return this.children.flatMap((child) => [child, ...child.descendants()]);
  }
  fits(selector) {
    if (selector.startsWith(".")) return (this.getAttribute("class") || "").split(" ").includes(selector.slice(1));
    if (selector.startsWith("[")) return this.attributes.has(selector.slice(1, -1));
    return this.tag === selector;
  }
  /** Of a path of selectors the last counts. */
  querySelectorAll(selectors) {
    const wanted = selectors.split(",").map((one) => one.trim().split(" ").pop());
    return this.descendants().filter((each) => wanted.some((one) => each.fits(one)));
  }
  querySelector(selectors) {
    return this.querySelectorAll(selectors)[0] || null;
  }
}

/** A page with the host of one form, and the names that a script finds there. */
function page(question, hash) {
  const body = new Element("body");
  const host = new Element("div");
  host.setAttribute("class", "qanun-form");
  host.dataset = { question, links: "{}" };
  body.append(host);
  const location = { hash, pathname: "/page", search: "" };
  const listeners = new Map();
  /** What is to be done once the page was drawn. */
  const waiting = [];
  return {
    host,
    location,
    drawn() {
      while (waiting.length) waiting.shift()();
    },
    names: {
      document: {
        readyState: "complete",
        createElement: (tag) => new Element(tag),
        execCommand: () => true,
        querySelectorAll: (selector) => body.querySelectorAll(selector),
      },
      location,
      history: {
        replaceState(_, __, address) {
          location.hash = address.includes("#") ? address.slice(address.indexOf("#")) : "";
        },
      },
      setTimeout: (act) => waiting.push(act),
      addEventListener: (kind, act) => listeners.set(kind, act),
    },
  };
}

/** Does steps in a form, and says what each shows: `press WORDS`, `open WORDS WHERE` (what is folded),
 * `type WORDS` (into the next input), `tick N`, `send`,
 * `choose N WHERE`, `write TEXT` and `read` (the field of JSON), `see CLASS`, `address`, `focus`. */
function walk({ host, location, drawn }, steps) {
  const told = [];
  const next = () => host.querySelector(".qanun-next");
  for (const [what, ...given] of steps) {
    drawn();
    if (what === "press") {
      const within = given[1] ? host.querySelector(given[1]) : host;
      const found = within.querySelectorAll("button").find((one) => one.textContent === given[0]);
      if (!found) throw new Error(`no button ${given[0]} in: ${within.textContent}`);
      found.fire("click");
    } else if (what === "type") {
      given.forEach((words, place) => {
        next().querySelectorAll("input, select")[place].value = words;
      });
    } else if (what === "tick") {
      const box = next().querySelectorAll("input")[given[0]];
      box.checked = true;
      box.fire("change");
    } else if (what === "choose") {
      const radio = host.querySelector(given[1]).querySelectorAll("input")[given[0]];
      radio.checked = true;
      radio.fire("change");
    } else if (what === "open") {
      const found = host.querySelector(given[1]).querySelectorAll("details");
      const folded = found.find((one) => one.textContent.startsWith(given[0]));
      folded.open = true;
      folded.fire("toggle");
    } else if (what === "send") next().querySelector("form").fire("submit");
    else if (what === "write") host.querySelector("textarea").value = given[0];
    else if (what === "see") told.push(host.querySelector(`.${given[0]}`).textContent);
    else if (what === "read") told.push(host.querySelector("textarea").value);
    else if (what === "address") told.push(location.hash);
    else if (what === "focus") told.push(Element.focused.textContent);
    else throw new Error(`no step ${what}`);
  }
  return told;
}

module.exports = { page, walk };
