window.shieldbook = window.shieldbook || {};
// What is only needed once somebody asks waits until the page has nothing else to do; bound, for the window alone may call it.
shieldbook.soon = window.requestIdleCallback?.bind(window) ?? ((work) => setTimeout(work, 200));

// What a hash names, if it names anything. Nothing else decodes an address: a stray percent sign would throw.
shieldbook.target = (hash) => {
  let id = hash.slice(1);
  try { id = decodeURIComponent(id); } catch { /* Then the hash is taken as it stands. */ }
  return id ? document.getElementById(id) : null;
};

// The frame of a page: colours, folds that open for a link, drawers, copying, the report.
(() => {
  "use strict";
  const { target } = shieldbook;
  let known;
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];

  function remember(theme) {
    known = theme;
    try { localStorage.setItem("theme", theme); } catch { /* A closed storage only means that nothing is remembered. */ }
  }

  const THEMES = { auto: "as the system", light: "light", dark: "dark" };

  function nameTheme() {
    for (const name of all(".sb-theme-name")) name.textContent = THEMES[document.body.dataset.theme] || THEMES.auto;
  }

  function showTheme(theme) {
    document.body.dataset.theme = theme;
    nameTheme();
  }

  function nextTheme() {
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    const order = dark ? ["auto", "light", "dark"] : ["auto", "dark", "light"];
    const theme = order[(order.indexOf(document.body.dataset.theme) + 1) % order.length];
    showTheme(theme);
    remember(theme);
  }

  // A page that the browser kept whole comes back as it was left, though something else was chosen meanwhile.
  function recall() {
    const theme = shieldbook.kept("theme", ["light", "dark"]) || "auto";
    if (known !== undefined && known !== theme) showTheme(theme);
    known = theme;
  }

  // Opens every fold around an element; true if anything changed.
  function reveal(element) {
    let changed = false;
    for (let fold = element.closest("details"); fold; fold = fold.parentElement.closest("details")) {
      changed ||= !fold.open;
      fold.open = true;
    }
    return changed;
  }

  function arrive() {
    const element = target(location.hash);
    if (!element) seek();
    else if (reveal(element)) element.scrollIntoView({ behavior: "instant" });
  }

  // What the address names and this page does not have may have moved to another; the list of what has is loaded only then. What
  // follows a question mark is a setting of an explorer, and a page without a name stands in for one that is not there.
  function seek() {
    const { content_root: base, page } = document.documentElement.dataset;
    const named = location.hash.split("?")[0];
    if (!page || named.length < 2 || target(named)) return;
    const go = () => {
      const to = shieldbook.moved(page, location.hash);
      if (to) location.replace(base + to);
    };
    if (shieldbook.moved) { go(); return; }
    const list = document.createElement("script");
    list.src = `${base}_static/moved.js`;
    list.addEventListener("load", go);
    document.head.append(list);
  }

  function nearestHeading() {
    const above = all("article :is(h1, h2, h3, h4)").filter((one) => one.getBoundingClientRect().top < innerHeight / 2);
    const heading = above.pop() || document.querySelector("article h1");
    return heading ? heading.firstChild.textContent.trim() : "";
  }

  function tellPlace(link) {
    const address = new URL(link.href);
    const place = `Place: ${nearestHeading()} ${location.hash}`.trim();
    address.searchParams.set("body", address.searchParams.get("body").replace(/^Place:.*$/m, () => place));
    link.href = address.href;
  }

  async function copy(source, button) {
    const text = source.textContent;
    let done = true;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const range = document.createRange();
      range.selectNodeContents(source);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      done = document.execCommand("copy");
    }
    button.dataset.label ??= button.textContent;
    button.textContent = done ? "Copied" : "Selected";
    setTimeout(() => { button.textContent = button.dataset.label; }, 2000);
  }

  function offerCopies() {
    all("article .highlight > pre").forEach((source) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sb-copy";
      button.textContent = "Copy";
      button.addEventListener("click", () => copy(source, button));
      source.after(button);
    });
    for (const button of all("[data-copies]")) {
      button.addEventListener("click", () => copy(document.getElementById(button.dataset.copies), button));
    }
  }

  // The drawers are check boxes, so that they open without this script; it closes them again.
  function tendDrawers() {
    const drawers = [["__navigation", ".sidebar-drawer"], ["__toc", ".toc-drawer"]]
      .map(([id, drawer]) => [document.getElementById(id), document.querySelector(drawer)])
      .filter(([box, drawer]) => box && drawer);
    for (const [box, drawer] of drawers) {
      const close = () => { box.checked = false; };
      drawer.tabIndex = -1;
      box.addEventListener("change", () => { if (box.checked) drawer.focus({ preventScroll: true }); });
      document.addEventListener("keydown", (event) => {
        if (event.key !== "Escape" || !box.checked) return;
        close();
        box.focus();
      });
      document.addEventListener("focusin", ({ target: at }) => {
        if (!drawer.contains(at) && at !== box && !at.closest("label")) close();
      });
      drawer.addEventListener("click", (event) => { if (event.target.closest("a")) close(); });
      box.addEventListener("keydown", (event) => { if (event.key === "Enter") box.click(); });
    }
  }

  function followReading() {
    const entries = new Map(all(".toc-tree a[href^='#']").map((link) => [
      link.hash ? target(link.hash) : document.querySelector("article section"), link.parentElement]));
    const seen = new Set();
    let current = null;
    const watch = new IntersectionObserver((changes) => {
      for (const change of changes) seen[change.isIntersecting ? "add" : "delete"](change.target);
      const deepest = [...entries.keys()].filter((section) => seen.has(section)).pop();
      if (!deepest || entries.get(deepest) === current) return;
      current?.classList.remove("scroll-current");
      current = entries.get(deepest);
      current.classList.add("scroll-current");
    }, { rootMargin: "-20% 0px -79% 0px" });
    for (const section of entries.keys()) if (section) watch.observe(section);
  }

  shieldbook.reveal = reveal;

  // The search page of Sphinx expects the one, and fetches pages for its summaries, which no browser allows from files.
  window.SPHINX_HIGHLIGHT_ENABLED = false;
  if (location.protocol === "file:" && typeof DOCUMENTATION_OPTIONS !== "undefined") {
    DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;
  }

  nameTheme();
  recall();
  addEventListener("pageshow", ({ persisted }) => { if (persisted) recall(); });
  for (const button of all(".theme-toggle")) button.addEventListener("click", nextTheme);
  for (const button of all(".sb-print")) button.addEventListener("click", () => print());
  for (const link of all(".sb-report")) {
    for (const event of ["pointerdown", "focus"]) link.addEventListener(event, () => tellPlace(link));
  }
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href^='#']");
    const element = link && target(link.hash);
    if (element) reveal(element);
  });
  addEventListener("hashchange", arrive);
  arrive();
  shieldbook.soon(offerCopies);
  tendDrawers();
  followReading();
})();
