/* Elements made from the data and from what a reader typed, in which nothing is markup. */
(() => {
  "use strict";
  const shieldbook = (window.shieldbook = window.shieldbook || {});

  /* An element with its attributes and children; text stays text. */
  function el(name, given = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(given)) {
      if (typeof value === "function") made.addEventListener(key, value);
      else if (value === true) made.setAttribute(key, "");
      else if (value !== false && value !== null && value !== undefined) made.setAttribute(key, value);
    }
    made.append(...children.flat().filter((child) => child !== null && child !== "" && child !== undefined));
    return made;
  }
  shieldbook.el = el;

  function button(words, click, extra = {}) {
    return el("button", { type: "button", class: "sb-button", click, ...extra }, words);
  }
  shieldbook.button = button;

  /* Hand a text to the reader as a file; it is made here and sent nowhere. */
  shieldbook.handOut = (name, text) => {
    const address = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
    el("a", { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  };

  shieldbook.copy = async (input, status) => {
    input.select();
    try {
      await navigator.clipboard.writeText(input.value);
      status.textContent = "Copied.";
    } catch {
      status.textContent = "It is selected: press Ctrl+C, or hold to copy.";
    }
  };
})();
