/* The steps of a session, one a screen: made of the rows of their table, turned with the arrow keys, left with Escape. */
(() => {
  "use strict";
  const start = document.querySelector("[data-projects]");
  const table = start && document.getElementById(start.dataset.projects);
  if (!table) return;
  const HASH = `#${start.id}`;
  /* The pages are for what a speaker holds in the hand; up and down scroll a step that is longer than the screen. */
  const TURNS = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 };
  const rows = [...table.tBodies[0].rows];
  const heads = [...table.tHead.rows[0].cells].map((head) => head.textContent);
  const unshown = start.dataset.unshown.split("; ");
  let screen = null;

  function make(tag, name, ...inside) {
    const element = document.createElement(tag);
    if (name) element.className = name;
    element.append(...inside);
    return element;
  }

  function button(words, does, act) {
    const made = make("button", "sb-button", words);
    made.type = "button";
    made.dataset.do = does;
    made.addEventListener("click", act);
    return made;
  }

  class Screen {
    constructor() {
      this.at = 0;
      this.head = make("h2");
      this.head.id = `${start.id}-step`;
      this.head.tabIndex = -1;
      this.clock = make("p", "sb-clock");
      this.list = make("dl");
      /* Whatever turns the step, it is read out. */
      const step = make("div", "sb-step-shown", this.head, this.clock, this.list);
      step.setAttribute("aria-live", "polite");
      this.back = button("Previous step", "back", () => this.turn(-1));
      this.next = button("Next step", "next", () => this.turn(1));
      const foot = make("footer", "", this.back, this.next, button("Back to the page", "leave", () => this.box.close()));
      this.box = make("dialog", "sb-projector", step, foot);
      this.box.setAttribute("aria-labelledby", this.head.id);
      this.box.addEventListener("keydown", (pressed) => this.key(pressed));
      this.box.addEventListener("close", () => this.left());
      document.body.append(this.box);
    }

    open(at) {
      if (!this.box.open) this.box.showModal();
      this.show(at);
      this.head.focus();
    }

    show(at) {
      this.at = Math.min(rows.length - 1, Math.max(0, at || 0));
      const [first, ...cells] = rows[this.at].cells;
      this.head.textContent = `Step ${this.at + 1} of ${rows.length}`;
      this.clock.textContent = `${heads[0]} ${first.textContent}`;
      const told = cells.map((cell, i) => [heads[i + 1], cell]).filter(([head, cell]) => cell.textContent && !unshown.includes(head));
      this.list.replaceChildren(...told.flatMap(([head, cell], i) => [
        make("dt", "", head), make("dd", i ? "" : "sb-main", ...[...cell.childNodes].map((node) => node.cloneNode(true)))]));
      /* A button that is switched off would lose the focus of whoever is turning with it. */
      this.back.setAttribute("aria-disabled", String(this.at === 0));
      this.next.setAttribute("aria-disabled", String(this.at === rows.length - 1));
      this.box.scrollTop = 0;
      history.replaceState(history.state, "", `${HASH}?step=${this.at + 1}`);
    }

    turn(by) {
      if (this.at + by >= 0 && this.at + by < rows.length) this.show(this.at + by);
    }

    key(pressed) {
      const { key } = pressed;
      const ends = { Home: 0, End: rows.length - 1 };
      if (pressed.ctrlKey || pressed.altKey || pressed.metaKey || !(key in TURNS || key in ends)) return;
      pressed.preventDefault();
      if (key in ends) this.show(ends[key]);
      else this.turn(TURNS[key]);
    }

    left() {
      history.replaceState(history.state, "", location.pathname + location.search);
      start.focus();
    }
  }

  function project(at) {
    screen ||= new Screen();
    screen.open(at);
  }

  function arrive() {
    const [name, setting] = location.hash.split("?");
    if (name === HASH) project(Number(new URLSearchParams(setting).get("step")) - 1);
  }

  start.addEventListener("click", () => project(0));
  addEventListener("hashchange", arrive);
  arrive();
})();
