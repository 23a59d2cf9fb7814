// Which tiles are on the glass. Pure; tested by node.

export const pinLimitMs = 300_000;

/**
 * The pages of a board: those that stay first on every page, the others taking turns.
 * @param keys All keys in their order. @param vital How many from the first on stay. @param room Tiles on a page.
 */
export function pagesOf(keys, vital, room) {
  const stay = keys.slice(0, Math.min(vital, Math.max(room - 1, 0)));
  const others = keys.slice(stay.length);
  const each = Math.max(room - stay.length, 1);
  const pages = [];
  for (let i = 0; i < others.length; i += each) pages.push([...stay, ...others.slice(i, i + each)]);
  return pages.length > 0 ? pages : [stay];
}

export function newRotation(now) {
  return { page: 0, turnedAt: now, movedAt: now, restUntil: 0, pin: null, known: null };
}

/**
 * One look at the board. A queue that enters Below interrupts once: its page is shown at once and stays for five minutes at most
 * or until it has recovered; then the pages turn again, and it interrupts again only after a recovery.
 * @param r The rotation. @param now A steady clock. @param pages From pagesOf. @param below The keys that are Below. @param turnMs How long a page stays.
 */
export function turned(r, now, pages, below, turnMs) {
  const next = turnedOrPinned(r, now, pages, below, turnMs);
  return { ...next, known: below, movedAt: next.page === r.page && r.known !== null ? r.movedAt : now };
}

function turnedOrPinned(r, now, pages, below, turnMs) {
  const pageOf = key => pages.findIndex(page => page.includes(key));
  // what was Below before anybody looked is shown first, and does not interrupt
  if (r.known === null) return { ...r, page: Math.max(pages.findIndex(page => page.some(key => below.includes(key))), 0), turnedAt: now };
  const entered = below.filter(key => !r.known.includes(key) && pageOf(key) >= 0);
  let { page, turnedAt, pin, restUntil } = r;
  if (entered.length > 0 && now >= restUntil) pin = { key: entered[0], since: now };
  if (pin && (!below.includes(pin.key) || pageOf(pin.key) < 0 || now - pin.since >= pinLimitMs)) [pin, turnedAt] = [null, now];
  // the watchdog: many short breaches must not hold one page for ever; then every page has its turn before the next interrupts
  if (pin && pageOf(pin.key) === page && now - r.movedAt >= pinLimitMs) [pin, turnedAt, restUntil] = [null, now - turnMs, now + pages.length * turnMs];
  if (pin) return { ...r, page: pageOf(pin.key), turnedAt: now, pin };
  // likewise a page that does not exist any more, and a clock that stands behind
  if (page >= pages.length || now < turnedAt) [page, turnedAt] = [page % pages.length, now];
  if (now - turnedAt >= turnMs) [page, turnedAt] = [(page + 1) % pages.length, now];
  return { ...r, page, turnedAt, pin: null, restUntil };
}

/** The keys of a folded board: those that need somebody, and as many of the others as the page has room for; when nothing needs anybody, all. */
export function unfolded(keys, stateOf, vital, room) {
  const calm = ['on-target', 'no-contacts', 'closed', 'too-few', 'no-target', 'not-measured'];
  const needed = keys.filter((key, i) => i < vital || !calm.includes(stateOf(key)));
  if (needed.length === 0) return keys;
  const shown = new Set(needed);
  for (const key of keys) if (shown.size < room) shown.add(key);
  return keys.filter(key => shown.has(key));
}

/** Where the picture stands in one minute: it wanders within a few pixels, so that no edge burns in. */
export function shiftAt(minute, mostPixels) {
  const steps = [[0, 0], [1, 0], [1, 1], [0, 1], [-1, 1], [-1, 0], [-1, -1], [0, -1], [1, -1]];
  const [x, y] = steps[((minute % steps.length) + steps.length) % steps.length];
  return [x * mostPixels, y * mostPixels];
}

/** What people count as letters: one with its marks is one, and a family of four is one sign. */
function lettersOf(text) {
  return Intl.Segmenter ? Array.from(new Intl.Segmenter().segment(text), part => part.segment) : Array.from(text);
}

/** A message in parts that fit the line; a word is broken only when it alone is too long, as Japanese ones are. */
export function partsOf(message, fits) {
  const parts = [];
  let line = '';
  const add = (between, piece) => {
    const longer = line === '' ? piece : line + between + piece;
    if (line === '' || fits(longer)) { line = longer; return; }
    parts.push(line);
    line = piece;
  };
  for (const word of message.split(/\s+/).filter(Boolean)) {
    if (fits(word)) { add(' ', word); continue; }
    let between = ' ';
    for (const letter of lettersOf(word)) { add(between, letter); between = ''; }
  }
  return line === '' ? parts : [...parts, line];
}
