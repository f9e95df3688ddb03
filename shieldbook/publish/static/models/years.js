/* Twin of shieldbook.explorers.years.years: the same arguments, the same result. A test holds the two together. */
(() => {
  "use strict";
  const shieldbook = (window.shieldbook = window.shieldbook || {});
  shieldbook.models = shieldbook.models || {};

  const sum = (numbers) => numbers.reduce((all, number) => all + number, 0);
  const times = (count) => (count === 1 ? "once" : `${count} times`);
  const counted = (count) => (count === 1 ? "1 year" : `${count} years`);

  shieldbook.models.years = ({ first, last }, { names, years }) => {
    const low = Math.min(first, last);
    const high = Math.max(first, last);
    const inside = years.filter(({ year }) => low <= year && year <= high);
    const count = (one) => Object.fromEntries(names.map(([own]) => [own, sum(inside.map((row) => one(row, own)))]));
    const meetings = count((row, own) => row[own]);
    const ahead = count((row, own) => Number(row.larger === own));
    const open = inside.length - sum(Object.values(ahead));
    const span = low === high ? `In ${low}` : `From ${low} to ${high}`;
    const met = names.map(([own, name]) => `${name}'s leaders met Russia's ${times(meetings[own])}`).join(" and ");
    const more = names.map(([own, name]) => `${name}'s was the larger in ${counted(ahead[own])}`).join(" and ");
    const rest = open ? `; for ${counted(open)} it cannot be told` : "";
    const most = Math.max(1, ...Object.values(meetings));
    const rows = [
      ...names.map(([own, name]) => [`Meetings, ${name}`, `${meetings[own]}`, meetings[own] / most]),
      ...names.map(([own, name]) => [`More trade, ${name}`, counted(ahead[own]), ahead[own] / inside.length]),
      ["More trade, cannot be told", counted(open), open / inside.length],
    ];
    return { answer: `${span} ${met}. Of trade with Russia ${more}${rest}.`, meetings, ahead, open, rows };
  };
})();
