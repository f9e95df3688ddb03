/* Code that is looked at can be run: its fold says where, once it is opened. */
window.shieldbook.run = (fold) => {
  "use strict";
  const run = document.querySelector(".sb-about a[data-online]");
  if (!run || fold.querySelector(".sb-run")) return;
  const line = document.createElement("p");
  line.className = "sb-run";
  line.append(run.cloneNode(true));
  fold.append(line);
};
