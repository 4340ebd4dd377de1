// In a panel that shows a page of the book: follows the cursor of the text, and hands links back.

{
  const { page } = document.currentScript.dataset;
  const editor = acquireVsCodeApi();

  /** Bring what has an id to the top, and mark it; or let a form have the case that a link carries. */
  const show = (fragment) => {
    if (fragment.includes("=")) {
      location.hash = fragment;
      return;
    }
    const id = decodeURIComponent(fragment);
    for (const one of document.querySelectorAll(".qanun-at-cursor")) one.classList.remove("qanun-at-cursor");
    const found = id === "" ? document.body : document.getElementById(id);
    if (found === null) return;
    if (found !== document.body) found.classList.add("qanun-at-cursor");
    found.scrollIntoView({ block: "start" });
  };

  addEventListener("message", ({ data }) => {
    if (typeof data?.show === "string") show(data.show);
  });

  addEventListener(
    "click",
    (event) => {
      const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
      if (link === null) return;
      event.preventDefault();
      event.stopPropagation();
      const href = link.getAttribute("href");
      if (href.startsWith("#")) show(href.slice(1));
      else editor.postMessage({ open: href, page });
    },
    true,
  );

  // A form writes its case into the address of its page. A panel may have none that can be written.
  const replace = history.replaceState.bind(history);
  history.replaceState = (...given) => {
    try {
      replace(...given);
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
    }
  };

  const ready = () => editor.postMessage({ ready: page });
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", ready);
  else ready();
}
