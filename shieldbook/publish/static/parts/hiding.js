/* Hide the answers of a page that a class works on, and keep them hidden from one such page to the next. */
(() => {
  "use strict";
  const NAME = "answers";
  const root = document.documentElement;
  const box = document.querySelector(".sb-hiding");
  if (!box) return;
  const base = new URL(root.dataset.content_root, location.href).href.split(/[?#]/)[0];
  const pages = new Set(box.dataset.pages.split(" "));
  const hidden = () => root.dataset.answers === "hidden";

  /* An address as it has to be for what is set now. */
  function kept(address) {
    const to = new URL(address, location.href);
    if (hidden()) to.searchParams.set(NAME, "hidden");
    else to.searchParams.delete(NAME);
    return to.href;
  }

  function turn() {
    root.dataset.answers = hidden() ? "shown" : "hidden";
    document.dispatchEvent(new CustomEvent("sb:answers"));
    const address = kept(location.href);
    try {
      history.replaceState(history.state, "", address);
    } catch {
      /* Some browsers keep the address of a file as it is: then the page is opened anew. */
      location.assign(address);
    }
  }

  /* A link to another page with answers takes along what is set, just before it is followed. */
  function carry({ target }) {
    const link = target.closest?.("a[href]");
    const to = link?.getAttribute("href");
    if (!to || to.startsWith("#")) return;
    const [page] = new URL(to, location.href).href.split(/[?#]/);
    if (page.startsWith(base) && pages.has(page.slice(base.length))) link.setAttribute("href", kept(to));
  }

  box.querySelector("button").addEventListener("click", turn);
  for (const event of ["pointerdown", "focusin", "click"]) document.addEventListener(event, carry, true);
})();
