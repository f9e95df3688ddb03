/* What Sphinx's search leaves out: words of digits, and the anchors of rows, sources, terms and tables. */
(() => {
  "use strict";
  const { _parseQuery: parse, _performSearch: perform } = Search;

  /* Words of digits are in the index, but Sphinx drops them from what is asked. */
  Search._parseQuery = (query) => {
    const parsed = parse(query);
    const [, searched, , marked] = parsed;
    for (const word of splitQuery(query).filter((one) => /^\d+$/.test(one))) {
      searched.add(word);
      marked.add(word);
    }
    return parsed;
  };

  /* Where an anchor leads that somebody kept, alone or at the end of an address. */
  function anchored(query) {
    const asked = query.trim().split("#").pop().toLowerCase();
    const { docnames, filenames, titles } = Search._index;
    return docnames.flatMap((name, at) => {
      const anchor = window.shieldbook.anchors?.[name]?.find((one) => one.toLowerCase() === asked);
      return anchor ? [[name, `${titles[at]} > ${anchor}`, `#${anchor}`, null, 100, filenames[at]]] : [];
    });
  }

  /* Results are shown from the last to the first. */
  Search._performSearch = (query, ...terms) => [...perform(query, ...terms), ...anchored(query).reverse()];

  /* The words of a page, or of one part of it; an id may begin with a digit, and cells have a space between them. */
  Search.htmlToText = (text, anchor) => {
    const page = new DOMParser().parseFromString(text, "text/html");
    page.querySelectorAll(".headerlink, script, style").forEach((part) => part.remove());
    page.querySelectorAll("th, td, caption").forEach((cell) => cell.append(" "));
    const part = anchor && page.getElementById(anchor.slice(1));
    return (part || page.querySelector("[role=main]"))?.textContent || "";
  };

  Object.assign(Documentation.TRANSLATIONS, {
    "Search finished, found ${resultCount} page(s) matching the search query.": "Results: ${resultCount}",
  });
})();
