// The words of the whole book are fetched when somebody turns to the search, and not with every page.
// The theme asks for them at once; its request waits until the search is pointed at or entered.
(() => {
  const asked = new URLSearchParams(location.search);
  const needed = new Promise((resolve) => {
    if (asked.has("q") || asked.has("h")) resolve();
    const turned = (event) => {
      if (event.target instanceof Element && event.target.closest("[data-md-component=search], [for=__search]")) resolve();
    };
    for (const kind of ["focusin", "pointerover", "touchstart"]) document.addEventListener(kind, turned, { passive: true });
  });
  const open = XMLHttpRequest.prototype.open;
  const send = XMLHttpRequest.prototype.send;
  const waiting = new WeakSet();
  XMLHttpRequest.prototype.open = function (method, url, ...rest) {
    if (/\/search\/search_index\.json$/.test(url)) waiting.add(this);
    return open.call(this, method, url, ...rest);
  };
  XMLHttpRequest.prototype.send = function (...body) {
    if (waiting.has(this)) needed.then(() => send.apply(this, body));
    else send.apply(this, body);
  };
})();
