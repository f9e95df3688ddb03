/* Twin of shieldbook.explorers.claims.claims: the same arguments, the same result. A test holds the two together. */
(() => {
  "use strict";
  const shieldbook = (window.shieldbook = window.shieldbook || {});
  shieldbook.models = shieldbook.models || {};
  const FIELDS = ["article", "speaker", "issue", "kind", "verdict"];

  shieldbook.models.claims = (options, data) => {
    const { counted, number } = shieldbook.say;
    const asked = FIELDS.map((field, i) => [i + 2, field]).filter(([, field]) => options[field])
      .map(([place, field]) => [place, data.fields[field].indexOf(options[field]), options[field]]);
    const fit = data.claims.filter((claim) => asked.every(([place, at]) => claim[place].includes(at)));
    const ways = (way) => number(fit.filter((claim) => claim[1] === way).length);
    const verdicts = data.fields.verdict.map((name, at) => [name, fit.filter((claim) => claim[6].includes(at)).length]);
    const told = verdicts.filter(([, count]) => count).map(([name, count]) => `${name} ${number(count)}`).join(", ");
    const chosen = asked.map(([, , value]) => value).join("; ");
    const answer = `${chosen || "Everything"}: ${counted(fit.length, "claim")} of ${number(data.claims.length)}, ${ways("against")} against what `
      + `they are about, ${ways("for")} for it, ${ways("none")} neither. Verdicts: ${told || "none"}.`;
    const rows = data.fields.article.map((name, at) => {
      const own = data.claims.filter((claim) => claim[2].includes(at)).length;
      const here = fit.filter((claim) => claim[2].includes(at)).length;
      return [name, `${number(here)} of ${number(own)}`, here / own];
    });
    return { answer, keep: asked.length ? fit.map((claim) => claim[0]) : null, rows };
  };
})();
