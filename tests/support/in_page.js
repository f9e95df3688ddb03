// What the judges ask of a page, as one expression: driving.ask calls a method of it inside the page.
// It reads and reports; only `touch`, `open` and `prepareWalk` change anything.
({
  INTERACTIVE: "a[href], area[href], button, input:not([type=hidden]), select, textarea, summary, iframe, [tabindex]",

  // No ink: black without an alpha ends in a nought too.
  CLEAR: /^none$|^rgba\(.*, 0\)$|^transparent$/,

  shown(element) {
    const box = element.getBoundingClientRect();
    return box.width > 0 && box.height > 0
      && element.checkVisibility({ visibilityProperty: true, opacityProperty: true, contentVisibilityAuto: false });
  },

  name(element) {
    const words = (element.getAttribute("aria-label") || element.textContent || element.value || "").trim();
    const kind = element.tagName.toLowerCase() + (element.id ? `#${element.id}` : "")
      + [...element.classList].slice(0, 2).map(part => `.${part}`).join("");
    return `${kind} ${JSON.stringify(words.replace(/\s+/g, " ").slice(0, 50))}`;
  },

  // Every figure with the pictures in it that are seen: their boxes, painted marks, lettering and what names them.
  figures() {
    return [...document.querySelectorAll("figure")].map(figure => {
      const drawn = [...figure.querySelectorAll("svg, img")].filter(one => !one.parentElement.closest("svg"));
      return {
        where: figure.id || this.name(figure),
        breaks: getComputedStyle(figure).breakInside,
        height: figure.getBoundingClientRect().height,
        pictures: drawn.filter(one => this.shown(one)).map(one => this.picture(figure, one)),
      };
    });
  },

  picture(figure, drawn) {
    const box = drawn.getBoundingClientRect();
    const scale = drawn instanceof SVGSVGElement ? drawn.getScreenCTM()?.a ?? 1 : 1;
    const texts = [...drawn.querySelectorAll("text")].filter(text => text.textContent.trim() && this.shown(text));
    return {
      box: { left: box.left, right: box.right, top: box.top, width: box.width, height: box.height },
      loaded: drawn.tagName !== "IMG" || drawn.naturalWidth > 0,
      marks: drawn.tagName === "IMG" ? 1 : [...drawn.querySelectorAll("path, rect, line, circle, text, image")]
        .filter(mark => !mark.closest("defs") && !mark.classList.contains("background") && this.painted(mark)).length,
      small: texts.map(text => ({ text: text.textContent.slice(0, 30),
        size: parseFloat(getComputedStyle(text).fontSize) * scale })),
      label: this.label(figure, drawn),
      live: !!drawn.closest("[data-live=true]"),
      inks: this.inks(drawn),
    };
  },

  painted(mark) {
    const style = getComputedStyle(mark);
    const box = mark.getBoundingClientRect();
    return (box.width > 0 || box.height > 0) && style.visibility === "visible" && parseFloat(style.opacity) > 0
      && (!this.CLEAR.test(style.fill) || (!this.CLEAR.test(style.stroke) && parseFloat(style.strokeWidth) > 0));
  },

  // The words that stand for a picture: on itself, on what holds it, or on a stand-in beside it in the figure.
  label(figure, drawn) {
    const holder = drawn.closest("[role=img], [role=group], [role=application]");
    const standIn = figure.querySelector(".sb-alt[role=img]");
    const told = element => (element.getAttribute("aria-labelledby") || "").split(/\s+/).filter(Boolean)
      .map(id => document.getElementById(id)?.textContent || "").join(" ");
    return [drawn, holder, standIn].filter(Boolean)
      .map(element => element.getAttribute("alt") || element.getAttribute("aria-label") || told(element))
      .find(words => words.trim()) || "";
  },

  // What is printed over words of a picture: other words, a line, the edge of the picture.
  overprinted() {
    return [...document.querySelectorAll("figure")].flatMap(figure => {
      const drawn = [...figure.querySelectorAll(".sb-picture svg")].filter(one => this.shown(one));
      return drawn.flatMap(one => this.clashes(one).map(told => `${figure.id || this.name(figure)}: ${told}`));
    });
  },

  clashes(drawn) {
    const frame = drawn.getBoundingClientRect();
    const texts = [...drawn.querySelectorAll("text")].filter(text => text.textContent.trim() && this.painted(text))
      .map(text => ({ words: text.textContent.trim(), box: this.inked(text) }));
    const found = texts.filter(({ box }) => box.left < frame.left - 1 || box.right > frame.right + 1
      || box.top < frame.top - 1 || box.bottom > frame.bottom + 1).map(({ words }) => `${words} over the edge`);
    texts.forEach((one, i) => texts.slice(i + 1).forEach(other => {
      if (this.meet(one.box, other.box)) found.push(`${one.words} and ${other.words}`);
    }));
    const plates = [...drawn.querySelectorAll("rect, path")].filter(plate => this.covers(plate));
    for (const line of drawn.querySelectorAll("line, path")) {
      const over = plates.filter(plate => line.compareDocumentPosition(plate) & Node.DOCUMENT_POSITION_FOLLOWING)
        .map(plate => plate.getBoundingClientRect());
      const points = this.course(line).filter(point => !over.some(plate => this.inside(point, plate)));
      for (const { words, box } of texts) {
        if (points.some(point => this.inside(point, box))) found.push(`a line through ${words}`);
      }
    }
    return [...new Set(found)];
  },

  // Where the letters are: a line of text is higher than they, and a pixel at either side is air.
  inked(text) {
    const box = text.getBoundingClientRect(), size = parseFloat(getComputedStyle(text).fontSize);
    const air = Math.min(box.height, size) * .2;
    return { left: box.left + 1, right: box.right - 1, top: box.top + air, bottom: box.bottom - air };
  },

  inside({ x, y }, box) {
    return x > box.left && x < box.right && y > box.top && y < box.bottom;
  },

  // Whether a bar hides what was drawn before it.
  covers(plate) {
    const style = getComputedStyle(plate);
    return !plate.closest("defs, .background, .mark-symbol, .mark-geoshape") && !this.CLEAR.test(style.fill)
      && Math.min(style.opacity, style.fillOpacity) > .9;
  },

  meet(one, other) {
    return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
  },

  // Points on an open line, a few pixels apart; none of a filled shape or of a mark's outline.
  course(line) {
    const style = getComputedStyle(line);
    if (!this.painted(line) || line.closest("defs, .background, .mark-symbol")) return [];
    if (this.CLEAR.test(style.stroke) || !parseFloat(style.strokeWidth) || (line.tagName === "path" && !this.CLEAR.test(style.fill))) return [];
    const length = line.getTotalLength(), matrix = line.getScreenCTM();
    return Array.from({ length: Math.ceil(length / 3) + 1 }, (_, i) =>
      line.getPointAtLength(Math.min(3 * i, length)).matrixTransform(matrix));
  },

  inks(drawn) {
    const inks = new Set();
    for (const mark of drawn.querySelectorAll("text, path, line, rect, circle")) {
      if (!this.painted(mark)) continue;
      const style = getComputedStyle(mark);
      inks.add(`fill ${style.fill}`).add(`stroke ${style.stroke}`);
    }
    return [...inks].sort();
  },

  colours() {
    const body = getComputedStyle(document.body);
    return { paper: body.backgroundColor, ink: body.color, theme: document.body.dataset.theme || "",
      pictures: this.figures().map(figure => figure.pictures.map(picture => picture.inks)) };
  },

  // How far the page can be pushed sideways; what merely stands off-screen and is clipped does not count.
  sideways() {
    scrollTo({ left: 9999, behavior: "instant" });
    const pushed = scrollX;
    scrollTo({ left: 0, behavior: "instant" });
    if (!pushed) return [];
    const wide = [...document.querySelectorAll("body *")].filter(element =>
      this.shown(element) && element.getBoundingClientRect().right > innerWidth + 1).slice(-3);
    return [`pushed by ${Math.round(pushed)} px`, ...wide.map(element => this.name(element))];
  },

  pushedTables() {
    return [...document.querySelectorAll(".sb-table")].filter(table => table.checkVisibility())
      .filter(table => [...table.querySelectorAll(".sb-scroll, table")]
        .some(box => box.scrollWidth > box.clientWidth + 1))
      .map(table => table.dataset.table || this.name(table));
  },

  // What the document would load from elsewhere, whether or not it asked yet; links to follow are no loads.
  foreignLoads() {
    const loads = [...document.querySelectorAll("link[href], [src], [srcset], object[data], form[action], use[href]")];
    return loads.filter(element => !/^(canonical|license|author|alternate)$/.test(element.rel || ""))
      .map(element => element.getAttribute("href") || element.getAttribute("src") || element.getAttribute("srcset")
        || element.getAttribute("data") || element.getAttribute("action"))
      .filter(address => { const url = new URL(address, location); return /^(https?|wss?|ftp):$/.test(url.protocol)
        && url.host !== location.host; });
  },

  handlers() {
    return [...document.querySelectorAll("*")].flatMap(element => element.getAttributeNames()
      .filter(attribute => attribute.startsWith("on")).map(attribute => `${this.name(element)} ${attribute}`));
  },

  // How many of each element that data might bring in, and every attribute that would run.
  census() {
    const counted = {};
    for (const tag of ["script", "img", "iframe", "object", "embed", "link", "meta", "base", "form", "style", "a"]) {
      counted[tag] = document.querySelectorAll(tag).length;
    }
    const runs = [...document.querySelectorAll("[href], [src], [action], [data]")].filter(element =>
      /^\s*(javascript|data:text)/i.test(element.getAttribute("href") || element.getAttribute("src")
        || element.getAttribute("action") || element.getAttribute("data") || "")).map(element => this.name(element));
    return { counted, handlers: this.handlers(), runs, tags: [...new Set([...document.querySelectorAll("body *")]
      .map(element => element.tagName.toLowerCase()))].sort() };
  },

  // All words that a reader can come upon: text, and what assistive technology is told.
  words() {
    const told = [...document.querySelectorAll("[aria-label], [alt], [title], [aria-description]")]
      .flatMap(element => ["aria-label", "alt", "title", "aria-description"].map(name => element.getAttribute(name)));
    return { tables: [...document.querySelectorAll("table")].map(table => table.textContent).join("\n"),
      pictures: [...document.querySelectorAll("figure svg")].map(drawn => drawn.textContent).join("\n"),
      told: told.filter(Boolean).join("\n"),
      tips: [...document.querySelectorAll(".sb-tip")].map(tip => tip.textContent).join("\n") };
  },

  // Touch: give every picture that is seen the focus, as a reader's keyboard would, and say how many there were.
  touch() {
    const pictures = [...document.querySelectorAll(".sb-picture")].filter(picture => this.shown(picture));
    for (const picture of pictures) picture.focus({ preventScroll: true });
    document.activeElement?.blur();
    return pictures.length;
  },

  live() {
    return [...document.querySelectorAll(".sb-picture[data-live=true]")].filter(picture => this.shown(picture)).length;
  },

  boxes() {
    return [...document.querySelectorAll("figure")].map(figure => {
      const box = figure.getBoundingClientRect();
      const inner = [...figure.querySelectorAll(".sb-picture")].filter(picture => this.shown(picture))
        .map(picture => picture.getBoundingClientRect()).map(one => [one.width, one.height]);
      return { where: figure.id || this.name(figure), sizes: [[box.width, box.height], ...inner] };
    });
  },

  // Where the marks and the words of every picture stand, from the corner of its marks: a label that is measured
  // otherwise here than at build pushes all of them alike.
  places() {
    return [...document.querySelectorAll("figure")].map(figure => {
      const at = [...figure.querySelectorAll(".sb-picture")].filter(picture => this.shown(picture)).flatMap(picture => {
        const boxes = which => [...picture.querySelectorAll(which)].map(one => one.getBoundingClientRect());
        const marks = boxes("svg .role-mark path, svg .role-mark line");
        const all = [...marks, ...boxes("svg text")];
        const corner = side => Math.min(...(marks.length ? marks : all).map(box => box[side]));
        const [left, top] = [corner("left"), corner("top")];
        return all.map(box => [box.left - left, box.top - top, box.width, box.height]);
      });
      return { where: figure.id || this.name(figure), at };
    });
  },

  // To the end by less than a window at a time, as a reader pages, and back.
  async scrollThrough() {
    const painted = () => new Promise(done => requestAnimationFrame(() => setTimeout(done)));
    for (let top = 0; top < document.documentElement.scrollHeight; top += innerHeight * 0.8) {
      scrollTo({ top, behavior: "instant" });
      await painted();
    }
    scrollTo({ top: 0, behavior: "instant" });
    await painted();
  },

  // Where a part of the page stands in the window, and whether the page could be scrolled further down.
  landing(id) {
    const top = document.getElementById(id).getBoundingClientRect().top;
    return { top, end: scrollY + innerHeight >= document.documentElement.scrollHeight - 2 };
  },

  open() {
    const folds = [...document.querySelectorAll("details:not([open])")];
    for (const fold of folds) fold.open = true;
    return folds.length;
  },

  // Before a walk on the keyboard: what must be reached, and how each of it looks while it has no focus.
  prepareWalk() {
    document.head.appendChild(document.createElement("style")).textContent =
      "*, *::before, *::after { transition: none !important; animation: none !important; }";
    document.activeElement?.blur();
    scrollTo({ top: 0, behavior: "instant" });
    const elements = [...document.querySelectorAll(this.INTERACTIVE)].filter(element => element.tabIndex >= 0
      && !element.disabled && !element.closest("[inert]") && (this.shown(element) || this.shownLabel(element)));
    const groups = new Map();
    for (const radio of elements.filter(element => element.type === "radio")) {
      const group = groups.get(radio.name) || [];
      groups.set(radio.name, [...group, radio]);
    }
    const passed = new Set([...groups.values()].flatMap(group => {
      const chosen = group.find(radio => radio.checked);
      return chosen ? group.filter(radio => radio !== chosen) : group.slice(1);
    }));
    const wanted = elements.filter(element => !passed.has(element));
    const walk = { wanted, looks: wanted.map(element => this.look(element)), steps: [], left: false };
    window.judgesWalk = walk;
    // The key comes up after the focus has moved and the page has scrolled to it.
    addEventListener("keyup", event => {
      if (event.key !== "Tab" || walk.left) return;
      const step = this.step(walk);
      if (step) walk.steps.push(step);
      else walk.left = true;
    }, true);
    return { wanted: wanted.map(element => this.name(element)), scrolled: this.scrollBoxes(wanted),
      jumps: wanted.filter(element => element.tabIndex > 0).map(element => this.name(element)) };
  },

  shownLabel(element) {
    return [...(element.labels || [])].some(label => this.shown(label));
  },

  // Boxes that scroll but hold nothing that takes the focus, nor take it themselves.
  scrollBoxes(wanted) {
    return [...document.querySelectorAll("body *")].filter(element => {
      const style = getComputedStyle(element);
      const scrolls = (/auto|scroll/.test(style.overflowX) && element.scrollWidth > element.clientWidth + 1)
        || (/auto|scroll/.test(style.overflowY) && element.scrollHeight > element.clientHeight + 1);
      return scrolls && this.shown(element) && !wanted.some(one => element.contains(one));
    }).map(element => this.name(element));
  },

  look(element) {
    const parts = [element, ...(element.labels || []), element.nextElementSibling, element.parentElement]
      .filter(Boolean);
    const box = element.getBoundingClientRect();
    const looks = ["outlineStyle", "outlineWidth", "outlineColor", "boxShadow", "backgroundColor", "color", "opacity",
      "borderTopColor", "borderBottomColor", "borderBottomWidth", "textDecorationLine", "textDecorationThickness",
      "textDecorationColor", "clipPath", "visibility"];
    return JSON.stringify([Math.round(box.width), Math.round(box.height), ...parts.map(part => {
      const style = getComputedStyle(part);
      return looks.map(name => style[name]);
    })]);
  },

  step(walk) {
    const active = document.activeElement;
    if (!active || active === document.body || active === document.documentElement) return null;
    const place = walk.wanted.indexOf(active);
    return { place, name: this.name(active), parted: /^(date|time|month|week|datetime-local)$/.test(active.type),
      marked: place < 0 || this.look(active) !== walk.looks[place],
      seen: this.uncovered(active) || [...(active.labels || [])].some(label => this.uncovered(label)) };
  },

  // Whether some part of the element lies in the window with nothing else over it.
  uncovered(element) {
    return [...element.getClientRects()].some(box => {
      const left = Math.max(box.left, 0), right = Math.min(box.right, innerWidth);
      const top = Math.max(box.top, 0), bottom = Math.min(box.bottom, innerHeight);
      if (right <= left || bottom <= top) return false;
      return [[.5, .5], [.1, .2], [.9, .8], [.1, .8], [.9, .2]].some(([x, y]) => {
        const hit = document.elementFromPoint(left + (right - left) * x, top + (bottom - top) * y);
        return hit && (element.contains(hit) || hit.contains(element) && hit !== document.body
          && hit !== document.documentElement);
      });
    });
  },

  // Printing: what a sheet would show that it should not, or would cut.
  print() {
    const onSheet = box => box.right > 0 && box.left < innerWidth;
    const all = selector => [...document.querySelectorAll(selector)]
      .filter(element => this.shown(element) && onSheet(element.getBoundingClientRect()));
    const spelt = link => getComputedStyle(link, "::after").content.includes(link.getAttribute("href"));
    const body = getComputedStyle(document.body);
    return {
      code: all("div.cell_input pre, div.cell_input summary, details.hide > summary").map(one => this.name(one)),
      controls: all("button, select, textarea, input, nav, .sidebar-drawer, .toc-drawer").map(one => this.name(one)),
      clipped: all(".sb-scroll, .sb-table, figure, pre").filter(box => getComputedStyle(box).overflowX !== "visible"
        && (box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1))
        .map(box => this.name(box)),
      rows: all(".sb-table tr").filter(row => getComputedStyle(row).breakInside !== "avoid").length,
      heads: all(".sb-table thead").filter(head => getComputedStyle(head).display !== "table-header-group").length,
      links: all(":is(main, [role=main]) a[href^='http']")
        .filter(link => !spelt(link) && !link.textContent.includes(link.getAttribute("href")))
        .map(link => this.name(link)),
      wide: Math.max(0, document.documentElement.scrollWidth - innerWidth),
      paper: body.backgroundColor, ink: body.color,
    };
  },
})
