/* The coding desk without a kernel: a pack coded claim by claim, committed, and laid beside the book. Nothing leaves the page. */
(() => {
  "use strict";
  const shieldbook = (window.shieldbook = window.shieldbook || {});
  const { el, button } = shieldbook;
  const { lines, homework } = shieldbook.models;
  const OPEN = "Can\u2019t decide";
  const BLOCKED = "This browser keeps nothing for this page. If you leave or reload it before the end, your codes are gone: "
    + "stay here until you have copied your line.";
  const CHANGED = "Since you began, the pack or the codebook has changed. What you coded is kept below under its old mark; "
    + "copy its line before you start again.";
  const NUMBERED = "Paragraphs are counted from the first of the text, without its headings; captions are counted apart.";
  const ROUNDS = "Your line holds the first round only; the CSV has both.";
  const WORDS = { 3: "three", 8: "eight" };
  const NONE = "?";
  const PRACTICE = { blind: "Blind: the book\u2019s codes come after the last claim", practice: "Practice: they come after each claim" };

  /* What the browser keeps for this page; every answer is one of three: kept, nothing there, or no keeping at all. */
  const keeper = {
    works: true,
    get(key) {
      try {
        return JSON.parse(localStorage.getItem(key) || "null");
      } catch {
        keeper.works = false;
        return null;
      }
    },
    put(key, value) {
      try {
        if (value === null) localStorage.removeItem(key);
        else localStorage.setItem(key, JSON.stringify(value));
      } catch {
        keeper.works = false;
      }
      return keeper.works;
    },
  };

  class Desk {
    constructor(box) {
      this.box = box;
      this.desk = JSON.parse(box.querySelector('script[type="application/json"]').textContent);
      this.face = box.querySelector(".sb-desk-face");
      this.setting = { ...this.desk.start };
      keeper.put("desk:try", 1);
      keeper.put("desk:try", null);
      addEventListener("hashchange", () => this.restore());
      addEventListener("beforeunload", (event) => {
        if (!keeper.works && this.state && !this.state.handed) event.preventDefault();
      });
      if (!this.restore()) this.setup(false);
    }

    get pack() { return this.desk.packs.find((one) => one.id === this.setting.pack); }
    get claims() { return this.pack.claims.filter((claim) => claim.reserve === (this.setting.set === "reserve")); }
    /* The fields in which the book coded every claim of the pack, and those of them that are asked for. */
    get known() { return this.desk.fields.filter((field) => this.pack.claims.every((claim) => field.id in claim.book)); }
    get fields() {
      const known = this.known.map((field) => field.id);
      const asked = this.setting.fields.filter((own) => known.includes(own));
      return lines.usual(this.desk.fields, asked.length ? asked : this.desk.usual);
    }
    get key() { return ["desk", this.setting.pack, this.setting.set, this.fields.map((field) => field.id).join("-")].join(":"); }

    /* The setting that a teacher's link names; what does not fit is left as it was. */
    restore() {
      const [name, text] = location.hash.slice(1).split("?");
      if (name !== this.box.id || text === undefined) return false;
      const asked = new URLSearchParams(text);
      const fields = (asked.get("fields") || "").split(",").filter((one) => this.desk.fields.some((field) => field.id === one));
      const fits = (own) => this.desk.packs.some((pack) => pack.id === own);
      const ofText = this.desk.packs.find((pack) => pack.text_id === asked.get("text"));
      if (fits(asked.get("pack"))) this.setting.pack = asked.get("pack");
      else if (ofText) this.setting.pack = ofText.id;
      if (asked.get("mode") in PRACTICE) this.setting.mode = asked.get("mode");
      if (asked.get("set") === "reserve") this.setting.set = "reserve";
      if (fields.length) this.setting.fields = fields;
      this.setup(true);
      this.box.scrollIntoView({ block: "start" });
      return true;
    }

    show(screen, ...children) {
      this.box.dataset.screen = screen;
      this.status = el("p", { class: "sb-status", role: "status" });
      this.face.replaceChildren(...children.flat().filter(Boolean), this.status);
      this.box.dispatchEvent(new CustomEvent("sb-desk", { detail: screen }));
    }

    head(words, focus = true) {
      const made = el("h2", { tabindex: "-1" }, words);
      if (focus) requestAnimationFrame(() => made.focus());
      return made;
    }

    /* The first screen: who coded the book, what is going to be coded, under which name. */
    setup(linked) {
      const kept = keeper.get(this.key);
      const options = this.desk.packs.map((pack) => el("option", { value: pack.id, selected: pack.id === this.setting.pack },
        `${pack.title} (for ${pack.side})`));
      const select = el("select", { id: "desk-pack", autocomplete: "off", change: () => this.choose({ pack: select.value }) }, options);
      const name = el("input", { id: "desk-name", type: "text", maxlength: "24", autocomplete: "off",
        value: this.typed ?? kept?.name ?? "", "aria-describedby": "desk-name-hint", input: () => { this.typed = name.value; } });
      const modes = Object.entries(PRACTICE).map(([mode, words]) => this.radio("desk-mode", mode, words, this.setting.mode === mode,
        () => { this.setting.mode = mode; }));
      this.show("setup",
        el("p", {}, "The book\u2019s codes were given by two runs of one language model, each without sight of the other. Where they "
          + "differed, a third reading settled it. No person coded them: where you differ, look for the reason."),
        keeper.works ? null : el("p", { class: "sb-desk-warn" }, BLOCKED),
        this.stale(kept),
        el("div", { class: "sb-control" }, el("label", { for: "desk-pack" }, "What you code"), select),
        el("p", { class: "sb-hint" }, this.described()),
        this.pack.free ? this.whole() : el("p", { class: "sb-hint" }, NUMBERED, " ", this.original()),
        el("div", { class: "sb-control" }, el("label", { for: "desk-name" }, "A nickname"), name,
          el("span", { class: "sb-hint", id: "desk-name-hint" }, "Letters and digits. It stands in your line; it need not be your name.")),
        el("fieldset", { class: "sb-option" }, el("legend", {}, "When you see the book\u2019s codes"), el("div", { class: "sb-choices" }, modes)),
        this.tenKinds(),
        el("div", { class: "sb-buttons" }, this.starts(kept, name)),
        this.teacher());
      if (linked) this.status.textContent = "The link has set the desk.";
    }

    described() {
      const words = this.fields.length === 1 ? "one field" : `${this.fields.length} fields`;
      const text = this.pack.free ? "Its paragraph stands beside each claim; read the whole of it first." : "Have the text beside you: each claim is found by paragraph, "
        + "opening words and sentence.";
      return `${this.claims.length} claims of \u201c${this.pack.text}\u201d, ${words}. ${text}`;
    }

    /* The text itself, where it may be printed whole. */
    whole() {
      if (!this.pack.whole.length) return null;
      return el("details", {}, el("summary", {}, "The text, whole"), el("blockquote", {}, this.pack.whole.map((words) => el("p", {}, words.join(" ")))));
    }

    /* The way to the text itself, or to the book's page about it where no address of it is known. */
    original() {
      const { original, claims: [{ page }] } = this.pack;
      const out = { target: "_blank", rel: "noopener noreferrer" };
      if (/^https?:/.test(original)) return el("a", { href: original, ...out }, "The original, in a new tab");
      return page ? el("a", { href: `${this.desk.root}${page}.html`, ...out }, "The book\u2019s page of this text, in a new tab") : "";
    }

    choose(change) {
      Object.assign(this.setting, change);
      this.setup(false);
      this.face.querySelector("select").focus();
    }

    tenKinds() {
      const { fields } = this.setting;
      if (!fields.includes("kind") && !fields.includes("ten")) return null;
      const swap = (on) => fields.map((one) => (one === "kind" || one === "ten" ? (on ? "ten" : "kind") : one));
      const box = el("input", { type: "checkbox", id: "desk-ten", autocomplete: "off", checked: fields.includes("ten"),
        change: () => this.choose({ fields: swap(box.checked) }) });
      return el("label", { class: "sb-choice" }, box, el("span", {}, "Ten kinds of claim instead of five groups"));
    }

    /* Coded before under another mark: nothing of it is thrown away unasked. */
    stale(kept) {
      if (!kept || kept.mark === this.pack.mark) return null;
      const old = el("input", { type: "text", readonly: true, "aria-label": "Your old line", value: kept.line || "" });
      return el("div", { class: "sb-desk-warn" }, el("p", {}, CHANGED), kept.line ? old : el("p", {}, this.spoken(kept)));
    }

    spoken(kept) {
      return kept.answers.map((row, at) => `${at + 1}: ${row.map((value) => value || "open").join(", ")}`).join("; ");
    }

    starts(kept, name) {
      const begin = () => {
        if (!lines.tidy(name.value)) {
          this.status.textContent = "Give a nickname first, with a letter or a digit in it.";
          name.focus();
          return;
        }
        this.state = { mark: this.pack.mark, name: name.value, mode: this.setting.mode, at: 0, done: [], second: {}, handed: false,
          answers: this.claims.map(() => this.fields.map(() => null)) };
        this.save();
        this.code(0);
      };
      const goOn = () => {
        this.state = kept;
        this.setting.mode = kept.mode;
        if (kept.done.length === this.claims.length) this.result();
        else this.code(kept.at);
      };
      if (!kept || kept.mark !== this.pack.mark) return [button("Begin", begin)];
      return [button(`Go on as ${kept.name}`, goOn), button("Begin anew: what is kept goes", begin)];
    }

    save() {
      const { state } = this;
      if (state.answers.every((row) => row.every((value) => value !== null))) state.line = this.line();
      keeper.put(this.key, state);
    }

    line() {
      return lines.write(this.pack, this.fields, this.state.name, this.state.answers, this.desk.usual);
    }

    radio(group, value, words, checked, change) {
      const input = el("input", { type: "radio", name: group, value, autocomplete: "off", checked, change });
      return el("label", { class: "sb-choice" }, input, el("span", {}, words));
    }

    teacher() {
      const asked = this.fields.map((field) => field.id);
      const pick = Object.fromEntries(this.known.map((field) => [field.id, el("input", { type: "checkbox", autocomplete: "off",
        checked: asked.includes(field.id) })]));
      const reserve = el("input", { type: "checkbox", autocomplete: "off", checked: this.setting.set === "reserve" });
      const out = el("input", { type: "text", readonly: true, "aria-label": "The link for the class" });
      const make = () => {
        const fields = this.known.map((field) => field.id).filter((own) => pick[own].checked);
        const told = new URLSearchParams({ text: this.pack.text_id, pack: this.setting.pack, mode: this.setting.mode,
          fields: (fields.length ? fields : this.desk.usual).join(","), set: reserve.checked ? "reserve" : "pack" });
        out.value = `${location.href.split("#")[0]}#${this.box.id}?${told}`;
        shieldbook.copy(out, this.status);
      };
      const boxes = this.known.map((field) => el("label", { class: "sb-choice" }, pick[field.id], el("span", {}, field.question)));
      return el("details", {}, el("summary", {}, "For the teacher: a link that sets the desk"),
        el("p", { class: "sb-hint" }, "Pack and mode are those chosen above. Stance, certainty and issue are mostly one value, so that "
          + "matching the book there says little."),
        el("fieldset", { class: "sb-option" }, el("legend", {}, "Fields"), el("div", { class: "sb-choices" }, boxes)),
        el("label", { class: "sb-choice" }, reserve, el("span", {}, "The three claims in reserve, to code afresh")),
        el("div", { class: "sb-buttons" }, button("Make the link", make)), out);
    }

    /* Where a claim stands, without our wording of it. */
    place(claim) {
      const words = claim.words.length
        ? el("blockquote", {}, claim.words.flatMap((words, at) => [el(at + 1 === claim.sentence ? "mark" : "span", {}, words), " "]))
        : null;
      return [el("p", { class: "sb-desk-place" }, el("strong", {}, claim.handle), el("br"), claim.where,
        claim.opens ? `, in the paragraph that opens \u201c${claim.opens}\u201d` : "", ". ", this.original()), words];
    }

    /* A claim to code; where it has just been committed, what is beside it comes first. */
    code(at, compare = false) {
      const { state } = this;
      state.at = at;
      this.save();
      const claim = this.claims[at];
      const locked = state.done.includes(at);
      const groups = this.fields.map((field, place) => this.question(field, place, state.answers[at], locked));
      const told = el("div", {});
      this.show("coding", this.head(`Claim ${at + 1} of ${this.claims.length}`, !compare), this.place(claim), groups, told,
        el("div", { class: "sb-buttons" }, this.steps(at, locked)));
      if (locked) {
        const title = el("h3", { tabindex: "-1" }, "Your codes beside the book\u2019s");
        told.append(title, ...this.beside(claim, at, true), this.later());
        if (compare) requestAnimationFrame(() => {
          title.focus({ preventScroll: true });
          title.scrollIntoView({ block: "start" });
        });
      }
      if (!keeper.works && !state.done.length) this.status.textContent = BLOCKED;
    }

    question(field, place, row, locked) {
      const change = (value) => () => {
        row[place] = value;
        gap.textContent = "";
        this.save();
      };
      const gap = el("p", { class: "sb-desk-gap", role: "alert" });
      const choices = field.values.map((value) => [value.id, value.label]).concat([["", OPEN]]);
      const group = el("fieldset", { class: "sb-option", disabled: locked }, el("legend", {}, field.question),
        el("div", { class: "sb-choices" }, choices.map(([value, words]) => this.radio(`desk-${field.id}`, value, words,
          row[place] === value, change(value)))));
      const rules = el("details", {}, el("summary", {}, "The rules"), el("dl", {}, field.values.flatMap((value) => this.rule(value))));
      return el("div", {}, group, gap, rules);
    }

    /* What the codebook says of a value. */
    rule(value) {
      const further = [["Include", value.include], ["Leave out", value.exclude], ["To tell it", value.tell]];
      return [el("dt", {}, value.label), el("dd", {}, value.rule, further.filter(([, words]) => words)
        .map(([name, words]) => el("div", {}, el("em", {}, `${name}: `), words)))];
    }

    steps(at, locked) {
      const last = at === this.claims.length - 1;
      const practice = this.state.mode === "practice";
      const back = at ? button("Back", () => this.code(at - 1)) : null;
      const next = last ? () => (practice ? this.result() : this.review()) : () => this.code(at + 1);
      const onward = last ? (practice ? "To the result" : `Look over all ${WORDS[this.claims.length] || this.claims.length}, and commit`) : "Next claim";
      const asked = () => {
        const empty = this.state.answers[at].indexOf(null);
        if (empty < 0) return false;
        this.face.querySelectorAll(".sb-desk-gap").forEach((gap, place) => {
          gap.textContent = place === empty ? `Not answered yet: ${this.fields[empty].question} \u201c${OPEN}\u201d is an answer too.` : "";
        });
        this.face.querySelectorAll("fieldset")[empty].querySelector("input").focus();
        return true;
      };
      if (!practice || locked) return [back, button(onward, () => (asked() ? null : next()))];
      const commit = () => {
        if (asked()) return;
        this.state.done.push(at);
        this.code(at, true);
      };
      return [back, button("Commit this claim", commit)];
    }

    label(field, value) {
      if (value === undefined) return "not coded";
      return value === "" ? OPEN : field.values.find((one) => one.id === value)?.label || value;
    }

    review() {
      const heads = ["Claim", ...this.fields.map((field) => field.question)];
      const rows = this.claims.map((claim, at) => el("tr", {}, el("th", { scope: "row" },
        button(`${at + 1}. ${claim.handle}`, () => this.code(at))),
      this.fields.map((field, place) => el("td", {}, this.label(field, this.state.answers[at][place])))));
      const open = this.state.answers.findIndex((row) => row.includes(null));
      const commit = () => {
        if (open >= 0) {
          this.code(open);
          return;
        }
        this.state.done = this.claims.map((_, at) => at);
        this.save();
        this.result();
      };
      this.show("review", this.head("Before you commit"),
        el("p", {}, "Committing locks the first round. What you change once you have seen the book\u2019s codes is a second round, and is marked as one."),
        el("p", {}, "Tap a claim to change it."), this.table(heads, rows), keeper.works ? null : el("p", { class: "sb-desk-warn" }, BLOCKED),
        el("div", { class: "sb-buttons" }, button(open < 0 ? "Commit all" : "To the claim left open", commit)));
    }

    table(heads, rows) {
      return el("div", { class: "sb-scroll", tabindex: "0", role: "region", "aria-label": heads[0] }, el("table", { class: "sb-desk-table" },
        el("thead", {}, el("tr", {}, heads.map((head) => el("th", { scope: "col" }, head)))), el("tbody", {}, rows)));
    }

    /* First what giving one value everywhere would match, then what you did, then what the coders did with each other. */
    matches(field, place) {
      const book = this.claims.map((claim) => claim.book[field.id]).filter((value) => value !== undefined);
      const counts = field.values.map((value) => book.filter((one) => one === value.id).length);
      const most = Math.max(...counts);
      const { length } = this.claims;
      const mine = this.claims.filter((claim, at) => this.state.answers[at][place] === claim.book[field.id]).length;
      const open = this.state.answers.filter((row) => row[place] === "").length;
      const both = this.claims.map((claim) => Object.values(claim.coders).map((codes) => codes[field.id]).filter((one) => one !== undefined))
        .filter((codes) => codes.length === 2);
      const alike = both.filter(([a, b]) => a === b).length;
      const cells = [`${most} of ${length}, with \u201c${field.values[counts.indexOf(most)].label}\u201d`,
        `${mine} of ${length}` + (open ? `, ${open} left open` : ""), both.length ? `${alike} of ${both.length}` : "no pair"];
      return el("tr", {}, el("th", { scope: "row" }, field.question), cells.map((cell) => el("td", {}, cell)));
    }

    result() {
      const input = el("textarea", { readonly: true, rows: "2", "aria-label": "Your line" }, this.line());
      const differing = this.claims.map((claim, at) => [claim, at]).filter(([claim, at]) => this.differs(claim, at).length);
      const hand = () => {
        this.state.handed = true;
        this.save();
        shieldbook.copy(input, said);
      };
      const said = el("p", { class: "sb-status", role: "status" });
      const copied = el("p", { class: "sb-hint" }, "Paste it into your class\u2019s chat. It holds the pack, your nickname, a letter for each value, "
        + "and three that show whether it was copied right.");
      this.show("result", this.head("Your codes beside the book\u2019s"),
        el("p", {}, "How many of the book\u2019s values somebody matches who gives the commonest one everywhere, and how many you match; "
          + "then how often the book\u2019s two coders match each other."),
        this.table(["Field", "One value everywhere", "You", "The two coders"], this.fields.map((field, place) => this.matches(field, place))),
        shieldbook.faults.opposites(this), el("p", { class: "sb-hint" }, shieldbook.models.agreement.undefinedBecause([["one"]])),
        el("h3", {}, "Your line"), el("div", { class: "sb-desk-line" }, input), copied,
        el("div", { class: "sb-buttons" }, button("Copy the line", hand), button("Save as CSV", () => this.csv()),
          button("Print", () => window.print())), said,
        el("h3", {}, differing.length ? "Where you differ from the book" : "You differ from the book nowhere"),
        differing.map(([claim, at]) => el("section", { class: "sb-desk-claim" }, this.place(claim), this.beside(claim, at, false))),
        differing.length ? this.later() : null, shieldbook.faults.fault(this),
        el("div", { class: "sb-buttons" }, button("To the beginning", () => this.setup(false))));
    }

    differs(claim, at) {
      return this.fields.filter((field, place) => field.id in claim.book && this.state.answers[at][place] !== claim.book[field.id]);
    }

    /* One claim: you, the book, coder A, coder B; the rules of the values that met; the reasons. */
    beside(claim, at, all) {
      const shown = all ? this.fields : this.differs(claim, at);
      const coders = Object.keys(claim.coders);
      const heads = ["Field", "You", "The book", ...coders.map((coder) => `Coder ${coder}`)];
      const parts = shown.map((field) => {
        const place = this.fields.indexOf(field);
        const mine = this.state.answers[at][place];
        const given = [mine, claim.book[field.id], ...coders.map((coder) => claim.coders[coder][field.id])];
        const met = field.values.filter((value) => given.includes(value.id));
        return { field, mine, given, met };
      });
      const rows = parts.map(({ field, given }) => el("tr", {}, el("th", { scope: "row" }, field.question),
        given.map((value) => el("td", {}, this.label(field, value)))));
      const rules = parts.flatMap(({ met }) => met.flatMap((value) => this.rule(value)));
      const notes = parts.map(({ field }) => claim.notes[field.id]).filter(Boolean).map((note) => el("p", {}, `Why the book settled it so: ${note}`));
      const differing = parts.filter(({ field, mine }) => mine !== claim.book[field.id]);
      /* The book's note is on the claim as a whole: it stands for a difference that has no reason of its own. */
      const note = differing.some(({ field }) => !claim.notes[field.id]) ? ` The book\u2019s note: ${claim.because} ` : " ";
      const wording = el("p", {}, "In the book\u2019s words: ", el("q", {}, claim.claim), note,
        claim.page ? el("a", { href: `${this.desk.root}${claim.page}.html#${claim.id}` }, "The claim and its evidence") : null);
      const moves = differing.map((part) => this.second(claim, part));
      return [wording, this.table(heads, rows), ...notes, el("details", {}, el("summary", {}, "The rules for these values"), el("dl", {}, rules)), ...moves];
    }

    /* Where it is said that a second round is kept, and where it is not handed in. */
    later() {
      this.kept = el("p", { class: "sb-desk-kept", role: "status" }, Object.keys(this.state.second).length ? this.rounds() : "");
      return this.kept;
    }

    rounds() {
      return keeper.works ? `Kept. ${ROUNDS}` : ROUNDS;
    }

    /* A second round, for one field of one claim: what to do about a difference. */
    second(claim, { field, mine }) {
      const key = `${claim.id} ${field.id}`;
      const now = this.state.second[key] || { step: "", value: mine, reason: "" };
      const keep = () => {
        this.state.second[key] = now;
        this.save();
        if (this.kept.textContent !== this.rounds()) this.kept.textContent = this.rounds();
      };
      const others = [...field.values.map((value) => [value.id, value.label]), ["", OPEN]].filter(([value]) => value !== mine);
      const select = el("select", { autocomplete: "off", "aria-label": `Change to: ${field.question}`, hidden: now.step !== "change",
        change: () => { now.value = chosen(); keep(); } },
      [[NONE, "choose \u2026"], ...others].map(([value, words]) => el("option", { value, selected: value === (now.value === mine ? NONE : now.value) }, words)));
      const chosen = () => (select.value === NONE ? mine : select.value);
      const step = (own) => () => {
        now.step = own;
        select.hidden = own !== "change";
        now.value = own === "change" ? chosen() : mine;
        keep();
      };
      const reason = el("input", { type: "text", autocomplete: "off", value: now.reason, maxlength: "300", input: () => { now.reason = reason.value; keep(); } });
      const steps = [["keep", mine ? "Keep mine" : "Leave it open"], ["change", "Change it"], ["unclear", "The rule is unclear"]];
      return el("fieldset", { class: "sb-option" }, el("legend", {}, `${field.question} ${mine ? "This differs from the book." : "You left this open."} Second round:`),
        el("div", { class: "sb-choices" }, steps.map(([own, words]) => this.radio(`desk-${key}`, own, words, now.step === own, step(own)))),
        select, el("label", { class: "sb-desk-reason" }, "Because ", reason));
    }

    csv() {
      const { state } = this;
      const row = (claim, field, value, round, step = "", reason = "") => ({ pack: this.pack.id, codebook: this.pack.mark, coder: state.name,
        round, claim, field, value, step, reason });
      const first = this.claims.flatMap((claim, at) => this.fields.map((field, place) => row(claim.id, field.id, state.answers[at][place], 1)));
      const later = Object.entries(state.second).filter(([, one]) => one.step || one.reason).map(([key, one]) => {
        const [claim, field] = key.split(" ");
        /* Nothing was changed yet where no value has been chosen. */
        const at = this.claims.findIndex((own) => own.id === claim);
        const mine = state.answers[at][this.fields.findIndex((own) => own.id === field)];
        return row(claim, field, one.value, 2, one.step === "change" && one.value === mine ? "" : one.step, one.reason);
      });
      state.handed = true;
      this.save();
      shieldbook.handOut(`${this.pack.id}-${lines.tidy(state.name)}.csv`, homework.sheet([...first, ...later]));
    }
  }

  function start() {
    document.querySelectorAll(".sb-desk[data-face=desk]").forEach((box) => new Desk(box));
  }
  if (document.readyState === "complete") start();
  else document.addEventListener("DOMContentLoaded", start);
})();
