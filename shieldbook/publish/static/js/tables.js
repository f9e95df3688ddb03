/* Long tables: sort by a click on a head, filter by words, by values and by the marks of a chart; say what is left. */
(() => {
  "use strict";
  const shared = (window.shieldbook = window.shieldbook || {});
  const tables = new Map();
  let order = null;
  /* Between the values of a cell that holds several. */
  const BETWEEN = ", ";
  /* What is hidden with the answers of a page that a class works on is neither found nor chosen. */
  const hiding = () => document.documentElement.dataset.answers === "hidden";
  const tells = (element) => hiding() && Boolean(element?.closest(".sb-tells"));

  /* What a cell is sorted by: the value that the build put beside its words, else these; a number where it is one. */
  function valueOf(cell) {
    const said = cell.dataset.sort ?? cell.textContent.trim();
    return said !== "" && Number.isFinite(Number(said)) ? Number(said) : said;
  }

  /* Numbers by value and before words, for a collator knows neither minus nor fractions. */
  function compare(one, other) {
    const [first, second] = [one, other].map((value) => typeof value === "number");
    if (first && second) return one - other;
    order ||= new Intl.Collator("en-GB", { numeric: true, sensitivity: "base" });
    return second - first || order.compare(one, other);
  }

  class Table {
    constructor(box) {
      this.box = box;
      this.filter = box.querySelector(".sb-filter");
      this.facets = [...box.querySelectorAll(".sb-tools select")];
      this.count = box.querySelector(".sb-count");
      this.keys = null;
      this.asked = [];
      this.filter?.addEventListener("input", () => this.show());
      for (const facet of this.facets) facet.addEventListener("change", () => this.show());
      box.querySelector(".sb-reset")?.addEventListener("click", () => this.reset());
      if (this.filter) shared.soon(() => this.makeSortable());
      if (box.querySelector("thead .sb-tells")) document.addEventListener("sb:answers", () => this.turn());
    }

    get rows() {
      return (this.kept ||= [...this.box.querySelector("tbody").rows]);
    }

    get texts() {
      const words = (row) => hiding() ? [...row.cells].filter((cell) => !tells(cell)).map((cell) => cell.textContent).join(" ") : row.textContent;
      return (this.read ||= this.rows.map((row) => words(row).toLowerCase()));
    }

    get chosen() {
      return Boolean(this.filter?.value) || this.facets.some((facet) => facet.value);
    }

    get words() {
      return (this.filter?.value || "").toLowerCase().split(/\s+/).filter(Boolean);
    }

    /* What each row holds in a column, by the column's head; a cell holds several values where `several` says so. */
    held({ column, several }) {
      this.columns ||= new Map();
      if (!this.columns.has(column)) {
        const heads = [...this.box.querySelectorAll("thead th")].map((head) => head.textContent);
        const at = heads.indexOf(column);
        const cells = this.rows.map((row) => row.cells[at].textContent);
        this.columns.set(column, cells.map((cell) => (several ? cell.split(BETWEEN) : [cell])));
      }
      return this.columns.get(column);
    }

    headOf(column) {
      return [...this.box.querySelectorAll("thead th")].find((head) => head.textContent === column);
    }

    /* Answers were hidden or shown: nothing that was asked of them before may tell them now. */
    turn() {
      this.read = null;
      for (const head of this.heads || []) head.setAttribute("aria-sort", "none");
      this.box.querySelector("tbody").append(...this.rows);
      this.reset();
    }

    makeSortable() {
      this.heads = [...this.box.querySelectorAll("thead th")];
      this.heads.forEach((head, column) => {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "sb-sort";
        button.textContent = head.textContent;
        head.replaceChildren(button);
        head.setAttribute("aria-sort", "none");
        button.addEventListener("click", () => this.sort(head, column));
      });
    }

    sort(head, column) {
      const next = { none: "ascending", ascending: "descending", descending: "none" }[head.getAttribute("aria-sort")];
      for (const other of this.heads) other.setAttribute("aria-sort", other === head ? next : "none");
      const sorted = this.rows.map((row) => [valueOf(row.cells[column]), row]);
      if (next !== "none") {
        const way = next === "ascending" ? 1 : -1;
        /* Empty cells stay last whichever way, for they hold no value. */
        sorted.sort(([a], [b]) => (a === "") - (b === "") || way * compare(a, b));
      }
      this.box.querySelector("tbody").append(...sorted.map(([, row]) => row));
    }

    /* Show only the rows with these keys (a Set), or all again (null). A choice that would hide them all is let go. */
    only(keys) {
      this.keys = keys;
      const hidden = Boolean(keys) && !this.fitting().includes(true);
      if (hidden) this.release();
      this.show(hidden);
    }

    /* Show only the rows that hold these values, pairs of a column and a value; a chosen mark is let go. */
    ask(asked) {
      this.asked = asked.filter(([{ column }]) => !tells(this.headOf(column)));
      this.keys = null;
      this.show();
    }

    release() {
      if (this.filter) this.filter.value = "";
      for (const facet of this.facets) facet.value = "";
      this.asked = [];
    }

    reset() {
      this.release();
      this.keys = null;
      this.show(true);
    }

    fitting() {
      const { words } = this;
      return this.rows.map((row, i) =>
        words.every((word) => this.texts[i].includes(word)) &&
        this.facets.every((f) => !f.value || tells(f) || row.cells[f.dataset.column].textContent === f.value) &&
        this.asked.every(([column, value]) => this.held(column)[i].includes(value)) &&
        (!this.keys || this.keys.has(row.dataset.key)));
    }

    show(released = false) {
      const fits = this.fitting();
      const seen = new Set();
      this.rows.forEach((row, i) => {
        row.hidden = !fits[i];
        if (fits[i] && row.dataset.key) seen.add(row.dataset.key);
      });
      const shown = fits.filter(Boolean).length;
      const all = shown === this.rows.length;
      if (this.count) this.count.textContent = all ? `${shown} rows` : `${shown} of ${this.rows.length} rows`;
      const detail = { table: this.box.dataset.table, keys: all ? null : seen, chosen: this.keys, released };
      document.dispatchEvent(new CustomEvent("sb:rows", { detail }));
    }

    /* What the rows shown come to: how many they are, and how many hold each value of the columns that are counted. */
    told({ facets, barred, noun }) {
      const { counted, number } = shared.say;
      const fits = this.fitting();
      const shown = fits.filter(Boolean).length;
      const holding = (facet, value, among = fits) => this.held(facet).filter((cell, i) => among[i] && cell.includes(value)).length;
      const lead = [...this.asked.map(([, value]) => value), ...this.facets.map(({ value }) => value).filter(Boolean)];
      if (this.words.length) lead.push(`“${this.filter.value.trim()}”`);
      if (this.keys) lead.push(`the chosen ${noun}`);
      const parts = [`${lead.join("; ") || "Everything"}: ${counted(shown, noun)} of ${number(fits.length)}.`];
      for (const facet of shown ? facets.filter(({ told }) => told.length) : []) {
        const counts = facet.told.map((value) => [value, holding(facet, value)]).filter(([, count]) => count);
        const each = counts.map(([value, count]) => `${value} ${number(count)}`);
        parts.push(`${facet.column}: ${each.join(", ")}.`);
      }
      const all = fits.map(() => true);
      const rows = barred.values.map((value) => {
        const [here, own] = [holding(barred, value), holding(barred, value, all)];
        return [value, `${number(here)} of ${number(own)}`, here / own];
      });
      return { answer: parts.join(" "), rows };
    }

    /* Whatever is filtered away comes back when a link leads to it. */
    reveal(element) {
      const row = element.closest("tr");
      if (row && row.hidden) this.reset();
    }
  }

  for (const box of document.querySelectorAll(".sb-table")) tables.set(box.dataset.table, new Table(box));

  const reveal = () => {
    const target = shared.target(location.hash);
    const box = target?.closest(".sb-table");
    if (box) tables.get(box.dataset.table).reveal(target);
  };
  /* Some browsers bring a choice back with the page, whatever it asks of them: then it is applied again. */
  addEventListener("pageshow", () => tables.forEach((table) => table.chosen && table.show()));
  addEventListener("hashchange", reveal);
  reveal();

  shared.tables = {
    has: (name) => tables.has(name),
    only: (name, keys) => tables.get(name)?.only(keys),
    reset: (name) => tables.get(name)?.reset(),
    told: (name, sieve) => tables.get(name).told(sieve),
    /* As `sift` of shieldbook.explorers.sieve does it, with the rows that the table shows: `setting` is a value a facet. */
    sift(name, sieve, setting) {
      const table = tables.get(name);
      table.ask(sieve.facets.filter((facet) => setting[facet.name]).map((facet) => [facet, setting[facet.name]]));
      return table.told(sieve);
    },
    row: (key) => document.querySelector(`.sb-table tr[data-key="${CSS.escape(key)}"]`),
  };
})();
