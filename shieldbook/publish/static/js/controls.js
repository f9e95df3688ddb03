/* Controls without a kernel: states that speak, explorers, sentences that can be turned, parameters of charts. */
(() => {
  "use strict";
  const shieldbook = (window.shieldbook = window.shieldbook || {});
  const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December"];
  const LOST = "The calculation could not be loaded. The answers below hold without it.";
  const STILL = "The chart could not be brought to life; it shows what it began with.";
  const ASTRAY = "The link asks for a setting that is not offered here; what does not fit was left at its start.";
  const SLOW = 400;
  const DAY = 86400000;

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
      return `${say.number(number)} ${one}${number === 1 ? "" : "s"}`;
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

    /* The ends and the step of a slider or of a choice of days, as numbers. */
    get scale() {
      const { min, max, step } = this.input;
      return this.kind === "date" ? [Date.parse(min), Date.parse(max), DAY] : [Number(min), Number(max), Number(step)];
    }

    /* How many values it offers, and which of them, counted from none, is set: as the build orders them. */
    get many() {
      if (this.values.length || this.kind === "checkbox") return this.values.length || 2;
      const [low, high, step] = this.scale;
      return Math.floor((high - low) / step + 1e-9) + 1;
    }

    get place() {
      if (this.values.length) return this.at;
      if (this.kind === "checkbox") return Number(this.input.checked);
      const [low, , step] = this.scale;
      return Math.round((this.input.valueAsNumber - low) / step);
    }

    get fits() {
      return this.values.length ? this.at >= 0 : this.input.checkValidity();
    }

    get begins() {
      return this.inputs.every((input) => {
        if (input.options) return [...input.options].every((option) => option.selected === option.defaultSelected);
        return input.checked === input.defaultChecked && input.value === input.defaultValue;
      });
    }

    /* Set the control to a value given as text; false where it does not take it. */
    put(text) {
      if (this.kind === "checkbox") {
        this.input.checked = text === "true";
        return true;
      }
      return this.values.length ? this.choose(text) : this.type(text);
    }

    choose(text) {
      const at = this.values.findIndex((value) => String(value) === text);
      if (at < 0) return false;
      if (this.kind === "radio") this.inputs[at].checked = true;
      else this.input.selectedIndex = at;
      return true;
    }

    type(text) {
      const before = this.input.value;
      this.input.value = text;
      const taken = this.kind === "range" ? Number(this.input.value) === Number(text) : this.input.value === text;
      if (taken && text !== "" && this.input.checkValidity()) return true;
      this.input.value = before;
      return false;
    }

    reset() {
      for (const input of this.inputs) {
        if (input.options) [...input.options].forEach((option) => { option.selected = option.defaultSelected; });
        else if (input.type === "radio" || input.type === "checkbox") input.checked = input.defaultChecked;
        else input.value = input.defaultValue;
      }
    }

    /* The words for what is set, which stand in its place on paper. */
    plain() {
      const { options, value } = this.input;
      const words = options ? options[this.at].text : this.kind === "date" ? say.day(value) : say.quantity(this.value, this.box.dataset.unit);
      write(this.box.previousElementSibling, words);
      const unit = this.box.nextElementSibling;
      if (unit?.matches(".sb-unit")) write(unit, words.replace(/^\S+/, ""));
    }

    show() {
      if (!this.said) return;
      const text = say.quantity(this.value, this.box.dataset.unit);
      write(this.said, text);
      this.input.setAttribute("aria-valuetext", text);
    }
  }

  const controlsOf = (box, parts = ".sb-control") => [...box.querySelectorAll(parts)].map((part) => new Control(part));

  /* The style sheet shows the chosen panel; this reads its sentence out. */
  function states(box) {
    const said = box.querySelector(".sb-said");
    box.addEventListener("change", () => {
      const panel = [...box.querySelectorAll(".sb-state")].find((state) => getComputedStyle(state).display !== "none");
      write(said, panel ? panel.querySelector(".sb-answer").textContent : "");
    });
  }

  /* The table of an explorer: a row a label, with its words and a bar as long as the share. Rows are kept, so that nothing flickers. */
  function barsOf(table) {
    if (!table) return () => {};
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

  /* One of the answers that shieldbook.explorers.answers made small. */
  function answerAt({ texts, columns, of }, place) {
    const [text, ...numbers] = columns.map((column) => column[of[place]]);
    let at = 0;
    return JSON.parse(texts[text].replace(/\t/g, () => numbers[at++]));
  }

  /* What an explorer answers from: answers that the build computed, the rows of a table, or a model. */
  function finderOf({ answers, model, data, table, sieve }) {
    const setting = (controls) => Object.fromEntries(controls.map((control) => [control.name, control.value]));
    if (answers) return (controls) => answerAt(answers, controls.reduce((place, one) => place * one.many + one.place, 0));
    if (table) return (controls) => shieldbook.tables.sift(table, sieve, setting(controls));
    return (controls) => shieldbook.models[model](setting(controls), data);
  }

  class Explorer {
    constructor(box) {
      this.box = box;
      this.controls = controlsOf(box);
      this.out = box.querySelector(".sb-answer");
      this.status = box.querySelector(".sb-status");
      this.draw = barsOf(box.querySelector(".sb-bars"));
      const known = JSON.parse(box.querySelector('script[type="application/json"]').textContent);
      this.known = known;
      this.find = finderOf(known);
      this.asking = false;
      box.addEventListener("input", () => this.update());
      box.addEventListener("click", ({ target }) => this.press(target.closest("button")));
      addEventListener("hashchange", () => this.restore());
      if (known.table) document.addEventListener("sb:rows", ({ detail }) => this.follow(detail));
      /* A browser may have kept what was set before the page was left. */
      if (!this.controls.every((control) => control.begins)) this.update();
      this.restore();
    }

    get asks() {
      return this.controls.find((control) => !control.fits)?.ask;
    }

    compute() {
      this.asking = true;
      try {
        return this.find(this.controls);
      } catch (error) {
        console.error(error);
        return { answer: LOST };
      } finally {
        this.asking = false;
      }
    }

    update() {
      for (const control of this.controls) control.show();
      const wrong = this.asks;
      this.tell(wrong ? { answer: wrong } : this.compute());
      write(this.status, "");
    }

    tell({ answer, rows }) {
      write(this.out, answer);
      this.draw(rows || []);
    }

    /* The rows of the table may be chosen otherwise too; where that let go of this choice, the controls have to say so. */
    follow({ table, released }) {
      if (table !== this.known.table || this.asking) return;
      if (released) for (const control of this.controls) control.reset();
      this.tell(shieldbook.tables.told(table, this.known.sieve));
    }

    set(values) {
      for (const control of this.controls) control.put(String(values[control.name]));
      this.update();
    }

    reset() {
      for (const control of this.controls) control.reset();
      if (this.known.table) shieldbook.tables?.reset(this.known.table);
      this.update();
    }

    press(button) {
      if (!button) return;
      if (button.dataset.do === "reset") this.reset();
      if (button.dataset.do === "link") this.link();
      if (button.dataset.scenario) this.set(this.known.scenarios[Number(button.dataset.scenario)]);
    }

    async link() {
      const wrong = this.asks;
      if (wrong) {
        write(this.status, wrong);
        return;
      }
      const settings = new URLSearchParams(this.controls.map((control) => [control.name, String(control.value)]));
      history.replaceState(null, "", `#${this.box.id}?${settings}`);
      write(this.status, "The link is in the address bar.");
      try {
        await navigator.clipboard.writeText(location.href);
        write(this.status, "The link is in the address bar and on the clipboard.");
      } catch {
        /* A browser may refuse the clipboard; the address bar has the link. */
      }
    }

    restore() {
      const [name, text] = location.hash.slice(1).split("?");
      if (name !== this.box.id || text === undefined) return;
      for (const control of this.controls) control.reset();
      const settings = new URLSearchParams(text);
      const fit = this.controls.map((control) => control.put(settings.get(control.name) ?? ""));
      this.update();
      if (fit.includes(false)) write(this.status, ASTRAY);
      this.box.scrollIntoView({ block: "center" });
      this.box.focus({ preventScroll: true });
    }
  }

  /* Controls that set a figure's parameters: values that were overtaken while the last one was drawn are left out. */
  class Drive {
    constructor(figure, controls, status) {
      Object.assign(this, { figure, controls, status, waiting: new Map(), sending: false, lively: false });
      addEventListener("pageshow", () => this.settle());
    }

    /* A picture that nobody has touched is as it began, whatever a browser brings back into its controls. */
    settle() {
      if (this.lively || this.sending) return;
      for (const control of this.controls) {
        control.reset();
        control.show();
      }
    }

    change(changed) {
      for (const control of changed) {
        control.show();
        this.waiting.set(control.name, control.value);
      }
      this.send();
    }

    async send() {
      if (this.sending) return;
      this.sending = true;
      const slow = setTimeout(() => write(this.status, "The chart is being brought to life."), SLOW);
      try {
        while (this.waiting.size) {
          const [name, value] = this.waiting.entries().next().value;
          this.waiting.delete(name);
          await shieldbook.figures.signal(this.figure, name, value);
          this.lively = true;
        }
        write(this.status, "");
      } catch (error) {
        console.error(error);
        this.giveUp();
      } finally {
        clearTimeout(slow);
        this.sending = false;
      }
    }

    giveUp() {
      this.waiting.clear();
      for (const control of this.controls) {
        if (!this.lively) control.reset();
        control.show();
      }
      write(this.status, STILL);
    }
  }

  /* The parameters of a chart. */
  function params(box) {
    const drive = new Drive(box.closest("figure"), controlsOf(box), box.querySelector(".sb-status"));
    box.addEventListener("input", ({ target }) => {
      drive.change(drive.controls.filter((control) => control.box.contains(target)));
    });
    box.addEventListener("click", ({ target }) => {
      if (!target.closest('[data-do="reset"]')) return;
      for (const control of drive.controls) control.reset();
      drive.change(drive.controls);
    });
  }

  /* A sentence that can be turned: its other words, and the figure that follows it, keep up with the controls in its line. */
  class Sentence {
    constructor(box) {
      this.line = box.querySelector(".sb-line");
      this.said = box.querySelector("output");
      this.status = box.querySelector(".sb-status");
      const known = JSON.parse(box.querySelector('script[type="application/json"]').textContent);
      /* The answers are in the order of the model's controls, which need not be that of the line. */
      const standing = controlsOf(this.line, ".sb-turn");
      this.controls = known.controls.map((name) => standing.find((control) => control.name === name));
      this.parts = known.parts;
      this.find = finderOf(known);
      const figure = document.getElementById(box.dataset.figure);
      const followed = this.controls.filter((control) => known.follows.includes(control.name));
      this.drive = figure && new Drive(figure, followed, this.status);
      box.addEventListener("input", ({ target }) => this.turn(target));
      box.addEventListener("change", ({ target }) => this.mend(target));
      box.addEventListener("click", ({ target }) => this.step(target.closest(".sb-step")));
      /* A browser may have kept what was set before the page was left. */
      addEventListener("pageshow", () => this.tell());
    }

    /* Half a number may stand there while it is being typed. */
    turn(target) {
      const wrong = this.controls.find((control) => !control.fits);
      write(this.status, wrong ? wrong.ask : "");
      if (wrong) return;
      this.tell();
      write(this.said, this.spoken);
      this.drive?.change(this.drive.controls.filter((control) => control.box.contains(target)));
    }

    tell() {
      let found;
      try {
        found = this.find(this.controls);
      } catch (error) {
        console.error(error);
        write(this.status, LOST);
        return;
      }
      for (const control of this.controls) control.plain();
      for (const [kind, name] of this.parts) {
        if (kind === "found") write(this.line.querySelector(`[data-found="${CSS.escape(name)}"]`), worded(found[name]));
      }
    }

    /* The sentence in words, as it stands on paper. */
    get spoken() {
      return [...this.line.childNodes].filter((node) => !node.classList?.contains("sb-js")).map((node) => node.textContent).join("");
    }

    /* A number that is not offered becomes the nearest that is. */
    mend(input) {
      const control = this.controls.find((one) => one.input === input);
      if (control.fits || control.kind !== "range") return;
      const [low, high, step] = control.scale;
      const near = low + step * Math.round(((input.valueAsNumber || low) - low) / step);
      control.put(String(Math.min(high, Math.max(low, near)))) || control.reset();
      this.turn(input);
    }

    step(button) {
      if (!button) return;
      const { input } = this.controls.find((control) => control.box.contains(button));
      if (Number(button.dataset.step) > 0) input.stepUp();
      else input.stepDown();
      this.turn(input);
    }
  }

  function worded(value) {
    return typeof value === "number" ? say.number(value) : value;
  }

  function start() {
    document.querySelectorAll(".sb-states").forEach(states);
    document.querySelectorAll(".sb-explorer").forEach((box) => new Explorer(box));
    document.querySelectorAll(".sb-sentence").forEach((box) => new Sentence(box));
    document.querySelectorAll(".sb-params").forEach(params);
  }

  /* Models are deferred scripts too, and may come after this one. */
  if (document.readyState === "complete") start();
  else document.addEventListener("DOMContentLoaded", start);
})();
