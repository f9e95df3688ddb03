/* Long tables: sort by a click on a head, filter by words, by values and by the marks of a chart. */
(() => {
  "use strict";
  const shared = (window.shieldbook = window.shieldbook || {});
  const tables = new Map();
  let order = null;

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
      this.filter?.addEventListener("input", () => this.show());
      for (const facet of this.facets) facet.addEventListener("change", () => this.show());
      box.querySelector(".sb-reset")?.addEventListener("click", () => this.reset());
      if (this.filter) shared.soon(() => this.makeSortable());
    }

    get rows() {
      return (this.kept ||= [...this.box.querySelector("tbody").rows]);
    }

    get texts() {
      return (this.read ||= this.rows.map((row) => row.textContent.toLowerCase()));
    }

    get chosen() {
      return Boolean(this.filter?.value) || this.facets.some((facet) => facet.value);
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

    /* Show only the rows with these keys (a Set), or all again (null). */
    only(keys) {
      this.keys = keys;
      this.show();
    }

    reset() {
      if (this.filter) this.filter.value = "";
      for (const facet of this.facets) facet.value = "";
      this.keys = null;
      this.show();
    }

    show() {
      const words = (this.filter?.value || "").toLowerCase().split(/\s+/).filter(Boolean);
      const seen = new Set();
      let shown = 0;
      this.rows.forEach((row, i) => {
        const fits =
          words.every((word) => this.texts[i].includes(word)) &&
          this.facets.every((f) => !f.value || row.cells[f.dataset.column].textContent === f.value) &&
          (!this.keys || this.keys.has(row.dataset.key));
        row.hidden = !fits;
        if (fits) {
          shown += 1;
          if (row.dataset.key) seen.add(row.dataset.key);
        }
      });
      const all = shown === this.rows.length;
      if (this.count) this.count.textContent = all ? `${shown} rows` : `${shown} of ${this.rows.length} rows`;
      const detail = { table: this.box.dataset.table, keys: all ? null : seen, chosen: this.keys };
      document.dispatchEvent(new CustomEvent("sb:rows", { detail }));
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
    only: (name, keys) => tables.get(name)?.only(keys),
    reset: (name) => tables.get(name)?.reset(),
    row: (key) => document.querySelector(`.sb-table tr[data-key="${CSS.escape(key)}"]`),
  };
})();
