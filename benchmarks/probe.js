// Runs in a measured page before the page's own scripts and notes, in milliseconds since the navigation began, what
// visit.py asks for. It stops looking as soon as every chart is drawn, so that it costs the page next to nothing.
(() => {
  "use strict";
  const seen = { firstPaint: null, allDrawn: null, longTasks: [], shifts: [], pointer: null, live: null, answer: null };
  window.bench = seen;

  const observe = (type, note) =>
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });
  observe("longtask", (entry) => seen.longTasks.push([entry.startTime, entry.duration]));
  observe("layout-shift", (entry) => seen.shifts.push([entry.startTime, entry.value, entry.hadRecentInput]));
  observe("paint", (entry) => {
    if (entry.name === "first-contentful-paint") seen.firstPaint = entry.startTime;
  });

  // What stands on a canvas cannot be asked of it cheaply; but every chart has words, and Vega writes them last.
  const written = new WeakSet();
  const fillText = CanvasRenderingContext2D.prototype.fillText;
  CanvasRenderingContext2D.prototype.fillText = function (...words) {
    written.add(this.canvas);
    return fillText.apply(this, words);
  };

  // Asks for styles only: to ask for a box would force a layout that the page itself may be saving.
  const shown = (picture) => Number(picture.getAttribute("width")) > 100 && picture.checkVisibility();
  const drawn = (holder) =>
    [...holder.querySelectorAll("svg")].some((svg) => svg.querySelector("text, path") && shown(svg)) ||
    [...holder.querySelectorAll("canvas")].some((canvas) => written.has(canvas) && shown(canvas));

  // A message posted in a frame is delivered when the frame has been handed on to the screen.
  const afterPaint = (note) =>
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => note(performance.now());
      port2.postMessage(null);
    });

  // A picture of its own file is there when all of it has come: it may lie folded away in a solution.
  const HOLDERS = "figure.sb-figure, [id^='altair-viz-'], .cell_output img";
  const there = (holder) => (holder.localName === "img" ? holder.complete && holder.naturalWidth > 0 : drawn(holder));
  const look = () => {
    // Before the end of the document a picture may be there in part.
    const holders = document.readyState === "loading" ? [] : [...document.querySelectorAll(HOLDERS)];
    if (holders.length && holders.every(there)) {
      afterPaint((now) => {
        seen.allDrawn = now;
      });
    } else {
      requestAnimationFrame(look);
    }
  };
  requestAnimationFrame(look);

  let answers = null;
  // A touch begins with pointerover: by the time of pointerdown the picture may have been replaced, and the event lost.
  const pointer = () =>
    addEventListener("pointerover", function note(event) {
      if (event.pointerType !== "touch") return;
      removeEventListener("pointerover", note, true);
      seen.pointer = event.timeStamp;
    }, true);

  seen.awaitLive = (figure) => {
    seen.pointer = seen.live = null;
    pointer();
    const observer = new MutationObserver(() => {
      if (!figure.querySelector("[data-live='true']") && figure.dataset.live !== "true") return;
      observer.disconnect();
      afterPaint((now) => {
        seen.live = now;
      });
    });
    observer.observe(figure, { attributes: true, attributeFilter: ["data-live"], subtree: true });
  };

  // An answer is a tip with words that were not there before the touch.
  const tips = () =>
    [...document.querySelectorAll(".sb-tip, #vg-tooltip-element, [role='tooltip']")]
      .map((tip) => (tip.checkVisibility() ? tip.textContent.trim() : ""))
      .join("");
  seen.awaitAnswer = () => {
    seen.pointer = seen.answer = null;
    let before = tips();
    pointer();
    answers?.disconnect();
    answers = new MutationObserver(() => {
      const words = tips();
      if (seen.pointer !== null && words && words !== before) {
        answers.disconnect();
        afterPaint((now) => {
          seen.answer = now;
        });
      }
      before = words;
    });
    answers.observe(document, { attributes: true, childList: true, characterData: true, subtree: true });
  };

  // The middles of up to eight marks that a finger can reach: on the screen, and nothing lies over them.
  seen.marks = (figure) => {
    const kinds = ["symbol", "rect", "arc", "text", "rule"].map((kind) => `[data-live='true'] .mark-${kind} > *`);
    const places = kinds.flatMap((kind) => [...figure.querySelectorAll(kind)]).map((mark) => {
      const box = mark.getBoundingClientRect();
      return { mark, x: box.x + box.width / 2, y: box.y + box.height / 2 };
    });
    const reached = places.filter(({ mark, x, y }) => document.elementFromPoint(x, y) === mark);
    return reached.slice(0, 8).map(({ x, y }) => ({ x, y }));
  };
})();
