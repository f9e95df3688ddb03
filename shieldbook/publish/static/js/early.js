(function () {
  "use strict";
  var root = document.documentElement;
  function kept(key, allowed) {
    try {
      var value = localStorage.getItem(key);
      return allowed.indexOf(value) < 0 ? "" : value;
    } catch (closed) { return ""; }
  }
  window.shieldbook = { kept: kept };
  root.classList.replace("no-js", "js");
  if (root.dataset.answers && /[?&]answers=hidden(&|$)/.test(location.search)) root.dataset.answers = "hidden";
  var theme = kept("theme", ["light", "dark"]);
  // The body is not there yet; this runs once it is, and still before anything is painted.
  if (theme) new MutationObserver(function (changes, watch) {
    if (!document.body) return;
    document.body.dataset.theme = theme;
    watch.disconnect();
  }).observe(root, { childList: true });
})();
