// The last state, for the case that the power comes back before the server does. Kept where the service worker keeps the page.
import { site, suffix } from './site.js';

const name = `wall-state${suffix}`;
const everyMs = 30_000;
let keptAt = -Infinity;

const place = board => `${site}wall/${board}/last`;

export async function keep(board, state) {
  if (!('caches' in window) || performance.now() - keptAt < everyMs) return;
  keptAt = performance.now();
  try {
    const cache = await caches.open(name);
    await cache.put(place(board), new Response(JSON.stringify(state)));
  } catch { /* storage may be full or forbidden */ }
}

export async function kept(board) {
  try {
    const answer = await (await caches.open(name)).match(place(board));
    return answer ? await answer.json() : null;
  } catch {
    return null;
  }
}

/** Access was taken away: nothing may remain on this machine. */
export async function wipe() {
  try {
    for (const key of await caches.keys()) if ([name, `wall-page${suffix}`].includes(key)) await caches.delete(key);
  } catch { /* there was none */ }
}
