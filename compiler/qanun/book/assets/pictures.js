// A box of a picture that is pointed at or has the focus lights up, with what leads to it and what it leads to.
(() => {
  const lit = (target, on) => {
    const part = target instanceof Element ? target.closest(".q-box, .q-line") ?? target.querySelector(":scope > .q-box") : null;
    const picture = part?.closest(".q-picture");
    if (!picture) return;
    picture.classList.toggle("q-lighting", on);
    const own = part.dataset.of;
    const touching = part.matches(".q-line") ? [part] : [...picture.querySelectorAll(`.q-line`)].filter((line) => own && [line.dataset.from, line.dataset.to].includes(own));
    const ends = new Set([own, ...touching.flatMap((line) => [line.dataset.from, line.dataset.to])]);
    for (const line of touching) line.classList.toggle("q-lit", on);
    for (const box of picture.querySelectorAll(".q-box")) if (ends.has(box.dataset.of)) box.classList.toggle("q-lit", on);
  };
  for (const [kind, on] of [["pointerover", true], ["pointerout", false], ["focusin", true], ["focusout", false]]) {
    document.addEventListener(kind, (event) => lit(event.target, on));
  }
})();
