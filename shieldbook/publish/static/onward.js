// A page that has moved, as a whole or by its parts: on to where it is, with what the address named on it.
(() => {
  "use strict";
  const { content_root: root, page, to } = document.documentElement.dataset;
  location.replace(root + (shieldbook.moved(page, location.hash) || to + location.hash));
})();
