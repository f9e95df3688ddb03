// Runs the cells of a page on a Jupyter server, in the page. Thebe does the running; what is here asks for the server, brings the
// page, pairs each cell with its output by name, and shows the book's own kinds of output.
(() => {
  "use strict";
  const { taken, server, binder } = shieldbook.live;
  const FIGURE = "application/vnd.shieldbook.figure+json";
  const EXPLORER = "application/vnd.shieldbook.explorer+json";
  const WIDGET = "application/vnd.jupyter.widget-view+json";
  const views = new WeakMap();
  const GO = "shieldbook-live";
  const by = (id) => document.getElementById(id);
  const form = by("live-form");
  const told = JSON.parse(form.dataset.told);
  const article = by("furo-main-content");
  let say = by("live-says");
  let session = null;

  class Plain extends Error {}

  function make(tag, name = "", text = "") {
    const element = document.createElement(tag);
    if (name) element.className = name;
    element.textContent = text;
    return element;
  }

  function button(words, act) {
    const element = make("button", "sb-button", words);
    element.type = "button";
    element.addEventListener("click", act);
    return element;
  }

  const loading = new Map();
  function load(address) {
    if (!loading.has(address)) loading.set(address, new Promise((done, failed) => {
      const script = document.createElement("script");
      Object.assign(script, { src: address, async: false, onload: done });
      script.onerror = () => failed(new Plain(`${address} could not be loaded.`));
      document.head.append(script);
    }));
    return loading.get(address);
  }

  function styled(address) {
    const link = document.createElement("link");
    Object.assign(link, { rel: "stylesheet", href: address });
    // Before the book's own style, which has the last word.
    document.head.querySelector("link[rel=stylesheet]").before(link);
  }

  // The server: whether it answers, and in one sentence what to do where it does not. A server that refuses a token lets the page
  // see no answer at all; what it says of itself without one tells the two apart.
  async function reach(token) {
    const { base } = server;
    const ask = (what, headers) => fetch(base + what, { headers }).catch(() => null);
    const answer = await ask("api/status", token ? { Authorization: `token ${token}` } : {});
    if (answer?.ok) return;
    if (answer?.status === 401 || answer?.status === 403 || (!answer && (await ask("api", {}))?.ok)) {
      throw new Plain(`The server at ${base} does not take this token: copy it again from the line that the server printed.`);
    }
    if (answer) throw new Plain(`The server at ${base} answers with ${answer.status}: check that the address is that of a Jupyter server.`);
    throw new Plain(`No Jupyter server answers this page at ${base}: start one with `
      + `jupyter server --ServerApp.allow_origin=${location.origin}, give the address and the token that it prints, `
      + "and allow this page to reach it if the browser asks.");
  }

  async function fetched(address) {
    const answer = await fetch(address).catch(() => null);
    if (!answer?.ok) throw new Plain(`${address} could not be read: open the book from a web address, not from a file.`);
    return answer;
  }

  // Links of the page lead where they led, though it now stands elsewhere.
  function moved(part, from) {
    for (const name of ["href", "src", "data-specs"]) {
      for (const element of part.querySelectorAll(`[${name}]`)) {
        const value = element.getAttribute(name);
        if (!value.startsWith("#")) element.setAttribute(name, new URL(value, from).href);
      }
    }
    return part;
  }

  // A cell made live: its code in a fold, its output right below.
  function liveCell(cell) {
    const box = make("div", "sb-cell");
    Object.assign(box.dataset, { live: cell.id, state: "waiting" });
    const fold = make("details", "hide sb-cell-code");
    const source = make("pre", "", [cell.source].flat().join(""));
    source.dataset.executable = "";
    const again = make("div", "sb-buttons");
    again.append(button("Run this cell", () => box.sbRun()), make("span", "sb-cell-state"));
    fold.append(make("summary", "", "The code, to change and run"), source, again);
    const output = make("div", "sb-cell-output");
    output.dataset.output = "";
    box.append(fold, output);
    return box;
  }

  // Every cell of the notebook gets its place: at its printed output, else at its printed code, else before the next cell.
  function placed(cells) {
    let next = null;
    for (const cell of cells.slice().reverse()) {
      const name = CSS.escape(cell.id);
      const shown = article.querySelector(`.cell_output[data-cell="${name}"]`);
      const code = article.querySelector(`.cell_input[data-cell="${name}"]`);
      const box = liveCell(cell);
      if (shown) {
        shown.before(box);
        box.append(shown);
        code?.remove();
      } else if (code) code.replaceWith(box);
      else if (next) next.before(box);
      else article.append(box);
      next = box;
    }
    for (const fold of article.querySelectorAll("details.sb-code")) if (!fold.querySelector(".sb-cell")) fold.remove();
    return [...article.querySelectorAll(".sb-cell")];
  }

  // The book's figures, drawn by the page's own Vega as on the printed page.
  const EXACT_DAY = /\{"signal":"(?:datetime\((-?\d+)\))"\}/g;
  const END_DAY = /\{"signal":"\{data: datetime\((-?\d+)\)\}"\}/g;

  function drawable({ title, usermeta, ...bare }) {
    return JSON.parse(JSON.stringify(bare).replace(/[\u2028\u2029]/g, " "));
  }

  // Days as numbers and colours as the page's own, as where the page was made.
  function patched(vega) {
    const coloured = (all, colour) => {
      const name = told.inks[colour.toLowerCase()];
      return name ? `"var(--sb-${name},${colour})"` : all;
    };
    const text = JSON.stringify(vega).replace(END_DAY, "[$1]").replace(EXACT_DAY, "$1");
    return JSON.parse(text.replace(/"(#[0-9a-fA-F]{6})"/g, coloured));
  }

  async function drawn(host, spec) {
    await load(`${told.root}_static/vendor/vega.js`);
    const words = spec.usermeta?.shieldbook || {};
    const figure = make("figure", "sb-figure");
    const picture = make("div", "sb-live-picture");
    picture.setAttribute("role", "group");
    picture.setAttribute("aria-label", spec.description || "A chart");
    const caption = make("figcaption", "", `${words.caption || ""} `);
    caption.append(make("span", "sb-source", words.source ? `Source: ${words.source}` : ""));
    figure.append(make("p", "sb-title", words.title || ""), make("p", "sb-subtitle", words.subtitle || ""), picture, caption);
    host.replaceChildren(figure);
    const narrow = words.narrow && host.clientWidth < 660;
    const { view } = await window.vegaEmbed(picture, drawable(narrow ? words.narrow : spec), {
      mode: "vega-lite", patch: patched, renderer: "svg", actions: false, ast: true, defaultStyle: false,
    });
    views.set(picture, view);
  }

  // A sentence that a figure follows on the printed page has it follow here too: its widgets set what the chart calls by their names.
  function widgetsOf(model) {
    return [model, ...(model.get("children") || []).flatMap(widgetsOf)];
  }

  function chosen(control, model) {
    return control.choices?.length ? control.choices[model.get("index")]?.[1] : model.get("value");
  }

  async function follow(cell, manager) {
    const sent = cell.outputs.map(({ data }) => data || {}).find((data) => data[EXPLORER]?.sentence?.follows.length);
    if (!sent) return;
    const { controls, sentence } = sent[EXPLORER];
    const widgets = widgetsOf(await manager.get_model(sent[WIDGET].model_id));
    for (const control of controls.filter(({ name }) => sentence.follows.includes(name))) {
      const words = control.unit ? `${control.label} (${control.unit})` : control.label;
      const model = widgets.find((one) => one.get("description") === words);
      model?.on("change:value change:index", () => turn(sentence.follows, control.name, chosen(control, model)));
    }
  }

  function turn(follows, name, value) {
    for (const picture of article.querySelectorAll(".sb-live-picture")) {
      const view = views.get(picture);
      const known = view ? Object.keys(view.getState().signals) : [];
      if (follows.every((one) => known.includes(one))) view.signal(name, value).runAsync();
    }
  }

  function showFigures(rendermime) {
    // No outside script sets formulas; dollar signs in an output are dollars.
    rendermime.latexTypesetter = null;
    // The policy lets no script of an output run, and the tree for JSON is not carried: both are shown as the text beside them.
    for (const mime of ["application/javascript", "text/javascript", "application/x-javascript", "application/json"]) rendermime.removeMimeType(mime);
    const Rendered = rendermime.createRenderer("text/html").constructor;
    class Figure extends Rendered {
      async render(model) { await drawn(this.node, model.data[FIGURE]); }
    }
    rendermime.addFactory({ safe: true, mimeTypes: [FIGURE], createRenderer: (options) => new Figure(options) }, 0);
  }

  // Widgets of ipywidgets are carried; others would be code from elsewhere.
  function closed(manager) {
    const require = (names, _found, failed) => failed(new Error(`${names[0]} is not among the widgets that this page carries.`));
    Object.assign(require, { defined: () => false, config() {} });
    manager._loader = { requested: true, ready: Promise.resolve({ require }) };
  }

  function tendEditor(box) {
    const editor = box.querySelector(".CodeMirror")?.CodeMirror;
    if (!editor) return;
    editor.getInputField().setAttribute("aria-label", "Code of this cell");
    // Tab leaves the editor, as it leaves every other field.
    editor.setOption("extraKeys", { ...editor.getOption("extraKeys"), Tab: false, "Shift-Tab": false });
    box.querySelector("details").addEventListener("toggle", () => editor.refresh());
  }

  const STATES = { waiting: "", running: "Running", done: "Has run", failed: "Ended in an error" };

  function show(box, state) {
    box.dataset.state = state;
    box.querySelector(".sb-cell-state").textContent = STATES[state];
  }

  // The printed output makes room for the live one, which takes over its address.
  function clear(box) {
    const printed = box.querySelector(":scope > .cell_output");
    if (!printed) return;
    box.style.minHeight = `${box.offsetHeight}px`;
    const ident = printed.querySelector("[id]")?.id;
    printed.remove();
    if (ident) box.id = ident;
  }

  function track(box, cell, manager) {
    const execute = cell.execute.bind(cell);
    cell.execute = async (source) => {
      show(box, "running");
      clear(box);
      const result = await execute(source);
      const failed = !result || Boolean(result.error);
      show(box, failed ? "failed" : "done");
      box.style.minHeight = "";
      // What a cell says is not left in a closed fold.
      if (failed || cell.outputs.length) shieldbook.reveal?.(box);
      if (!failed) await follow(cell, manager);
      return result;
    };
    box.sbRun = () => cell.execute(cell.source);
    box.sbCell = cell;
  }

  async function runAll(boxes) {
    let failed = 0;
    for (const [number, box] of boxes.entries()) {
      say.textContent = `Running cell ${number + 1} of ${boxes.length}.`;
      await box.sbRun();
      if (box.dataset.state === "failed") failed += 1;
    }
    const errors = failed ? `; ${failed} of them ended in an error` : "";
    say.textContent = `All ${boxes.length} cells of this page have run${errors}.`;
  }

  function end() {
    if (!session) return;
    const { token } = session;
    const headers = token ? { Authorization: `token ${token}` } : {};
    const asked = fetch(`${server.base}api/sessions/${session.id}`, { method: "DELETE", headers, keepalive: true });
    session = null;
    return asked.catch(() => {});
  }

  function bar(printed, boxes) {
    const strip = make("section", "sb-live-bar");
    strip.setAttribute("aria-label", "This page is live");
    say = make("div");
    say.setAttribute("role", "status");
    const buttons = make("div", "sb-buttons");
    const stop = button("Stop", async () => { await end(); location.assign(printed); });
    stop.title = "Stop the kernel and go back to the printed page";
    buttons.append(button("Run all again", () => runAll(boxes())), stop);
    strip.append(say, buttons);
    return strip;
  }

  // The page as it is printed, put in the place of the form.
  async function brought(page) {
    const printed = new URL(`${page}.html`, new URL(told.root || "./", location.href)).href;
    const whole = new DOMParser().parseFromString(await (await fetched(printed)).text(), "text/html");
    const download = whole.querySelector('.sb-about a[download][href$=".ipynb"]');
    if (!download) throw new Plain("This page has no cells to run: choose another.");
    const notebook = await (await fetched(new URL(download.getAttribute("href"), printed))).json();
    const from = moved(document.importNode(whole.querySelector("article"), true), printed);
    document.title = `Live: ${whole.title}`;
    return { printed, whole, content: [...from.childNodes], cells: notebook.cells.filter((one) => one.cell_type === "code") };
  }

  async function framed(whole, printed) {
    for (const script of whole.querySelectorAll("head script[src]")) await load(new URL(script.getAttribute("src"), printed).href);
  }

  async function connect(token) {
    const settings = { baseUrl: server.base, wsUrl: server.base.replace(/^http/, "ws"), token, appendToken: true };
    // Two readers of one server have two kernels: a session is known by its path.
    const path = `live-${crypto.getRandomValues(new Uint32Array(2)).join("-")}.ipynb`;
    const unset = ["mountStatusWidget", "mountActivateWidget", "mountRunButton", "mountRunAllButton", "mountRestartButton", "mountRestartAllButton"];
    return window.thebe.bootstrap({
      ...Object.fromEntries(unset.map((name) => [name, false])),
      useBinder: false, requestKernel: true, serverSettings: settings, kernelOptions: { kernelName: "python3", path },
      savedSessionOptions: { enabled: false }, codeMirrorConfig: { lineNumbers: false, lineWrapping: true, viewportMargin: Infinity },
    });
  }

  // A server that goes away takes its answers along: the page says so, and does not wait in silence.
  function watch(kernel) {
    kernel.connectionStatusChanged.connect((_kernel, status) => {
      if (status !== "disconnected" || !session) return;
      session = null;
      say.textContent = `The server at ${server.base} has gone: start it again and load this page anew, or go back to the printed page.`;
    });
  }

  async function run(token, page) {
    say.textContent = `Asking ${server.base}`;
    await reach(token);
    const { printed, whole, content, cells } = await brought(page);
    let boxes = [];
    const strip = bar(printed, () => boxes);
    article.replaceChildren(strip, ...content);
    placed(cells);
    say.textContent = "Loading what runs the cells.";
    styled(`${told.root}_static/thebe/thebe.css`);
    await Promise.all([framed(whole, printed), load(`${told.root}_static/thebe/index.js`)]);
    const started = await connect(token);
    session = { id: started.session.id, token };
    watch(started.session.kernel);
    closed(started.session.manager);
    showFigures(started.notebook.rendermime);
    const seen = [...article.querySelectorAll(".sb-cell")];
    seen.forEach((box, place) => { track(box, started.notebook.cells[place], started.session.manager); tendEditor(box); });
    const ofCell = new Map(seen.map((box) => [box.dataset.live, box]));
    boxes = cells.map((cell) => ofCell.get(cell.id));
    await runAll(boxes);
  }

  function explain(error) {
    say.textContent = error instanceof Plain ? error.message : `The page could not be run: ${error.message || error}.`;
    if (!(error instanceof Plain)) console.error(error);
  }

  // A policy cannot be widened: another server is another load of this page, which goes on where this one stopped.
  function again(hash) {
    sessionStorage.setItem(GO, "go");
    history.replaceState(null, "", `?${new URLSearchParams({ page: form.elements.page.value })}#${hash}`);
    location.reload();
  }

  function asked(event) {
    event.preventDefault();
    const { page, address, token } = form.elements;
    const wanted = taken(address.value.trim(), token.value.trim());
    if (!wanted.base) { say.textContent = "Give the address of a Jupyter server, such as http://127.0.0.1:8888."; return; }
    if (wanted.base === server.base) run(wanted.token, page.value).catch(explain);
    else again(new URLSearchParams({ server: wanted.base, token: wanted.token }));
  }

  function fromBinder() {
    const source = new EventSource(told.binder);
    say.textContent = "Asking Binder for a server. This can take some minutes.";
    source.addEventListener("message", ({ data }) => {
      const { phase, message, url, token } = JSON.parse(data);
      if (message) say.textContent = `Binder: ${message.trim()}`;
      if (phase === "failed") source.close();
      if (phase !== "ready") return;
      source.close();
      again(new URLSearchParams({ server: url, token }));
    });
    source.addEventListener("error", () => {
      source.close();
      say.textContent = "Binder does not answer: try again later, or name a Jupyter server of your own.";
    });
  }

  function begin() {
    const { page, address, token } = form.elements;
    const named = new URLSearchParams(location.search).get("page");
    if ([...page.options].some(({ value }) => value === named)) page.value = named;
    address.value = server.base;
    token.value = server.token;
    form.addEventListener("submit", asked);
    by("live-binder")?.addEventListener("click", () => again("binder"));
    addEventListener("pagehide", end);
    let go = "";
    try { go = sessionStorage.getItem(GO); sessionStorage.removeItem(GO); } catch { /* Then the reader presses once more. */ }
    if (go && binder && told.binder) fromBinder();
    else if (go && server.base) run(server.token, page.value).catch(explain);
    else load(`${told.root}_static/shieldbook.js`);
  }

  begin();
})();
