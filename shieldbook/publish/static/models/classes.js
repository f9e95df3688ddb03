/* The models of shieldbook.analysis.lines, homework and classes: the same lines, files and notices. A test holds them together. */
(() => {
  "use strict";
  const shieldbook = (window.shieldbook = window.shieldbook || {});
  shieldbook.models = shieldbook.models || {};
  const MISSING = "q";
  const CHECK = "bcdfghjkmnpqrstvwxyz";
  const PRIME = 7993;
  const STEP = 37;
  const LONGEST = 16;
  const NAME = /^[\p{L}\p{N}][\p{L}\p{N}-]*$/u;
  const WHOLE = /[^\s/]+(?:\/[^\s/]+){4}(?![/\p{L}\p{N}_])/gu;
  const COLUMNS = ["pack", "codebook", "coder", "round", "claim", "field", "value", "step", "reason"];
  const FORMULA = /^[=+\-@\t\r]/;
  const ROWS = /\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/;
  const EDITION = "it was coded with another edition of the codebook or of the pack";

  /* The line. */
  function check(body) {
    let left = 0;
    for (const letter of body) left = (left * STEP + letter.codePointAt(0)) % PRIME;
    let found = "";
    for (let place = 0; place < 3; place += 1) {
      found = CHECK[left % CHECK.length] + found;
      left = Math.floor(left / CHECK.length);
    }
    return found;
  }

  const plain = (text) => text.normalize("NFC").replace(/[\u2010-\u2015\u2212]/g, "-")
    .replace(/\s*[/\u2044\u2215\uff0f]\s*/g, "/").toLowerCase();

  const trimmed = (text) => text.replace(/^-+|-+$/g, "");

  const tidy = (name) => trimmed([...trimmed(name.trim().normalize("NFC").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-"))]
    .slice(0, LONGEST).join(""));

  const usual = (fields, names) => names.map((name) => fields.find((field) => field.id === name));

  function write(pack, fields, name, values, names) {
    const codes = values.map((row) => row.map((value, at) => (
      value === "" ? MISSING : fields[at].values.find((one) => one.id === value).letter)).join("")).join("");
    const asked = fields.map((field) => field.id).join() === names.join() ? "" : `-${fields.map((one) => one.letter).join("")}`;
    const body = [pack.id, pack.mark + asked, tidy(name), codes].join("/");
    return `${body}/${check(body)}`;
  }

  function bare(text) {
    const whole = plain(text);
    const at = whole.indexOf("/");
    const [head, tail] = at < 0 ? [whole, ""] : [whole.slice(0, at), whole.slice(at + 1)];
    return head.replace(/^.*[^\p{L}\p{N}_-]/u, "") + (at < 0 ? "" : "/") + tail.replace(/[^\p{L}\p{N}_]+$/u, "");
  }

  function shaped(text) {
    const parts = bare(text).split("/");
    return /^[a-z]{6,}$/.test(parts[3]) && /^[a-z]{3}$/.test(parts[4]);
  }

  function foundIn(text, packs) {
    const row = plain(text);
    const begun = packs.length ? [...row.matchAll(new RegExp(`(?:${[...packs].sort().join("|")})/\\S*`, "g"))] : [];
    const within = (one) => begun.some((other) => one.index < other.index + other[0].length && other.index < one.index + one[0].length);
    const whole = [...row.matchAll(WHOLE)].filter((one) => shaped(one[0]) && !within(one));
    return [...begun, ...whole].sort((a, b) => a.index - b.index).map((one) => one[0]);
  }

  /* The name in what looks like a line, be it right or wrong. */
  function nickname(text) {
    const [, , name = ""] = bare(text).split("/");
    return NAME.test(name) ? name : "";
  }

  /* What a line says, or `why` it cannot be read. */
  function read(text, { packs, fields, usual: names }) {
    const parts = bare(text).split("/");
    if (parts.length !== 5 || !NAME.test(parts[2])) {
      return { why: "the line is not whole: it has five parts with four strokes between them" };
    }
    const [own, marked, name, codes, told] = parts;
    if (told !== check(parts.slice(0, 4).join("/"))) {
      return { why: "its check letters do not fit: something was mistyped or left out" };
    }
    const pack = packs.find((one) => one.id === own);
    if (!pack) return { why: `this book has no pack ${own}` };
    const at = marked.indexOf("-");
    const [given, letters] = at < 0 ? [marked, ""] : [marked.slice(0, at), marked.slice(at + 1)];
    const asked = letters ? [...letters].map((letter) => fields.find((field) => field.letter === letter)) : usual(fields, names);
    if (given !== pack.mark || asked.includes(undefined)) return { why: `${EDITION}, and its letters may mean something else` };
    return decoded(codes, asked, pack, name);
  }

  function decoded(codes, asked, pack, name) {
    const held = pack.claims.filter((claim) => claim.reserve);
    const fresh = pack.claims.filter((claim) => !claim.reserve);
    const claims = [fresh, held].find((some) => some.length * asked.length === codes.length);
    if (!claims) return { why: `it has ${codes.length} letters of code, which are not those of ${asked.length} fields` };
    const given = new Map();
    for (let at = 0; at < codes.length; at += 1) {
      const field = asked[at % asked.length];
      const value = field.values.find((one) => one.letter === codes[at]);
      if (!value && codes[at] !== MISSING) return { why: `no value has the letter ${codes[at]}` };
      given.set(`${claims[Math.floor(at / asked.length)].id} ${field.id}`, value ? value.id : "");
    }
    return { name, pack: pack.id, given };
  }

  /* The CSV. */
  const defused = (cell) => (FORMULA.test(cell) ? `'${cell}` : cell);
  const undone = (cell) => {
    const stripped = cell.trim();
    return stripped[0] === "'" && FORMULA.test(stripped.slice(1)) ? stripped.slice(1) : stripped;
  };
  const quoted = (cell) => {
    const safe = defused(cell);
    return /[,;"\n\r\t']/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
  };

  function sheet(rows) {
    const lines = [COLUMNS, ...rows.map((row) => COLUMNS.map((name) => String(row[name] ?? "")))];
    return "\ufeff" + lines.map((line) => line.map(quoted).join(",") + "\r\n").join("");
  }

  function decode(bytes) {
    const [first, second] = bytes;
    if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
    if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(bytes);
    try {
      return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    } catch {
      return new TextDecoder("windows-1252").decode(bytes);
    }
  }

  function body(text) {
    const rest = text.replace(/^\ufeff+/, "");
    const at = rest.indexOf("\n");
    return rest.trim().toLowerCase().startsWith("sep=") && at >= 0 ? rest.slice(at + 1) : rest;
  }
  const head = (text) => body(text).replace(/\r/g, "\n").split("\n")[0];
  const separator = (line) => [",", ";", "\t"].reduce((best, one) => (line.split(one).length > line.split(best).length ? one : best));

  function cut(text, by) {
    const rows = [];
    let [row, cell, open] = [[], "", false];
    const whole = text.replace(/\r\n?/g, "\n");
    for (let at = 0; at < whole.length; at += 1) {
      const letter = whole[at];
      if (open && whole.slice(at, at + 2) === '""') {
        cell += '"';
        at += 1;
      } else if (letter === '"' && (open || !cell)) open = !open;
      else if (!open && (letter === by || letter === "\n")) {
        row.push(cell);
        cell = "";
        if (letter === "\n") {
          rows.push(row);
          row = [];
        }
      } else cell += letter;
    }
    if (row.length || cell || !rows.length) rows.push([...row, cell]);
    return rows;
  }

  const names = (row) => row.map((cell) => cell.trim().toLowerCase());
  const isSheet = (text) => {
    const found = names(cut(head(text), separator(head(text)))[0]);
    return ["pack", "claim", "field"].every((name) => found.includes(name));
  };

  function readSheet(text) {
    const whole = body(text);
    const table = cut(whole, separator(head(text)));
    const found = names(table[0]);
    const lacking = COLUMNS.slice(0, 7).filter((name) => name !== "codebook" && !found.includes(name));
    if (lacking.length) return { why: `the file has no column ${lacking.join(", ")}` };
    const skipped = whole === text.replace(/^\ufeff+/, "") ? 0 : 1;
    const rows = table.map((cells, at) => {
      const row = { line: String(at + 1 + skipped) };
      for (const name of COLUMNS) row[name] = undone(cells[found.indexOf(name)] ?? "");
      return cells.some((cell) => cell.trim()) ? row : null;
    });
    return { rows: rows.slice(1).filter(Boolean) };
  }

  /* A class. */
  const counted = (many, one) => shieldbook.say.counted(many, one);

  function ofChat(name, text, desk) {
    const found = { hands: [], notices: [], noise: 0 };
    text.split(ROWS).forEach((row, at) => {
      const candidates = foundIn(row, desk.packs.map((pack) => pack.id));
      if (row.trim() && !candidates.length) found.noise += 1;
      for (const one of candidates) {
        const where = `${name}, row ${at + 1}`;
        const line = read(one, desk);
        const own = line.why ? nickname(one) : "";
        const by = own ? `${where}, by ${own}` : where;
        if (line.why) found.notices.push({ kind: "refused", where: by, text: one, why: line.why });
        else found.hands.push({ ...line, where });
      }
    });
    return found;
  }

  function wrong(row, desk) {
    const pack = desk.packs.find((one) => one.id === row.pack.toLowerCase());
    if (!pack) return ["pack", "this book has no such pack"];
    if (row.codebook && row.codebook.toLowerCase() !== pack.mark) return ["codebook", EDITION];
    if (!pack.claims.some((claim) => claim.id === row.claim.toLowerCase())) return ["claim", "the pack has no such claim"];
    const field = desk.fields.find((one) => one.id === row.field.toLowerCase());
    if (!field) return ["field", "the desk asks for no such field"];
    if (row.value && !field.values.some((one) => one.id === row.value.toLowerCase())) return ["value", `no value of ${row.field}`];
    return tidy(row.coder) ? null : ["coder", "a name needs a letter or a digit"];
  }

  function ofSheet(name, text, desk) {
    const { rows, why } = readSheet(text);
    if (why) return { hands: [], notices: [{ kind: "refused", where: name, text: "", why }], noise: 0 };
    const notices = [];
    const hands = new Map();
    for (const row of rows) {
      const bad = wrong(row, desk);
      if (bad) notices.push({ kind: "refused", where: `${name}, row ${row.line}`, text: row[bad[0]], why: bad[1] });
      else if (row.round === "1") {
        const [coder, pack] = [tidy(row.coder), row.pack.toLowerCase()];
        const key = `${coder} ${pack}`;
        if (!hands.has(key)) hands.set(key, { name: coder, pack, where: name, given: new Map() });
        hands.get(key).given.set(`${row.claim} ${row.field}`.toLowerCase(), row.value.toLowerCase());
      }
    }
    const later = rows.filter((row) => row.round !== "1").length;
    if (later) {
      const told = `${counted(later, "row")} of a second round, coded after the key was seen`;
      notices.push({ kind: "aside", where: name, text: "", why: told });
    }
    return { hands: [...hands.values()], notices, noise: 0 };
  }

  const same = (a, b) => a.size === b.size && [...a].every(([key, value]) => b.get(key) === value);

  function apart(hands) {
    const kept = [];
    const notices = [];
    for (const hand of hands) {
      const mine = kept.filter((one) => one.hand.name === hand.name);
      if (mine.some((one) => same(one.hand.given, hand.given))) {
        notices.push({ kind: "duplicate", where: hand.where, text: hand.name, why: "handed in twice, counted once" });
        continue;
      }
      const clashes = mine.filter((one) => [...hand.given.keys()].some((key) => one.hand.given.has(key))).map((one) => one.name);
      let { name } = hand;
      for (let number = 2; clashes.includes(name); number += 1) name = `${hand.name} (${number})`;
      if (clashes.length) {
        const why = "the same name for other codes: two people, or one who coded twice; both are kept";
        notices.push({ kind: "namesake", where: hand.where, text: name, why });
      }
      kept.push({ name, hand });
    }
    return { kept, notices };
  }

  function readClass(parts, desk) {
    const all = parts.map(([name, text]) => (isSheet(text) ? ofSheet(name, text, desk) : ofChat(name, text, desk)));
    const { kept, notices } = apart(all.flatMap((one) => one.hands));
    const codings = kept.flatMap(({ name, hand }) => [...hand.given].map(([key, value]) => {
      const [claim, field] = key.split(" ");
      return { coder: name, pack: hand.pack, claim, field, value };
    }));
    return {
      codings,
      coders: [...new Set(codings.map((row) => row.coder))],
      notices: [...all.flatMap((one) => one.notices), ...notices],
      noise: all.reduce((many, one) => many + one.noise, 0),
    };
  }

  /* The codings of one field: the claims, and a row of values for each, null where nothing was decided. */
  function tableOf(found, field) {
    const rows = found.codings.filter((row) => row.field === field && row.value !== "");
    const claims = [...new Set(rows.map((row) => row.claim))].sort();
    const coders = found.coders.filter((coder) => rows.some((row) => row.coder === coder));
    const value = (claim, coder) => rows.find((row) => row.claim === claim && row.coder === coder)?.value ?? null;
    return { claims, coders, units: claims.map((claim) => coders.map((coder) => value(claim, coder))) };
  }

  function agreements(found, { fields }) {
    const measure = shieldbook.models.agreement;
    return fields.map((field) => {
      const { coders, units: plainUnits } = tableOf(found, field.id);
      const level = field.id === "stance" ? "ordinal" : "nominal";
      const units = level === "nominal" ? plainUnits
        : plainUnits.map((row) => row.map((value) => (value === null ? null : Number(value))));
      const { share, value } = measure.baseline(plainUnits);
      const [low, high] = measure.interval(units, level);
      return {
        field: field.id, coders: coders.length, units: measure.pairable(units), raw: measure.rawAgreement(units),
        baseline: share, commonest: value ?? "", alpha: measure.alpha(units, level), low, high,
        why: measure.undefinedBecause(units),
      };
    }).filter((row) => row.coders);
  }

  function spread(found, field, { packs }) {
    const { claims, units } = tableOf(found, field.id);
    const rows = packs.flatMap((pack) => pack.claims).filter((claim) => claims.includes(claim.id)).map((claim) => {
      const given = units[claims.indexOf(claim.id)];
      const counts = field.values.map((value) => given.filter((one) => one === value.id).length);
      return { claim, counts, alike: shieldbook.models.agreement.pairsAlike(counts) };
    });
    const last = (row) => (Number.isNaN(row.alike) ? 2 : row.alike);
    return rows.map((row, at) => [row, at]).sort(([a, i], [b, j]) => last(a) - last(b) || i - j).map(([row]) => row);
  }

  Object.assign(shieldbook.models, {
    lines: { check, foundIn, read, tidy, write, usual },
    homework: { decode, isSheet, readSheet, sheet },
    classes: { agreements, readClass, spread, tableOf },
  });
})();
