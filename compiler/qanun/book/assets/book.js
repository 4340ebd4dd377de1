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
