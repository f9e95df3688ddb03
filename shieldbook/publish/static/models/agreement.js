/* The measures of shieldbook.analysis.agreement: the same arguments, the same results. A test holds the two together. */
(() => {
  "use strict";
  const shieldbook = (window.shieldbook = window.shieldbook || {});
  shieldbook.models = shieldbook.models || {};
  const SEED = 1999;

  const sum = (numbers) => numbers.reduce((all, one) => all + one, 0);
  const missing = (value) => value === null || value === undefined || Number.isNaN(value);
  const byName = (a, b) => (String(a) < String(b) ? -1 : Number(String(a) > String(b)));

  /* Of every unit with two values or more how often each value was given, and the values in their order. */
  function counted(units, level) {
    const given = units.map((row) => row.filter((value) => !missing(value)));
    const values = [...new Set(given.flat())].sort(level === "nominal" ? byName : (a, b) => a - b);
    const rows = given.filter((row) => row.length > 1);
    return { values, counts: rows.map((row) => values.map((value) => row.filter((one) => one === value).length)) };
  }

  const pairable = (units) => counted(units, "nominal").counts.length;

  function pairsAlike(counts) {
    const many = sum(counts);
    return many < 2 ? NaN : sum(counts.map((count) => count * (count - 1))) / (many * (many - 1));
  }

  function rawAgreement(units) {
    const { counts } = counted(units, "nominal");
    return counts.length ? sum(counts.map(pairsAlike)) / counts.length : NaN;
  }

  function baseline(units) {
    const { values, counts } = counted(units, "nominal");
    if (!counts.length) return { share: NaN, value: null };
    const shares = values.map((_, at) => sum(counts.map((row) => row[at] / sum(row))) / counts.length);
    const round = shares.map((share) => Number(share.toFixed(12)));
    const best = round.indexOf(Math.max(...round));
    return { share: shares[best], value: values[best] };
  }

  /* The coincidence matrix of one unit. */
  function coincidences(row) {
    const others = sum(row) - 1;
    return row.map((count, c) => row.map((other, k) => (count * (other - Number(c === k))) / others));
  }

  function alphaOf(matrices, values, level) {
    const cells = values.map((_, c) => values.map((__, k) => sum(matrices.map((matrix) => matrix[c][k]))));
    const totals = cells.map(sum);
    const many = sum(totals);
    let before = 0;
    const places = totals.map((total, at) => {
      before += total;
      return level === "ordinal" ? before - total / 2 : values[at];
    });
    let observed = 0;
    let expected = 0;
    values.forEach((_, c) => values.forEach((__, k) => {
      const apart = level === "nominal" ? Number(c !== k) : (places[c] - places[k]) ** 2;
      observed += cells[c][k] * apart;
      expected += totals[c] * totals[k] * apart;
    }));
    return expected > 1e-9 ? 1 - ((many - 1) * observed) / expected : NaN;
  }

  function alpha(units, level) {
    const { values, counts } = counted(units, level);
    return counts.length ? alphaOf(counts.map(coincidences), values, level) : NaN;
  }

  /* A small generator of even numbers between 0 and 1, the same on every machine. */
  function random(seed) {
    let state = seed;
    return () => {
      state = (state + 0x6d2b79f5) | 0;
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
    };
  }

  function percentile(sorted, share) {
    const at = (sorted.length - 1) * share;
    const low = Math.floor(at);
    return sorted[low] + (at - low) * ((sorted[low + 1] ?? sorted[low]) - sorted[low]);
  }

  /* Units drawn with replacement, as in Python; the draws are others, so that the bounds may differ by a little. */
  function interval(units, level, draws = 1000) {
    const { values, counts } = counted(units, level);
    const matrices = counts.map(coincidences);
    if (!matrices.length || Number.isNaN(alphaOf(matrices, values, level))) return [NaN, NaN];
    const next = random(SEED);
    const found = [];
    for (let draw = 0; draw < draws; draw += 1) {
      const drawn = matrices.map(() => matrices[Math.floor(next() * matrices.length)]);
      const one = alphaOf(drawn, values, level);
      if (!Number.isNaN(one)) found.push(one);
    }
    found.sort((a, b) => a - b);
    return [percentile(found, 0.025), percentile(found, 0.975)];
  }

  function undefinedBecause(units) {
    const wide = Math.max(0, ...units.map((row) => row.length));
    const coders = [...Array(wide).keys()].filter((at) => units.some((row) => !missing(row[at])));
    if (coders.length < 2) {
      return "There is no alpha for one coder: it says how far two or more agree.";
    }
    if (!pairable(units)) return "There is no alpha: no claim was coded by two people.";
    if (Number.isNaN(alpha(units, "nominal"))) {
      return "There is no alpha: everybody gave the same value everywhere, and agreement without any variation "
        + "cannot be told from habit.";
    }
    return "";
  }

  shieldbook.models.agreement = { alpha, baseline, interval, pairable, pairsAlike, rawAgreement, undefinedBecause };
})();
