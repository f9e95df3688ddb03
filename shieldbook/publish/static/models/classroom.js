/* The class's result without a kernel: what is pasted or opened here is read here, and stays here. */
(() => {
  "use strict";
  const { el, button, models } = window.shieldbook;
  const ROUGH = 0.005;
  const FLAT = ": not above its baseline, so it says nothing about the rule";
  const PASTED = "what was pasted";
  const KINDS = { refused: "Not read", duplicate: "Counted once", namesake: "Two of one name", aside: "Left aside" };

  const percent = (share) => (Number.isNaN(share) ? "none" : `${Math.round(share * 100)}%`);
  const decimal = (number) => number.toFixed(2).replace("-", "\u2212");
  const label = (field, value) => field.values.find((one) => one.id === value)?.label || value;

  function table(caption, heads, rows, look = "") {
    return el("div", { class: "sb-scroll", tabindex: "0", role: "region", "aria-label": caption },
      el("table", { class: `sb-desk-table${look}` }, el("caption", {}, caption),
        el("thead", {}, el("tr", {}, heads.map((head) => el("th", { scope: "col" }, head)))), el("tbody", {}, rows)));
  }
  const line = (first, ...cells) => el("tr", {}, el("th", { scope: "row" }, first), cells.map((cell) => el("td", {}, cell)));

  class Classroom {
    constructor(box) {
      this.box = box;
      this.desk = JSON.parse(box.querySelector('script[type="application/json"]').textContent);
      this.files = [];
      this.booked = false;
      this.text = el("textarea", { id: "class-lines", rows: "8", spellcheck: "false", autocomplete: "off", "aria-describedby": "class-lines-hint" });
      this.pick = el("input", { id: "class-files", type: "file", multiple: true, accept: ".csv,.txt", change: () => this.open() });
      this.status = el("p", { class: "sb-status", role: "status" });
      this.out = el("div", { class: "sb-desk-result" });
      box.querySelector(".sb-desk-face").append(
        el("div", { class: "sb-control" }, el("label", { for: "class-lines" }, "Paste everything: the whole chat will do"), this.text,
          el("span", { class: "sb-hint", id: "class-lines-hint" }, "Nothing of it leaves this page, and nothing is kept when you close it.")),
        el("div", { class: "sb-control" }, el("label", { for: "class-files" }, "Or open CSV files of the desk"), this.pick),
        el("div", { class: "sb-buttons" }, button("Read", () => this.read(), { "data-do": "read" }), button("Clear", () => this.clear())),
        this.status, this.out);
    }

    async open() {
      this.files = await Promise.all([...this.pick.files].map(async (file) => (
        [file.name, models.homework.decode(new Uint8Array(await file.arrayBuffer()))])));
      this.read();
    }

    clear() {
      this.text.value = "";
      this.pick.value = "";
      this.files = [];
      this.out.replaceChildren();
      this.status.textContent = "Cleared.";
    }

    read() {
      const parts = [[PASTED, this.text.value], ...this.files].filter(([, text]) => text.trim());
      if (!parts.length) {
        const [{ id, mark }] = this.desk.packs;
        this.out.replaceChildren();
        this.status.textContent = `Nothing pasted yet. A line looks like: ${id}/${mark}/anna/\u2026`;
        this.text.focus();
        return;
      }
      this.found = models.classes.readClass(parts, this.desk);
      this.booked = false;
      this.draw();
      const refused = this.found.notices.filter((one) => one.kind === "refused").length;
      const { counted } = window.shieldbook.say;
      this.status.textContent = `Read: ${counted(this.found.coders.length, "coder")}. Not read: ${counted(refused, "line")}. `
        + `Passed over as chat: ${counted(this.found.noise, "row")}.`;
    }

    draw() {
      const { found, desk } = this;
      const asked = desk.fields.filter((field) => found.codings.some((row) => row.field === field.id));
      this.out.replaceChildren(...[this.notices(), asked.length ? this.measures(asked) : null,
        asked.length ? this.booking() : null, ...asked.map((field) => this.strips(field)),
        asked.length ? this.whole(asked) : null].filter(Boolean));
    }

    notices() {
      const { notices } = this.found;
      if (!notices.length) return null;
      return el("section", {}, el("h2", {}, "What to look at"), el("ul", {}, notices.map((one) => el("li", {},
        el("strong", {}, KINDS[one.kind]), ` (${one.where}): `, one.text ? el("code", {}, one.text) : "", one.text ? ". " : "",
        `${one.why[0].toUpperCase()}${one.why.slice(1)}.`))));
    }

    measures(asked) {
      const found = models.classes.agreements(this.found, this.desk);
      const flat = (row) => Math.round(row.raw * 100) <= Math.round(row.baseline * 100);
      const rows = found.map((row) => {
        const field = asked.find((one) => one.id === row.field);
        const alpha = row.why || (row.high - row.low < ROUGH ? decimal(row.alpha) : `${decimal(row.alpha)}, from ${decimal(row.low)} to ${decimal(row.high)}`);
        const base = row.commonest ? `${percent(row.baseline)} (\u201c${label(field, row.commonest)}\u201d)` : "none";
        return line(field.question, String(row.units), `${percent(row.raw)}${flat(row) ? FLAT : ""}`, base, alpha);
      });
      return el("section", {}, el("h2", {}, "How far the class agrees"),
        el("p", {}, "Agreement says something only where it is above its baseline: what giving the commonest value everywhere would match. "
          + "Alpha takes that into account: 1 is full agreement, 0 what chance would give. Its range says how it could vary over other claims."),
        found.some((row) => flat(row) && row.alpha > 0) ? el("p", {}, "Where agreement is not above its baseline, alpha may still be a little above 0: "
          + "it begins at what chance would give, which is less than the baseline.") : null,
        table("Agreement by field", ["Field", "Claims coded by two or more", "Pairs that agree", "Baseline", "Alpha, and its 95% range"], rows));
    }

    booking() {
      const toggle = () => {
        this.booked = !this.booked;
        this.draw();
        this.out.querySelector("[data-do=book]").focus();
      };
      return el("div", { class: "sb-buttons" }, button(this.booked ? "Hide the book\u2019s values" : "Show the book\u2019s values", toggle,
        { "data-do": "book", "aria-pressed": String(this.booked) }));
    }

    /* A strip of dots a claim, those that divide the class first. */
    strips(field) {
      const rows = models.classes.spread(this.found, field, this.desk).map(({ claim, counts, alike }) => line(
        el("span", {}, claim.handle, el("br"), el("span", { class: "sb-hint" }, claim.where)),
        ...counts.map((count, at) => this.dots(count, this.booked && claim.book[field.id] === field.values[at].id)),
        percent(alike)));
      const heads = ["Claim", ...field.values.map((value) => value.label), "Pairs that agree"];
      /* On a telephone each claim is a card, and its cells say what they are. */
      rows.forEach((row) => row.querySelectorAll("td").forEach((cell, at) => { cell.dataset.head = heads[at + 1]; }));
      return el("section", {}, el("h2", {}, field.question),
        table(`${field.question} The most divided claims first, a dot a coder`, heads, rows, " sb-desk-cards"));
    }

    dots(count, book) {
      const dots = count ? el("span", { class: "sb-desk-dots" }, el("span", { "aria-hidden": "true" }, "\u25cf".repeat(count)), ` ${count}`) : el("span", {}, "");
      return book ? el("span", {}, dots, " ", el("span", { class: "sb-desk-book" }, "the book")) : dots;
    }

    whole(asked) {
      const blocks = asked.map((field) => {
        const { claims, coders, units } = models.classes.tableOf(this.found, field.id);
        const handle = (own) => this.desk.packs.flatMap((pack) => pack.claims).find((claim) => claim.id === own).handle;
        const rows = claims.map((claim, at) => line(handle(claim), ...units[at].map((value) => (value === null ? "" : label(field, value)))));
        return table(`${field.question} Every claim and every coder`, ["Claim", ...coders], rows);
      });
      return el("details", {}, el("summary", {}, "Every claim and every coder"), ...blocks);
    }
  }

  function start() {
    document.querySelectorAll(".sb-desk[data-face=class]").forEach((box) => new Classroom(box));
  }
  if (document.readyState === "complete") start();
  else document.addEventListener("DOMContentLoaded", start);
})();
