// When a board's screen calls for attention: a queue has fallen below its target. Pure; tested by node.

/** After a call the screen is quiet for five minutes, whatever happens. */
export const quietMs = 300_000;

// What says nothing about a level: a queue that was below and closes for lunch has not recovered.
const unsaid = ['closed', 'not-measured'];

/** @param calledAt The server's time of the last call, or null; kept over a reload, so that a fresh page is quiet as long. */
export const newWatch = calledAt => ({ known: null, rung: null, calledAt });

/**
 * One look at the board. A queue has fallen when it was seen live as not below, and is seen live as below: neither on the first look, nor
 * because figures have come back, nor by being put on the board. An alert whose rule asks for a sound calls when it is seen live for the first time, but not on the
 * first look.
 * @param watch What was known. @param now The server's time, or null. @param isLive Whether the figures are of now.
 * @param isNight Whether the screen is dark. @param states The state of each queue by its key.
 * @param ringing The ids of the alerts that ask for a sound.
 * @returns What is known now, the queues to call for in `fallen` and the alerts in `began`: none while the screen is quiet.
 */
export function watchedOver(watch, now, isLive, isNight, states, ringing = []) {
  if (!isLive || now === null) return { ...watch, fallen: [], began: [] };
  const { known } = watch;
  const keys = Object.keys(states);
  const fallen = known === null ? [] : keys.filter(key => states[key] === 'below' && known[key] !== undefined && known[key] !== 'below');
  const next = {};
  for (const key of keys) {
    const before = known === null ? undefined : known[key];
    next[key] = before !== undefined && unsaid.includes(states[key]) ? before : states[key];
  }
  const began = watch.rung === null ? [] : ringing.filter(id => !watch.rung.includes(id));
  const isQuiet = isNight || (watch.calledAt !== null && Math.abs(now - watch.calledAt) < quietMs);
  if (fallen.length + began.length === 0 || isQuiet) return { known: next, rung: ringing, calledAt: watch.calledAt, fallen: [], began: [] };
  return { known: next, rung: ringing, calledAt: now, fallen, began };
}
