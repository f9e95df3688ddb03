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

  /* An option opens on nothing while answers are hidden, so it is then no control: not by keyboard either. */
  const opened = new Set();

  function options() {
    for (const option of document.querySelectorAll(".sb-item details")) {
      const [summary] = option.children;
      if (hidden()) {
        if (option.open) opened.add(option);
        option.open = false;
        summary.tabIndex = -1;
      } else {
        option.open = option.open || opened.delete(option);
        summary.removeAttribute("tabindex");
      }
    }
  }

  function still(event) {
    if (hidden() && event.target.closest?.(".sb-item summary")) event.preventDefault();
  }

  /* A control whose reader has set it may say what comes out; at its start it is as silent as before. */
  function own({ type, target }) {
    const box = target.closest?.(".sb-explorer, .sb-states, .sb-sentence");
    if (!box || (type === "click" && !target.closest("[data-scenario], [data-do=reset], .sb-step"))) return;
    if (target.closest("[data-do=reset]")) silence(box);
    else box.dataset.turned = "";
  }

  function silence(box) {
    delete box.dataset.turned;
    for (const spoken of box.querySelectorAll(".sb-said, output.sb-unseen")) spoken.textContent = "";
  }

  function turn() {
    root.dataset.answers = hidden() ? "shown" : "hidden";
    for (const box of document.querySelectorAll("[data-turned]")) silence(box);
    options();
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

  options();
  box.querySelector("button").addEventListener("click", turn);
  document.addEventListener("click", still);
  for (const event of ["input", "change", "click"]) document.addEventListener(event, own, true);
  for (const event of ["pointerdown", "focusin", "click"]) document.addEventListener(event, carry, true);
})();
