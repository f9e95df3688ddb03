/* Pictures come to life when somebody touches, points at or focuses them: the bundle loads once, then stays. */
(() => {
  "use strict";
  const shared = (window.shieldbook = window.shieldbook || {});
  const base = document.documentElement.dataset.content_root || "";
  const specs = {};
  const loading = new Map();
  const lives = new Map();
  const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

  shared.specs = (given) => Object.assign(specs, given);

  function load(address) {
    if (!loading.has(address)) {
      loading.set(address, new Promise((done, failed) => {
        const script = document.createElement("script");
        script.src = address;
        script.onload = done;
        script.onerror = () => {
          loading.delete(address);
          failed(new Error(`${address} could not be loaded`));
        };
        document.head.append(script);
      }));
    }
    return loading.get(address);
  }

  function make(tag, name, text) {
    const element = document.createElement(tag);
    if (name) element.className = name;
    if (text !== undefined) element.textContent = text;
    return element;
  }

  class Live {
    constructor(picture) {
      this.picture = picture;
      this.figure = picture.closest("figure");
      this.drives = this.figure?.dataset.drives;
      this.chooses = Boolean(this.drives || this.figure?.dataset.rows);
      this.at = -1;
      this.current = null;
      this.picture.tabIndex = 0;
      this.picture.setAttribute("role", "group");
      this.picture.setAttribute("aria-label", this.label());
      /* A finger enters before it presses: a picture redrawn between the two would swallow the tap. */
      picture.addEventListener("pointerenter", (happened) => happened.pointerType !== "touch" && this.wake(happened));
      for (const event of ["pointerdown", "focusin"]) picture.addEventListener(event, (happened) => this.wake(happened));
      picture.addEventListener("keydown", (happened) => this.key(happened));
      picture.addEventListener("click", (happened) => this.click(happened));
      picture.addEventListener("focusout", () => this.point(null));
      picture.addEventListener("pointerleave", (happened) => happened.pointerType !== "touch" && this.point(null));
    }

    label() {
      const number = this.figure?.querySelector(".sb-number")?.textContent.replace(/\.$/, "") || "Picture";
      const choose = this.chooses ? " Enter chooses a mark, Escape undoes it." : "";
      return `${number}, interactive: arrow keys walk through its marks.${choose}`;
    }

    wake(happened) {
      if (!this.ready) {
        this.ready = this.draw().catch((error) => {
          this.ready = null;
          this.say([[error.message, ""]]);
          throw error;
        });
        /* The mark under the pointer answers as soon as it can. */
        this.ready.then(() => {
          if (happened?.clientX !== undefined) this.point(this.markAt(happened, 0));
        }, () => {});
      }
      return this.ready;
    }

    /* The mark at the place of an event, or the nearest one within so many pixels; null where there is none. */
    markAt({ clientX: x, clientY: y }, reach) {
      const under = document.elementFromPoint(x, y);
      const hit = this.marks.find(({ _svg: drawn }) => drawn === under || drawn.contains(under));
      if (hit || !reach) return hit || null;
      const away = (item) => {
        const box = item._svg.getBoundingClientRect();
        return Math.hypot(Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom));
      };
      const near = this.marks.map((item) => [away(item), item]).sort((one, other) => one[0] - other[0])[0];
      return near && near[0] <= reach ? near[1] : null;
    }

    async draw() {
      await Promise.all([load(`${base}_static/vendor/vega.js`), load(this.figure.dataset.specs)]);
      const spec = structuredClone(specs[this.picture.dataset.spec]);
      const still = this.picture.querySelector("svg");
      const holder = make("div", "sb-live");
      const embedded = await window.vegaEmbed(holder, spec, {
        mode: "vega", renderer: "svg", actions: false, ast: true, defaultStyle: false,
        tooltip: (_handler, _event, item, value) => this.hover(item, value),
      });
      this.view = embedded.view;
      for (const [name, value] of Object.entries(this.figure.sbSignals || {})) this.view.signal(name, value);
      await this.view.runAsync();
      /* A label measured a pixel wider here than at build may not move the page. */
      const drawn = holder.querySelector("svg");
      for (const side of ["width", "height", "viewBox"]) drawn.setAttribute(side, still.getAttribute(side));
      drawn.setAttribute("aria-hidden", "true");
      drawn.setAttribute("focusable", "false");
      still.replaceWith(holder);
      this.collect();
      this.picture.dataset.live = "true";
      this.ring ||= this.picture.appendChild(make("span", "sb-ring"));
      this.ring.hidden = true;
      this.dim();
    }

    /* The marks that have something to say, in reading order. */
    collect() {
      const found = [];
      const walk = (item) => {
        if (item.items) item.items.forEach(walk);
        else if (item.tooltip && item._svg) found.push(item);
      };
      walk(this.view.scenegraph().root);
      const narrow = this.picture.classList.contains("sb-narrow");
      const place = (item) => item._svg.getBoundingClientRect();
      this.marks = found
        .map((item) => ({ item, box: place(item) }))
        .sort((a, b) => (narrow ? a.box.top - b.box.top || a.box.left - b.box.left
          : a.box.left - b.box.left || a.box.top - b.box.top))
        .map(({ item }) => item);
      const field = this.figure.dataset.keyed;
      if (!field) return;
      for (const item of this.marks) item._svg.setAttribute("data-key", item.datum[field]);
      const rows = [...this.figure.querySelectorAll(".sb-behind tr[data-key]")].map((row) => row.dataset.key);
      const rank = new Map(rows.map((key, i) => [key, i]));
      this.marks.sort((a, b) => rank.get(String(a.datum[field])) - rank.get(String(b.datum[field])));
    }

    keyOf(item) {
      return this.figure.dataset.keyed && item ? String(item.datum[this.figure.dataset.keyed]) : null;
    }

    hover(item, value) {
      if (value === null || value === undefined || value === "") this.point(null);
      else this.point(item, value);
    }

    /* Say what a mark holds and show where it is; null takes both away. */
    point(item, value = item?.tooltip) {
      this.current = item;
      if (!item) {
        this.tip?.setAttribute("hidden", "");
        if (this.ring) this.ring.hidden = true;
        return;
      }
      const pairs = typeof value === "object" ? Object.entries(value) : [[String(value), ""]];
      this.say(pairs);
      const here = this.picture.getBoundingClientRect();
      const mark = item._svg.getBoundingClientRect();
      Object.assign(this.ring.style, {
        left: `${mark.left - here.left - 4}px`, top: `${mark.top - here.top - 4}px`,
        width: `${mark.width + 8}px`, height: `${mark.height + 8}px`,
      });
      this.ring.hidden = false;
      const left = Math.min(Math.max(0, mark.left - here.left - 16), Math.max(0, here.width - this.tip.offsetWidth));
      this.tip.style.left = `${left}px`;
      const below = mark.bottom - here.top + 10;
      const above = mark.top - here.top - this.tip.offsetHeight - 10;
      this.tip.style.top = `${mark.bottom + this.tip.offsetHeight + 20 > innerHeight ? above : below}px`;
    }

    say(pairs) {
      if (!this.tip) {
        this.tip = make("div", "sb-tip");
        this.tip.setAttribute("role", "status");
        this.picture.append(this.tip);
      }
      const lines = pairs.map(([name, value]) => {
        const line = make("div");
        if (value !== "") line.append(make("b", "", `${name} `));
        line.append(value === "" ? name : String(value));
        return line;
      });
      this.tip.replaceChildren(...lines);
      this.tip.removeAttribute("hidden");
    }

    async key(happened) {
      const { key } = happened;
      if (happened.target !== this.picture || happened.ctrlKey || happened.altKey || happened.metaKey) return;
      if (key === "Escape") {
        this.point(null);
        if (this.chooses) this.choose(null);
        return;
      }
      if (!(key in STEPS) && !["Home", "End", "Enter", " "].includes(key)) return;
      happened.preventDefault();
      await this.wake();
      if (!this.marks.length) return;
      if (key === "Enter" || key === " ") {
        const item = this.marks[this.at];
        if (!item) return;
        const box = item._svg.getBoundingClientRect();
        const [clientX, clientY] = [box.left + box.width / 2, box.top + box.height / 2];
        if (this.chooses) this.choose(this.keyOf(item));
        else item._svg.dispatchEvent(new MouseEvent("click", { bubbles: true, clientX, clientY }));
        return;
      }
      const last = this.marks.length - 1;
      if (key === "Home") this.at = 0;
      else if (key === "End") this.at = last;
      else this.at = Math.min(last, Math.max(0, this.at + STEPS[key]));
      this.point(this.marks[this.at]);
    }

    async click(happened) {
      if (happened.ctrlKey || happened.metaKey || happened.shiftKey) return;
      if (this.chooses) happened.preventDefault();
      await this.wake();
      const item = this.markAt(happened, 12);
      this.point(item);
      if (!item) return;
      this.at = this.marks.indexOf(item);
      if (this.chooses) this.choose(this.keyOf(item));
    }

    /* Choose one mark, or undo it: where the page has the table it is filtered, elsewhere the panel alone tells. */
    choose(key) {
      const same = key !== null && this.figure.dataset.chosen === key;
      const chosen = key === null || same ? null : new Set([key]);
      if (shared.tables.has(this.drives)) shared.tables.only(this.drives, chosen);
      else settle(this.figure, null, chosen);
    }

    /* Show which marks have their row in the table, and which one is chosen. */
    dim() {
      const { shown, chosen } = this.figure.sbRows || {};
      for (const mark of this.picture.querySelectorAll("svg [data-key]")) {
        mark.classList.toggle("sb-dim", Boolean(shown) && !shown.has(mark.dataset.key));
        mark.classList.toggle("sb-here", Boolean(chosen) && chosen.has(mark.dataset.key));
      }
    }
  }

  /* Where the row of a key is told in full: its page is the one whose name begins the key. */
  function pageOf(figure, key) {
    const pages = (figure.dataset.rows || "").split(" ").filter(Boolean);
    const page = pages.find((one) => key.startsWith(`${one.replace(/^.*\//, "").replace(/\.html$/, "")}-`));
    return page ? `${page}#${key}` : "";
  }

  function undo(figure, box) {
    const filtered = shared.tables.has(figure.dataset.drives);
    const button = make("button", "sb-undo", filtered ? `Show all ${box.dataset.many} again` : "Close");
    button.type = "button";
    button.addEventListener("click", () => {
      if (filtered) shared.tables.reset(figure.dataset.drives);
      else settle(figure, null, null);
      [...figure.querySelectorAll(":scope > .sb-picture")].find((one) => one.offsetParent)?.focus({ preventScroll: true });
    });
    return button;
  }

  /* The panel of a figure: what the row of the chosen mark says, with the links that it holds; nothing while none is chosen. */
  function panel(figure, key) {
    const box = figure.querySelector(".sb-chosen");
    if (!box) return;
    const row = key && figure.querySelector(`.sb-behind tr[data-key="${CSS.escape(key)}"]`);
    if (!row) {
      box.replaceChildren();
      return;
    }
    const heads = [...figure.querySelectorAll(".sb-behind thead th")].map((head) => head.textContent);
    const list = make("dl");
    [...row.cells].forEach((cell, i) => {
      if (!cell.textContent) return;
      const value = make("dd");
      value.append(...[...cell.childNodes].map((node) => node.cloneNode(true)));
      const pair = make("div");
      if (cell.textContent.length > 40) pair.className = "sb-main";
      pair.append(make("dt", "", heads[i]), value);
      list.append(pair);
    });
    const foot = make("p", "sb-ways");
    const page = pageOf(figure, key);
    if (page) {
      const link = make("a", "", "All that is known of it");
      link.href = page;
      foot.append(link);
    }
    foot.append(undo(figure, box));
    box.replaceChildren(list, foot);
  }

  /* What of a figure is shown and chosen: its marks and its panel follow. */
  function settle(figure, shown, chosen) {
    const key = chosen && chosen.size === 1 ? [...chosen][0] : "";
    figure.sbRows = { shown, chosen };
    figure.dataset.chosen = key;
    panel(figure, key);
    for (const picture of figure.querySelectorAll(":scope > .sb-picture")) lives.get(picture)?.dim();
  }

  document.addEventListener("sb:rows", ({ detail }) => {
    for (const figure of document.querySelectorAll(`figure[data-drives="${CSS.escape(detail.table)}"]`)) {
      settle(figure, detail.keys, detail.chosen);
    }
  });

  for (const picture of document.querySelectorAll("figure[data-specs] > .sb-picture")) lives.set(picture, new Live(picture));

  /* What a fold offers, to save its picture or to run its code, is loaded once it is opened. It tells of that to nothing around it. */
  document.addEventListener("toggle", ({ target: fold }) => {
    const part = fold.matches(".sb-data") ? "save" : fold.dataset.code === "code" && "run";
    if (fold.open && part) load(`${base}_static/parts/${part}.js`).then(() => shared[part](fold), () => {});
  }, true);

  /* A row that is pointed at or focused shows its mark. */
  for (const kind of ["pointerover", "focusin"]) {
    document.addEventListener(kind, ({ target }) => {
      const row = target.closest?.(".sb-table tr[data-key]");
      if (!row) return;
      const name = row.closest(".sb-table").dataset.table;
      const figure = row.closest("figure") || document.querySelector(`figure[data-drives="${CSS.escape(name)}"]`);
      const live = [...(figure?.querySelectorAll(":scope > .sb-picture") || [])].map((p) => lives.get(p)).find((l) => l?.marks && l.picture.offsetParent);
      const item = live?.marks.find((mark) => live.keyOf(mark) === row.dataset.key);
      if (item) live.point(item);
    });
  }

  shared.figures = {
    /* Set a parameter of a figure's chart, in the variant that is shown and, when it comes to life, in the other. */
    async signal(figure, name, value) {
      figure.sbSignals = { ...figure.sbSignals, [name]: value };
      const pictures = [...figure.querySelectorAll(":scope > .sb-picture")].map((picture) => lives.get(picture));
      const shown = pictures.find((live) => live.picture.offsetParent) || pictures[0];
      await shown.wake();
      for (const live of pictures) {
        if (!live.view) continue;
        live.view.signal(name, value);
        await live.view.runAsync();
        live.collect();
        live.dim();
      }
    },
  };
})();
