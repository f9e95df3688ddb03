// Where things are that once stood on other pages. `shieldbook.places` holds, for a page that was, the pages to which its anchors
// went, each with those anchors: a name where it stayed the same, else the old one and the new.
window.shieldbook = window.shieldbook || {};

// The address, seen from the book's root, of what a hash named on a page; empty where nothing of that name has moved. The build
// lets no anchor into the list that would be written otherwise in an address. The setting of an explorer goes along with it.
shieldbook.moved = (page, hash) => {
  const [, id, setting] = hash.match(/^#?([^?]*)(.*)$/s);
  if (!id || !Object.hasOwn(shieldbook.places, page)) return "";
  for (const [to, anchors] of Object.entries(shieldbook.places[page])) {
    for (const anchor of anchors) {
      const [old, now = old] = [anchor].flat();
      if (old === id) return now ? `${to}#${now}${setting}` : to;
    }
  }
  return "";
};
