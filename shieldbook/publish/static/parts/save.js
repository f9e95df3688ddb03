/* Save a figure's picture, as it is seen, as one whole file: its words and its source with it, its colours resolved. */
(() => {
  "use strict";
  const SVG = "http://www.w3.org/2000/svg";
  const FONTS = "Arial, Helvetica, Liberation Sans, sans-serif";
  const EDGE = 16;
  const GAP = 10;
  const SCALE = 2;
  const OWN = /^(class|role|tabindex|focusable|href|xlink:href|cursor|aria-.*|data-.*)$/;
  const VARIABLE = /var\((--[\w-]+)(?:,\s*([^()]*))?\)/g;

  function make(tag, attributes, text) {
    const element = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    if (text !== undefined) element.textContent = text;
    return element;
  }

  /* What a colour is on this page, now: a name of the system's own colours says nothing elsewhere. */
  function colour(value) {
    const probe = document.createElement("span");
    probe.style.color = value;
    document.body.append(probe);
    const said = getComputedStyle(probe).color;
    probe.remove();
    return said;
  }

  function resolver() {
    const known = new Map();
    return (text) => text.replace(VARIABLE, (_, name, printed) => {
      if (!known.has(name)) known.set(name, colour(`var(${name},${printed || "currentColor"})`));
      return known.get(name);
    });
  }

  /* A copy of what is drawn, without all that belongs to the page: links, marks for readers aloud, classes. */
  function copied(drawn, resolve) {
    const copy = drawn.cloneNode(true);
    const [before, after] = [drawn, copy].map((one) => [...one.querySelectorAll("*")]);
    before.forEach((element, i) => {
      if (element.matches("text, tspan") && !element.childElementCount) {
        for (const [name, value] of Object.entries(fitting(element.getComputedTextLength()))) after[i].setAttribute(name, value);
      }
      if (!element.matches(".sb-dim, .sb-here")) return;
      const seen = getComputedStyle(element);
      after[i].setAttribute("opacity", seen.opacity);
      after[i].setAttribute("stroke-width", seen.strokeWidth);
    });
    for (const element of after) {
      for (const { name } of [...element.attributes]) if (OWN.test(name)) element.removeAttribute(name);
      for (const name of ["cursor", "pointer-events"]) element.style.removeProperty(name);
      if (!element.getAttribute("style")) element.removeAttribute("style");
      for (const { name, value } of [...element.attributes]) {
        const said = name === "font-family" ? FONTS : resolve(value);
        if (said !== value) element.setAttribute(name, said);
      }
    }
    for (const link of copy.querySelectorAll("a")) {
      const group = make("g", {});
      group.append(...link.childNodes);
      link.replaceWith(group);
    }
    const whole = make("g", { fill: drawn.getAttribute("fill") || "none", "stroke-miterlimit": 10 });
    whole.append(...copy.childNodes);
    return whole;
  }

  /* Letters of another font take the room that these take here. */
  const fitting = (long) => (long ? { textLength: Math.round(10 * long) / 10, lengthAdjust: "spacingAndGlyphs" } : {});

  /* Words in lines of at most so many pixels, each with its length. */
  function lines(words, width, font) {
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = font;
    const long = (line) => pen.measureText(line).width;
    const found = [];
    for (const word of words.split(/\s+/).filter(Boolean)) {
      const longer = found.length ? `${found.at(-1)} ${word}` : word;
      if (found.length && long(longer) <= width) found[found.length - 1] = longer;
      else found.push(word);
    }
    return found.map((line) => [line, long(line)]);
  }

  /* The edges of a picture in its own measure: some words stand out of it. What is clipped is larger than is seen. */
  function reach(drawn) {
    const { x, y, width, height } = drawn.viewBox.baseVal;
    const seen = drawn.getBoundingClientRect();
    const scale = width / seen.width;
    const boxes = [...drawn.querySelectorAll("text")].map((one) => one.getBoundingClientRect()).filter((one) => one.width);
    const far = (most, edge, side, from) => most(edge, ...boxes.map((one) => (side(one) - from) * scale));
    return [
      x + far(Math.min, 0, (one) => one.left, seen.left), x + far(Math.max, width, (one) => one.right, seen.left),
      y + far(Math.min, 0, (one) => one.top, seen.top), y + far(Math.max, height, (one) => one.bottom, seen.top),
    ];
  }

  const saidBy = (figure, part) =>
    [...figure.querySelectorAll(`:scope > ${part}, :scope > figcaption ${part}`)].find((one) => one.offsetParent)?.textContent.trim() || "";

  /* Lines of text under one another, from a height on; returns them and where they end. */
  function written(words, { from, width, size, fill, weight = "normal" }) {
    const high = Math.round(1.35 * size);
    const found = lines(words, width, `${weight} ${size}px ${FONTS}`);
    const drawn = found.map(([line, long], i) => make("text", {
      x: EDGE, y: from + (i + 1) * high - Math.round(0.35 * size), "font-size": size, "font-weight": weight, fill, ...fitting(long),
    }, line));
    return [drawn, from + drawn.length * high];
  }

  /* The picture that is seen, with title and subtitle above it and its source below it. */
  function composed(figure) {
    const resolve = resolver();
    const [ink, soft, paper] = ["--sb-ink", "--sb-soft", "--sb-paper"].map((name) => resolve(`var(${name})`));
    const picture = [...figure.querySelectorAll(":scope > .sb-picture")].find((one) => one.offsetParent);
    const drawn = picture.querySelector("svg");
    const [left, right, top, bottom] = reach(drawn);
    const width = Math.ceil(right - left);
    const title = saidBy(figure, ".sb-title");
    const number = saidBy(figure, ".sb-number").replace(/\.$/, "");
    const [heading, under] = written(title, { from: EDGE, width, size: 16, fill: ink, weight: "bold" });
    const [subtitle, head] = written(saidBy(figure, ".sb-subtitle"), { from: under, width, size: 14, fill: soft });
    const small = { width, size: 12, fill: soft };
    const [source, foot] = written(saidBy(figure, ".sb-source"), { from: head + Math.ceil(bottom - top) + 2 * GAP, ...small });
    const [origin, end] = written(`${number} in: ${document.title}. CC BY 4.0.`, { from: foot, ...small });
    const whole = copied(drawn, resolve);
    whole.setAttribute("transform", `translate(${EDGE - left},${head + GAP - top})`);
    const [outer, height] = [width + 2 * EDGE, end + EDGE];
    const root = make("svg", { width: outer, height, viewBox: `0 0 ${outer} ${height}`, "font-family": FONTS, role: "img" });
    const described = [...picture.querySelectorAll(".sb-alt")].find((one) => getComputedStyle(one).display !== "none");
    root.append(make("title", {}, title), make("desc", {}, described?.getAttribute("aria-label") || ""));
    root.append(make("rect", { width: outer, height, fill: paper }), ...heading, ...subtitle, whole, ...source, ...origin);
    const text = `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(root)}\n`;
    return { text, width: outer, height };
  }

  /* The policy lets a page show pictures of its own host and of `data:`, and no others. */
  async function painted({ text, width, height }) {
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = SCALE * width;
    canvas.height = SCALE * height;
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return new Promise((done) => canvas.toBlob(done, "image/png"));
  }

  const KINDS = {
    SVG: async (whole) => new Blob([whole.text], { type: "image/svg+xml" }),
    PNG: painted,
  };

  /* Files go by the name that the figure's CSV has. */
  async function save(figure, kind) {
    const blob = await KINDS[kind](composed(figure));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = figure.querySelector(".sb-csv").getAttribute("href").replace(/^.*\//, "").replace(/csv$/, kind.toLowerCase());
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }

  /* The buttons stand in the fold behind a figure, once it is opened. */
  window.shieldbook.save = (fold) => {
    if (fold.querySelector(".sb-save")) return;
    const figure = fold.closest("figure");
    const number = figure.querySelector(".sb-number").textContent.replace(/\.$/, "");
    const line = document.createElement("p");
    line.className = "sb-save";
    for (const kind of Object.keys(KINDS)) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sb-undo";
      button.textContent = `${number} as ${kind}`;
      button.addEventListener("click", () => save(figure, kind));
      line.append(button);
    }
    fold.querySelector("summary").after(line);
  };
})();
