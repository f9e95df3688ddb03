/* The model of shieldbook.explorers.wait.wait: the same arguments, the same result. A test holds the two together. */
(() => {
  "use strict";
  const shieldbook = (window.shieldbook = window.shieldbook || {});
  shieldbook.models = shieldbook.models || {};

  const DAY = 86400000;
  const time = (iso) => Date.parse(`${iso}T00:00:00Z`);

  shieldbook.models.wait = ({ day, counts = "rockets" }, data) => {
    const { day: words, number } = shieldbook.say;
    const kind = counts === "all" ? "launch" : "launch of a long-range rocket";
    const flown = data.days.filter((row) => row[counts]);
    const today = flown.find((row) => row.date === day);
    const itself = today ? ` What flew on the day itself, ${today[counts]}, is not counted.` : "";
    const next = flown.filter((row) => row.date > day).sort((a, b) => (a.date < b.date ? -1 : 1))[0];
    if (!next) {
      const answer = `After ${words(day)} the table has no ${kind}.${itself}`;
      return { answer, came: "on no day that the table has", days: null, date: "", flew: "" };
    }
    const days = Math.round((time(next.date) - time(day)) / DAY);
    const long = days === 1 ? "1 day" : `${number(days)} days`;
    const flew = next[counts];
    const answer = `From ${words(day)} it was ${long} to the next ${kind}, on ${words(next.date)}. `
      + `What flew: ${flew}.${itself}`;
    const came = `on day ${number(days)}, which was ${words(next.date)}`;
    return { answer, came, days, date: next.date, flew };
  };
})();
