/* Controls without a kernel: states that speak, JavaScript twins of models, parameters of charts. */
(() => {
  "use strict";
  const shieldbook = (window.shieldbook = window.shieldbook || {});
  const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December"];
  const LOST = "The calculation could not be loaded. The answers below hold without it.";
  const STILL = "The chart could not be brought to life; it shows what it began with.";
  const ASTRAY = "The link asks for a setting that is not offered here; what does not fit was left at its start.";
  const SLOW = 400;

  /* The words of numbers and days, as Python says them. */
  const say = {
    number(value) {
      const [whole, rest] = String(value).split(".");
      return whole.replace(/\B(?=(\d{3})+$)/g, ",") + (rest ? `.${rest}` : "");
    },
    quantity(value, unit) {
      if (!unit) return String(value);
      return `${say.number(value)} ${value === 1 ? unit.replace(/^([a-z]{3,})s$/, "$1") : unit}`;
    },
    tenths(value) {
      return say.written(Math.floor(value * 10 + 0.5));
    },
    percent(share) {
      const count = Math.floor(share * 1000 + 0.5);
      if (share > 0 && count === 0) return "less than 0.1%";
      if (share < 1 && count >= 1000) return "more than 99.9%";
      return `${say.written(count)}%`;
    },
    written(count) {
      const [whole, rest] = [Math.floor(count / 10), count % 10];
      return rest ? `${say.number(whole)}.${rest}` : say.number(whole);
    },
    counted(number, one) {
      return `${say.number(number)} ${number === 1 ? one : `${one}s`}`;
    },
    day(iso) {
      const [year, month, day] = iso.split("-");
      return `${Number(day)} ${MONTHS[Number(month) - 1]} ${year}`;
    },
  };
  shieldbook.say = say;

  function write(element, text) {
    if (element.textContent !== text) element.textContent = text;
  }

  /* One control of the page: its typed value, whether that may be used, and how it goes back to its start. */
  class Control {
    constructor(box) {
      this.box = box;
      this.name = box.dataset.name;
      this.kind = box.dataset.kind;
      this.ask = box.dataset.ask || "";
      this.values = JSON.parse(box.dataset.values || "[]");
      this.inputs = [...box.querySelectorAll("input, select")];
      this.input = this.inputs[0];
      this.said = box.querySelector(".sb-slide output");
    }

    get at() {
      return this.kind === "radio" ? this.inputs.findIndex((input) => input.checked) : this.input.selectedIndex;
    }

    get value() {
      if (this.values.length) return this.values[this.at];
      if (this.kind === "range") return Number(this.input.value);
      return this.kind === "checkbox" ? this.input.checked : this.input.value;
    }

    get fits() {
      return this.values.length ? this.at >= 0 : this.input.checkValidity();
    }

    /* Set the control to a value given as text; false where it does not take it. */
    put(text) {
      if (this.values.length) {
        const at = this.values.findIndex((value) => String(value) === text);
        if (at < 0) return false;
        if (this.kind === "radio") this.inputs[at].checked = true;
        else this.input.selectedIndex = at;
      } else if (this.kind === "checkbox") {
        this.input.checked = text === "true";
      } else {
        const before = this.input.value;
        this.input.value = text;
        const taken = this.kind === "range" ? Number(this.input.value) === Number(text) : this.input.value === text;
        if (!taken || text === "" || !this.input.checkValidity()) {
          this.input.value = before;
          return false;
        }
      }
      return true;
    }

    reset() {
      for (const input of this.inputs) {
        if (input.options) [...input.options].forEach((option) => { option.selected = option.defaultSelected; });
        else if (input.type === "radio" || input.type === "checkbox") input.checked = input.defaultChecked;
        else input.value = input.defaultValue;
      }
    }

    show() {
      if (!this.said) return;
      const text = say.quantity(this.value, this.box.dataset.unit);
      write(this.said, text);
      this.input.setAttribute("aria-valuetext", text);
    }
  }

  const controlsOf = (box) => [...box.querySelectorAll(".sb-control")].map((part) => new Control(part));

  /* The style sheet shows the chosen panel; this reads its sentence out. */
  function states(box) {
    const said = box.querySelector(".sb-said");
    box.addEventListener("change", () => {
      const panel = [...box.querySelectorAll(".sb-state")].find((state) => getComputedStyle(state).display !== "none");
      write(said, panel ? panel.querySelector(".sb-answer").textContent : "");
    });
  }

  /* The table of a twin: a row a label, with its words and a bar as long as the share. Rows are kept, so that nothing flickers. */
  function barsOf(table) {
    const body = table.tBodies[0];
    const blank = body.rows[0].cloneNode(true);
    return (rows) => {
      while (body.rows.length > rows.length) body.deleteRow(-1);
      rows.forEach(([label, words, share], i) => {
        const row = body.rows[i] || body.appendChild(blank.cloneNode(true));
        write(row.cells[0], label);
        write(row.querySelector(".sb-words"), words);
        row.querySelector(".sb-bar").style.inlineSize = `${100 * share}%`;
      });
    };
  }

  function twin(box) {
    const { data, scenarios } = JSON.parse(box.querySelector('script[type="application/json"]').textContent);
    const controls = controlsOf(box);
    const out = box.querySelector(".sb-answer");
    const status = box.querySelector(".sb-status");
    const bars = box.querySelector(".sb-bars");
    const drawBars = bars ? barsOf(bars) : () => {};
    let kept = null;

    function ask() {
      return controls.find((control) => !control.fits)?.ask;
    }

    function compute() {
      const options = Object.fromEntries(controls.map((control) => [control.name, control.value]));
      try {
        return shieldbook.models[box.dataset.model](options, data);
      } catch (error) {
        console.error(error);
        return { answer: LOST };
      }
    }

    function update() {
      for (const control of controls) control.show();
      const wrong = ask();
      const found = wrong ? { answer: wrong } : compute();
      write(out, found.answer);
      drawBars(found.rows || []);
      if (box.dataset.drives && found.keep !== undefined) keep(found.keep);
      write(status, "");
    }

    /* Show only these rows of the table that the explorer drives. */
    function keep(keys) {
      if (!keys && !kept) return;
      kept = keys;
      shieldbook.tables?.only(box.dataset.drives, keys && new Set(keys));
    }

    /* A table that was reset by its own button shows everything again, and then the controls have to say so. */
    function follow({ detail }) {
      if (detail.table !== box.dataset.drives || detail.chosen || !kept) return;
      kept = null;
      reset();
    }

    function set(values) {
      for (const control of controls) control.put(String(values[control.name]));
      update();
    }

    function reset() {
      for (const control of controls) control.reset();
      update();
    }

    async function link() {
      const wrong = ask();
      if (wrong) {
        write(status, wrong);
        return;
      }
      const settings = new URLSearchParams(controls.map((control) => [control.name, String(control.value)]));
      history.replaceState(null, "", `#${box.id}?${settings}`);
      write(status, "The link is in the address bar.");
      try {
        await navigator.clipboard.writeText(location.href);
        write(status, "The link is in the address bar and on the clipboard.");
      } catch {
        /* A browser may refuse the clipboard; the address bar has the link. */
      }
    }

    function restore() {
      const [name, text] = location.hash.slice(1).split("?");
      if (name !== box.id || text === undefined) return;
      for (const control of controls) control.reset();
      const settings = new URLSearchParams(text);
      const fit = controls.map((control) => control.put(settings.get(control.name) ?? ""));
      update();
      if (fit.includes(false)) write(status, ASTRAY);
      box.scrollIntoView({ block: "center" });
      box.focus({ preventScroll: true });
    }

    box.addEventListener("input", update);
    box.addEventListener("click", ({ target }) => {
      const button = target.closest("button");
      if (!button) return;
      if (button.dataset.do === "reset") reset();
      if (button.dataset.do === "link") link();
      if (button.dataset.scenario) set(scenarios[Number(button.dataset.scenario)]);
    });
    addEventListener("hashchange", restore);
    if (box.dataset.drives) document.addEventListener("sb:rows", follow);
    /* A browser may have kept what was set before the page was left. */
    update();
    restore();
  }

  function params(box) {
    const figure = box.closest("figure");
    const controls = controlsOf(box);
    const status = box.querySelector(".sb-status");
    const waiting = new Map();
    let sending = false;
    let lively = false;

    async function send() {
      if (sending) return;
      sending = true;
      const slow = setTimeout(() => write(status, "The chart is being brought to life."), SLOW);
      try {
        while (waiting.size) {
          const [name, value] = waiting.entries().next().value;
          waiting.delete(name);
          await shieldbook.figures.signal(figure, name, value);
          lively = true;
        }
        write(status, "");
      } catch (error) {
        console.error(error);
        waiting.clear();
        if (!lively) for (const control of controls) control.reset();
        for (const control of controls) control.show();
        write(status, STILL);
      } finally {
        clearTimeout(slow);
        sending = false;
      }
    }

    function change(changed) {
      for (const control of changed) {
        control.show();
        waiting.set(control.name, control.value);
      }
      send();
    }

    /* A picture that nobody has touched is as it began, whatever a browser brings back into its controls. */
    addEventListener("pageshow", () => {
      if (lively || sending) return;
      for (const control of controls) {
        control.reset();
        control.show();
      }
    });
    box.addEventListener("input", ({ target }) => {
      change(controls.filter((control) => control.box.contains(target)));
    });
    box.addEventListener("click", ({ target }) => {
      if (target.closest('[data-do="reset"]')) {
        for (const control of controls) control.reset();
        change(controls);
      }
    });
  }

  function start() {
    document.querySelectorAll(".sb-states").forEach(states);
    document.querySelectorAll(".sb-twin").forEach(twin);
    document.querySelectorAll(".sb-params").forEach(params);
  }

  /* Models are deferred scripts too, and may come after this one. */
  if (document.readyState === "complete") start();
  else document.addEventListener("DOMContentLoaded", start);
})();
