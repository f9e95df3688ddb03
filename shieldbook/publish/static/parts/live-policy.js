// The live page may ask its own host and the one server that its link names. This runs before anything else can ask, and says so
// in a policy of its own; no later one can widen it.
(() => {
  "use strict";
  const BINDER = ["https://mybinder.org", "https://*.mybinder.org", "https://notebooks.gesis.org"];
  const PLAIN_HOST = /^[a-z0-9.-]+(:\d+)?$/i;

  // What a reader copies is often the address of JupyterLab with the token in it.
  function taken(text, token) {
    try {
      const url = new URL(text.includes("://") ? text : `http://${text}`);
      if (!/^https?:$/.test(url.protocol) || !PLAIN_HOST.test(url.host)) return { base: "", origin: "", token };
      const path = url.pathname.replace(/\/(lab|tree|notebooks|doc|login)(\/.*)?$/, "/").replace(/\/*$/, "/");
      return { base: url.origin + path, origin: url.origin, token: token || url.searchParams.get("token") || "" };
    } catch {
      return { base: "", origin: "", token };
    }
  }

  const link = new URLSearchParams(location.hash.slice(1));
  const binder = link.has("binder");
  const server = taken(link.get("server") || "", link.get("token") || "");
  const hosts = server.origin ? [server.origin, server.origin.replace(/^http/, "ws")] : [];
  const policy = document.createElement("meta");
  policy.httpEquiv = "Content-Security-Policy";
  policy.content = `connect-src ${["'self'", ...hosts, ...(binder ? BINDER : [])].join(" ")}`;
  document.head.append(policy);

  // The token stays in this page alone: neither in the bar nor among the addresses that the browser remembers.
  if (server.token) history.replaceState(null, "", `${location.pathname}${location.search}#${new URLSearchParams({ server: server.base })}`);
  shieldbook.live = { taken, server, binder };
})();
