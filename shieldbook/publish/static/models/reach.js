/* The model of shieldbook.explorers.reach.reach: the same arguments, the same result. A test holds the two together. */
(() => {
  "use strict";
  const shieldbook = (window.shieldbook = window.shieldbook || {});
  shieldbook.models = shieldbook.models || {};
  const MOST_KM = 3000;

  const listed = (names) => (names.length < 2 ? names[0] || "nothing on the list" : `${names.slice(0, -1).join(", ")} and ${names[names.length - 1]}`);

  shieldbook.models.reach = ({ site, range_km: range }, { soil, sites, hidden }) => {
    const { number, tenths } = shieldbook.say;
    const below = (km) => {
      const at = Math.floor(km / 10);
      return hidden[at] + (hidden[at + 1] - hidden[at]) * (km % 10) / 10;
    };
    const places = [...sites[site]].sort((a, b) => a[1] - b[1]);
    const inside = places.filter(([, km]) => km <= range).map(([name]) => name);
    const [near, km] = places.find(([name]) => soil.includes(name));
    const told = `${listed(inside)} ${inside.length > 1 ? "lie" : "lies"} inside. The nearest Russian soil (${near}) is ${number(km)} km away, and over it `
      + `a radar sees nothing below ${tenths(below(km))} km.`;
    const rows = places.map(([name, far]) => [name,
      `${number(far)} km, ${far <= range ? "inside" : "outside"}; hidden below ${tenths(below(far))} km`, Math.min(1, far / MOST_KM)]);
    return { answer: `Around ${site} with ${number(range)} km: ${told}`, inside, rows };
  };
})();
