// A click on the mark behind a provision or a rule also copies the link to it.
document.addEventListener("click", (event) => {
  const mark = event.target instanceof Element ? event.target.closest(".qanun-permalink") : null;
  if (!mark || !navigator.clipboard) return;
  navigator.clipboard.writeText(mark.href).then(() => {
    const told = mark.title;
    mark.title = "Link copied";
    mark.classList.add("qanun-copied");
    setTimeout(() => { mark.title = told; mark.classList.remove("qanun-copied"); }, 1500);
  }, () => undefined);
});

// The rules as they are written stand behind one button, which remembers.
const WRITTEN = "qanun-rules-as-written";
const kept = (change) => { try { return change(localStorage); } catch { return null; } };
const showWritten = (on) => document.documentElement.toggleAttribute("data-written", on);
showWritten(kept((store) => store.getItem(WRITTEN)) === "yes");
addEventListener("DOMContentLoaded", () => {
  const place = document.querySelector(".qanun-code") && document.querySelector(".qanun-standing");
  if (!place) return;
  const button = document.createElement("button");
  button.className = "qanun-toggle";
  button.type = "button";
  const say = () => {
    const on = document.documentElement.hasAttribute("data-written");
    button.textContent = on ? "Hide the rules as they are written" : "Show the rules as they are written";
    button.setAttribute("aria-pressed", `${on}`);
  };
  button.addEventListener("click", () => {
    const on = !document.documentElement.hasAttribute("data-written");
    showWritten(on);
    kept((store) => store.setItem(WRITTEN, on ? "yes" : "no"));
    say();
  });
  say();
  place.after(button);
});
