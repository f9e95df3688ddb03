/* The last screen of the coding desk beyond one coder's match: what is coded oppositely, and where the book may be at fault. */
(() => {
  "use strict";
  const shieldbook = (window.shieldbook = window.shieldbook || {});
  const { el } = shieldbook;
  const { contraries } = shieldbook.models;
  const SCALE = "stance";
  const NO_PAIR = "no pair";

  /* In the fields that have contraries, how many pairs of codes are contrary: yours with the book's, the coders' with each other. */
  function opposites(desk) {
    const rows = desk.fields.flatMap((field) => {
      const place = desk.fields.indexOf(field);
      const mine = desk.claims.map((claim, at) => [desk.state.answers[at][place] || null, claim.book[field.id]]);
      const coders = desk.claims.map((claim) => Object.values(claim.coders).map((codes) => codes[field.id]));
      const level = field.id === SCALE ? "ordinal" : "nominal";
      const told = [mine, coders].map((units) => contraries.opposed(units, level, field.values.map((value) => value.id)));
      return told.includes(null) ? [] : [[field.question, ...told.map(([n, all]) => all ? `${n} of ${all}` : NO_PAIR)]];
    });
    if (!rows.length) return null;
    return [el("p", {}, "Of these pairs of codes so many are opposite, and not only different: a yes and a no, or the two sides of a scale."),
      desk.table(["Coded oppositely", "You and the book", "The two coders"], rows.map(([head, ...cells]) => el("tr", {},
        el("th", { scope: "row" }, head), cells.map((cell) => el("td", {}, cell)))))];
  }

  function fault(desk) {
    const split = (claim) => desk.fields.filter((field) => new Set(Object.values(claim.coders).map((codes) => codes[field.id])
      .filter((one) => one !== undefined)).size > 1);
    const torn = desk.claims.filter((claim) => split(claim).length);
    const pairs = contrary(desk);
    if (!torn.length && !pairs.length) return null;
    return el("section", { class: "sb-desk-fault" }, el("h3", {}, "Find the book\u2019s fault"), differed(desk, torn, split), pairs);
  }

  function differed(desk, claims, split) {
    if (!claims.length) return null;
    const rows = claims.flatMap((claim) => split(claim).map((field) => el("tr", {}, el("th", { scope: "row" }, claim.handle),
      Object.values(claim.coders).map((codes) => el("td", {}, desk.label(field, codes[field.id]))),
      el("td", {}, desk.label(field, claim.book[field.id])), el("td", {}, claim.notes[field.id] || "Settled without a word."))));
    const [a, b] = Object.keys(claims[0].coders);
    return [el("p", {}, "On these claims the two coders gave different values. Does the reason given settle it, and would it settle a like claim the same way?"),
      desk.table(["Claim", `Coder ${a}`, `Coder ${b}`, "The book", "Why it was settled so"], rows)];
  }

  /* Pairs of claims that the book calls by one kind, and of which a record could settle the one and not the other. */
  function contrary(desk) {
    const kind = desk.fields.find((field) => field.id === "ten") || desk.fields.find((field) => field.id === "kind");
    const record = desk.fields.find((field) => field.id === "record");
    if (!kind || !record) return [];
    const answers = record.values.map((value) => value.id);
    const rows = desk.claims.map(({ book }) => [book[kind.id], book[record.id]]);
    const pairs = contraries.alikeButOpposed(rows, "nominal", answers);
    if (!pairs.length) return [];
    const noted = (claim) => el("td", {}, el("strong", {}, claim.handle), `. ${claim.because}`);
    const told = pairs.map((pair) => el("tr", {}, el("th", { scope: "row" }, desk.label(kind, rows[pair[0]][0])),
      [...pair].sort((a, b) => answers.indexOf(rows[a][1]) - answers.indexOf(rows[b][1])).map((at) => noted(desk.claims[at]))));
    return [el("p", {}, `These pairs the book calls by one kind and codes oppositely. ${record.question} What makes the one of them unlike the other?`),
      desk.table(["Kind of both", ...record.values.map((value) => value.label)], told)];
  }

  shieldbook.faults = { fault, opposites };
})();
