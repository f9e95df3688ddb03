/* The model of shieldbook.explorers.salvo.salvo: the same arguments, the same result. A test holds the two together. */
(() => {
  "use strict";
  const shieldbook = (window.shieldbook = window.shieldbook || {});
  shieldbook.models = shieldbook.models || {};
  const MOST_BARS = 14;
  const MOST_MISSILES = 100;
  const NOISE = 1e-12;
  const JUST_BELOW_ONE = 1 - Number.EPSILON / 2;

  const below = (value, level) => level - value > NOISE;

  function powers(base, most) {
    const found = [1];
    for (let n = 0; n < most; n += 1) found.push(found[n] * base);
    return found;
  }

  /* Pascal's triangle, a row from the one above: whole numbers of any size, rounded once, as Python rounds them. */
  const whole = [[1n]];
  const rounded = [];
  function triangle(cases) {
    while (whole.length <= cases) {
      const above = whole[whole.length - 1];
      whole.push([1n, ...above.slice(1).map((value, i) => value + above[i]), 1n]);
    }
    return (rounded[cases] ||= whole[cases].map(Number));
  }

  function binomial(cases, chance) {
    const hits = powers(chance, cases);
    const misses = powers(1 - chance, cases);
    return triangle(cases).map((ways, n) => ways * hits[n] * misses[cases - n]);
  }

  function convolve(first, second) {
    const both = new Array(first.length + second.length - 1).fill(0);
    first.forEach((p, i) => second.forEach((q, j) => { both[i + j] += p * q; }));
    return both;
  }

  function spread(flying, left, shots) {
    if (flying === 0) return [0, 0];
    if (left >= shots * flying) return [shots, 0];
    return [Math.floor(left / flying), left % flying];
  }

  function survivors(flying, each, more, hit) {
    const miss = powers(1 - hit, each + 1);
    return convolve(binomial(flying - more, miss[each]), binomial(more, miss[each + 1]));
  }

  function engage(salvo, { magazine, hit, shots, looks }) {
    let states = new Map([[`${salvo} ${magazine}`, [salvo, magazine, 1]]]);
    for (let look = 0; look < looks; look += 1) {
      const after = new Map();
      for (const [flying, left, weight] of states.values()) {
        const [each, more] = spread(flying, left, shots);
        const rest = left - (each * flying + more);
        survivors(flying, each, more, hit).forEach((chance, survived) => {
          const key = `${survived} ${rest}`;
          if (!after.has(key)) after.set(key, [survived, rest, 0]);
          after.get(key)[2] += weight * chance;
        });
      }
      states = after;
    }
    const leakers = new Array(salvo + 1).fill(0);
    const used = new Array(magazine + 1).fill(0);
    for (const [flying, left, weight] of states.values()) {
      leakers[flying] += weight;
      used[magazine - left] += weight;
    }
    return { leakers, used };
  }

  function none(flying, left, looks, defence) {
    if (flying === 0 || looks === 0) return flying === 0 ? 1 : 0;
    const [each, more] = spread(flying, left, defence.shots);
    if (looks === 1) {
      const miss = powers(1 - defence.hit, each + 1);
      return powers(1 - miss[each], flying - more)[flying - more] * powers(1 - miss[each + 1], more)[more];
    }
    const rest = left - (each * flying + more);
    return survivors(flying, each, more, defence.hit)
      .reduce((sum, chance, survived) => sum + chance * none(survived, rest, looks - 1, defence), 0);
  }

  function salvoThatBreaks(defence, level) {
    const chance = (salvo) => none(salvo, defence.magazine, defence.looks, defence);
    let low = 0;
    let high = Math.min(MOST_MISSILES, defence.magazine + 1);
    if (!below(chance(high), level)) return null;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (below(chance(middle), level)) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  const mean = (distribution) => distribution.reduce((sum, chance, n) => sum + n * chance, 0);

  /* A mean beside the most that it can be: what is not quite nothing or not quite all is not said to be it. */
  function meanSaid(value, most) {
    const { tenths } = shieldbook.say;
    const said = tenths(value);
    if (said === "0" && value > 0) return "less than 0.1";
    return said === tenths(most) && below(value, most) ? `just under ${said}` : said;
  }

  /* The chance that none gets through, never said to be the level that it does not reach, nor 100% where one can. */
  function chanceSaid(chance, leaks, level) {
    const { percent } = shieldbook.say;
    const said = percent(leaks ? Math.min(chance, JUST_BELOW_ONE) : chance);
    return said === percent(level) && below(chance, level) ? `just under ${said}` : said;
  }

  function bars(leakers) {
    const { percent } = shieldbook.say;
    const seen = leakers.map((chance, n) => (chance >= 0.001 ? n : -1)).filter((n) => n >= 0);
    const last = seen[seen.length - 1];
    const width = Math.ceil((last - seen[0] + 1) / MOST_BARS);
    const rows = [];
    for (let low = seen[0]; low <= last; low += width) {
      const high = Math.min(low + width - 1, leakers.length - 1);
      let share = 0;
      for (let n = low; n <= high; n += 1) share += leakers[n];
      rows.push([low === high ? `${low}` : `${low} to ${high}`, percent(share), share]);
    }
    return rows;
  }

  shieldbook.models.salvo = (options) => {
    const { counted, percent } = shieldbook.say;
    const { missiles, launchers, interceptors_a_launcher: each, shots, looks, level_pct: level } = options;
    const magazine = launchers * each;
    const defence = { magazine, hit: options.hit_pct / 100, shots, looks };
    const { leakers, used } = engage(missiles, defence);
    const breaks = salvoThatBreaks(defence, level / 100);
    const volleys = looks === 1 ? "in one volley" : "and again at what survives";
    const broken = breaks === null
      ? `With this defence the chance stays at ${level}% or above up to 100 missiles.`
      : `With this defence the chance is below ${level}% from ${counted(breaks, "missile")} on.`;
    const [leak, fired] = [mean(leakers), mean(used)];
    const answer = `${counted(missiles, "missile")} at once against ${counted(launchers, "launcher")} with ${each} each, `
      + `${shots} fired at a missile ${volleys}, each hitting with ${percent(defence.hit)}: `
      + `the chance that none gets through is ${chanceSaid(leakers[0], leak, level / 100)}. On average the defence lets `
      + `${meanSaid(leak, missiles)} through and fires ${meanSaid(fired, magazine)} of ${counted(magazine, "interceptor")}. ${broken}`;
    return { answer, none_leaks: leakers[0], mean_leakers: leak, mean_used: fired, breaks, rows: bars(leakers) };
  };
})();
