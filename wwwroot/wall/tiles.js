// The tiles in the document: which of them are on the glass, and what is drawn in them.
import { newRotation, pagesOf, partsOf, turned, unfolded } from './rotation.js';

const root = document.documentElement;

export function newTiles(main, strip) {
  const slots = new Map([...main.querySelectorAll('.slot')].map(slot => [slot.dataset.key, slot]));
  const [pagesBar, pinned, message] = ['pages', 'pinned', 'message'].map(id => document.getElementById(id));
  const pen = document.createElement('canvas').getContext('2d');
  const turnMs = Number(root.dataset.turn);
  let rotation = null;
  let room = roomOf();
  addEventListener('resize', () => { room = roomOf(); });

  function roomOf() {
    const style = getComputedStyle(root);
    return Math.max(Number(style.getPropertyValue('--columns')) * Number(style.getPropertyValue('--rows')), 1);
  }

  /** Whether a text fits the line below, beside the clock and behind the mark of a breach. */
  function fitsBelow() {
    const line = message.parentElement;
    const size = parseFloat(getComputedStyle(line).fontSize);
    const width = line.clientWidth - document.getElementById('clock').offsetWidth - 2.4 * size;
    const { fontWeight, fontSize, fontFamily } = getComputedStyle(message); // its font as a whole is empty where figures are tabular
    pen.font = `${fontWeight} ${fontSize} ${fontFamily}`;
    return text => pen.measureText(text).width <= width;
  }

  const inSlot = (key, selector) => slots.has(key) ? slots.get(key).querySelector(selector) : null;
  const stateOf = key => { const tile = inSlot(key, '.tile'); return tile === null ? '' : tile.classList[1]; };
  const nameOf = key => { const name = inSlot(key, '.name'); return name === null ? '' : [name.textContent.trim(), name.dataset.media].filter(Boolean).join(' '); };
  const textOf = (key, selector) => { const place = inSlot(key, selector); return place === null ? '' : place.textContent; };

  /** Draws what has changed. With an order, tiles that are not in it go. */
  function show(parts, order) {
    for (const [key, html] of Object.entries(parts)) {
      if (key === 'strip') { strip.innerHTML = html; continue; }
      let slot = slots.get(key);
      if (!slot) {
        slot = document.createElement('div');
        slot.className = 'slot';
        slot.dataset.key = key;
        slots.set(key, slot);
      }
      const before = textOf(key, '.figure');
      slot.innerHTML = html;
      if (before && before !== textOf(key, '.figure')) slot.dataset.changed = slot.dataset.changed === 'a' ? 'b' : 'a';
    }
    if (!order) return;
    for (const [key, slot] of slots) {
      if (order.includes(key)) continue;
      slot.remove();
      slots.delete(key);
    }
    const wanted = order.map(key => slots.get(key)).filter(Boolean);
    wanted.forEach((slot, i) => { if (main.children[i] !== slot) main.insertBefore(slot, main.children[i] || null); });
    document.getElementById('empty').hidden = order.length > 0;
  }

  /** Puts the right page on the glass, and says below what fires and what is not on it. */
  function turn(now, vital, text, alerts) {
    const all = order();
    const keys = root.dataset.fit === 'folded' && all.length > room ? unfolded(all, stateOf, vital, room) : all;
    const pages = pagesOf(keys, vital, room);
    const below = keys.filter(key => stateOf(key) === 'below');
    rotation = turned(rotation || newRotation(now), now, pages, below, turnMs);
    const page = pages[rotation.page] || [];
    for (const [key, slot] of slots) {
      const isHidden = !page.includes(key);
      if (slot.hidden !== isHidden) slot.hidden = isHidden;
    }
    drawPages(pages.length, now);
    const away = below.filter(key => !page.includes(key)); // one after the other: a line that is cut off says less
    const [fits, step] = [fitsBelow(), Math.floor(now / 5000)];
    const calls = alerts.flatMap(alert => partsOf(alert, fits)).concat(away.flatMap(key => {
      const call = `${nameOf(key)} ${textOf(key, '.figure')}`;
      const counted = away.length > 1 ? `${call} · +${away.length - 1}` : call;
      return fits(counted) ? [counted] : partsOf(call, fits);
    }));
    const strip = calls[step % calls.length] || '';
    if (pinned.textContent !== strip) pinned.textContent = strip;
    const parts = partsOf(text, fits);
    const part = parts[step % (parts.length + 1)] || ''; // the last turn is the counts'
    if (part && message.textContent !== part) message.textContent = part;
    const line = part ? 'message' : strip ? 'pinned' : 'counts';
    if (root.dataset.line !== line) root.dataset.line = line;
  }

  /** What a line of the width below says of a text now: all of it, or its parts one after the other. */
  function lineOf(text, now) {
    const parts = partsOf(text, fitsBelow());
    return parts[Math.floor(now / 5000) % Math.max(parts.length, 1)] || '';
  }

  function drawPages(count, now) {
    const shown = count > 1 ? count : 0;
    while (pagesBar.children.length > shown) pagesBar.lastChild.remove();
    while (pagesBar.children.length < shown) pagesBar.append(document.createElement('i'));
    const left = rotation.pin ? 1 : Math.min((now - rotation.turnedAt) / turnMs, 1);
    [...pagesBar.children].forEach((dot, i) => {
      dot.className = i === rotation.page ? rotation.pin ? 'on pinned' : 'on' : '';
      dot.style.setProperty('--done', i === rotation.page ? left.toFixed(2) : '0');
    });
  }

  const order = () => [...slots.values()].sort((a, b) => a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1).map(slot => slot.dataset.key);

  return {
    show,
    turn,
    order,
    lineOf,
    parts: () => ({ strip: strip.innerHTML, ...Object.fromEntries([...slots].map(([key, slot]) => [key, slot.innerHTML])) }),
    /** Says on every tile how far its figures are of now, and of what time they are. */
    sayAge(word, time) {
      for (const [selector, text] of [['[data-word]', word], ['[data-at]', time]])
        for (const place of main.querySelectorAll(selector)) if (place.textContent !== text) place.textContent = text;
    },
  };
}
