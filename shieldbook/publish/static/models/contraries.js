/* The model of shieldbook.analysis.contraries: the same arguments, the same results. A test holds the two together. */
(() => {
  "use strict";
  const shieldbook = (window.shieldbook = window.shieldbook || {});
  shieldbook.models = shieldbook.models || {};
  const NOMINAL = "nominal";

  const missing = (value) => value === null || value === undefined || Number.isNaN(value);
  const combinations = (row) => row.flatMap((one, at) => row.slice(at + 1).map((other) => [one, other]));

  const haveContraries = (level, values) => level !== NOMINAL || values.length === 2;

  function contrary(one, other, level, values) {
    if (level === NOMINAL) return values.length === 2 && one !== other;
    return Number(one) * Number(other) < 0;
  }

  /* How many pairs of codes are contrary, and how many pairs there are; nothing for a field without contraries. */
  function opposed(units, level, values) {
    if (!haveContraries(level, values)) return null;
    const pairs = units.flatMap(combinations).filter((pair) => !pair.some(missing));
    return [pairs.filter(([one, other]) => contrary(one, other, level, values)).length, pairs.length];
  }

  /* The pairs of claims, by their places, that one coder called alike and answered contrarily. */
  function alikeButOpposed(rows, level, values) {
    const told = [...rows.keys()].filter((at) => !rows[at].some(missing));
    return combinations(told).filter(([first, second]) => rows[first][0] === rows[second][0]
      && contrary(rows[first][1], rows[second][1], level, values));
  }

  shieldbook.models.contraries = { alikeButOpposed, contrary, haveContraries, opposed };
})();
