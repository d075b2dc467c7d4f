// Owns what happens when a style sheet of the document does not come: until it has come or failed, the browser paints nothing.

const PATIENCE_MS = 6_000;

/** A sheet that a script puts in does not keep the browser from painting; should it come after all, it applies. */
const unblock = () => {
  for (const link of document.querySelectorAll('link[rel=stylesheet]')) {
    if (link instanceof HTMLLinkElement && !link.sheet) link.replaceWith(link.cloneNode());
  }
};
setTimeout(unblock, PATIENCE_MS);
