/* Words that open their answer in place, at the end of their own paragraph; without this they are links to where it is told. */
(() => {
  "use strict";
  const ASKS = ".sb-opens";
  const ASKED = `${ASKS}[id]`;
  const OPEN = "sb-open";
  const block = (link) => link.closest("p");
  const openIn = (paragraph) => paragraph.querySelectorAll(`:scope > .sb-reply.${OPEN}`);
  /* A note that stands in the margin is there for whoever reads, and opens nothing. */
  const aside = (reply) => getComputedStyle(reply).float !== "none";
  /* Which word opened an answer that is open: several words may ask for one. */
  const askers = new Map();

  /* The answer of a word in the word's own paragraph; what stands elsewhere on the page is copied there. */
  function replyOf(link) {
    const own = document.getElementById(link.dataset.asks);
    const paragraph = block(link);
    if (own.parentElement === paragraph) return own;
    link.id ||= `${own.id}-asked-${document.querySelectorAll(ASKED).length}`;
    const name = `${own.id}-in-${link.id}`;
    const known = document.getElementById(name);
    if (known) return known;
    const copy = own.cloneNode(true);
    copy.id = name;
    copy.classList.remove("sb-beside", OPEN);
    paragraph.append(copy);
    return copy;
  }

  function close(reply) {
    const link = askers.get(reply);
    if (!link) return null;
    reply.classList.remove(OPEN);
    link.setAttribute("aria-expanded", "false");
    askers.delete(reply);
    /* Unseen it goes back to where the margin would show it. */
    if (reply.classList.contains("sb-beside")) block(link).prepend(reply);
    return link;
  }

  function open(link, reply) {
    for (const other of openIn(block(link))) close(other);
    /* A note of the margin has no margin here: below the words that ask, so that they stay where they are. */
    if (reply.classList.contains("sb-beside")) block(link).append(reply);
    reply.classList.add(OPEN);
    link.setAttribute("aria-expanded", "true");
    link.setAttribute("aria-controls", reply.id);
    askers.set(reply, link);
    show(link, reply);
  }

  /* Below the screen it would seem that nothing had happened: then as little is scrolled as shows it, and the word stays in sight. */
  function show(link, reply) {
    const below = reply.getBoundingClientRect().bottom + 8 - innerHeight;
    const free = link.getBoundingClientRect().top - 64;
    if (below > 0 && free > 0) scrollBy({ top: Math.min(below, free), behavior: "instant" });
  }

  function press(happened) {
    const link = happened.target.closest?.(ASKS);
    if (!link || happened.button || happened.ctrlKey || happened.metaKey || happened.shiftKey || happened.altKey) return;
    const reply = replyOf(link);
    if (aside(reply)) return;
    /* Nobody else may take the press for one on a link. */
    happened.preventDefault();
    happened.stopPropagation();
    if (askers.get(reply) === link) close(reply);
    else open(link, reply);
  }

  function escape({ key }) {
    if (key !== "Escape") return;
    const at = document.activeElement;
    const within = at?.closest?.(`.sb-reply.${OPEN}`);
    const reply = [...askers.keys()].find((one) => one === within || askers.get(one) === at);
    if (reply) close(reply)?.focus({ preventScroll: true });
  }

  /* Where a note is in the margin its word opens nothing, and must not say that it does. */
  function tend() {
    for (const link of document.querySelectorAll(ASKS)) {
      const reply = document.getElementById(link.dataset.asks);
      const beside = reply.classList.contains("sb-beside") && reply.parentElement === block(link);
      if (beside && aside(reply)) link.removeAttribute("aria-expanded");
      else if (!link.hasAttribute("aria-expanded")) link.setAttribute("aria-expanded", "false");
    }
  }

  document.addEventListener("click", press, true);
  document.addEventListener("keydown", escape);
  const text = document.querySelector(".content");
  if (text && document.querySelector(ASKS)) {
    let width = 0;
    new ResizeObserver(([{ contentRect }]) => {
      if (contentRect.width === width) return;
      width = contentRect.width;
      for (const reply of [...askers.keys()].filter((one) => one.classList.contains("sb-beside"))) close(reply);
      tend();
    }).observe(text);
  }
})();
