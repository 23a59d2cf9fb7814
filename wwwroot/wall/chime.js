// When a board's screen calls for attention: a queue has fallen below its target. Pure; tested by node.

/** After a call the screen is quiet for five minutes, whatever happens. */
export const quietMs = 300_000;

// What says nothing about a level: a queue that was below and closes for lunch has not recovered.
const unsaid = ['closed', 'not-measured'];

/** @param calledAt The server's time of the last call, or null; kept over a reload, so that a fresh page is quiet as long. */
export const newWatch = calledAt => ({ known: null, calledAt });

/**
 * One look at the board. A queue has fallen when it was seen live as not below, and is seen live as below: neither on the first look, nor
 * because figures have come back, nor by being put on the board.
 * @param watch What was known. @param now The server's time, or null. @param isLive Whether the figures are of now.
 * @param isNight Whether the screen is dark. @param states The state of each queue by its key.
 * @returns What is known now, and the queues to call for in `fallen`: none while the screen is quiet.
 */
export function watchedOver(watch, now, isLive, isNight, states) {
  if (!isLive || now === null) return { ...watch, fallen: [] };
  const { known } = watch;
  const keys = Object.keys(states);
  const fallen = known === null ? [] : keys.filter(key => states[key] === 'below' && known[key] !== undefined && known[key] !== 'below');
  const next = {};
  for (const key of keys) {
    const before = known === null ? undefined : known[key];
    next[key] = before !== undefined && unsaid.includes(states[key]) ? before : states[key];
  }
  const isQuiet = isNight || (watch.calledAt !== null && Math.abs(now - watch.calledAt) < quietMs);
  if (fallen.length === 0 || isQuiet) return { known: next, calledAt: watch.calledAt, fallen: [] };
  return { known: next, calledAt: now, fallen };
}
