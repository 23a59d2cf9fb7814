// What a screen needs beside figures: to stay awake, not to burn in, and a fresh page from time to time.
import { mayReload } from './truth.js';
import { shiftAt } from './rotation.js';
import { site } from './site.js';

const root = document.documentElement;
const loadedAt = performance.now();
const quietMinute = Math.floor(Math.random() * 60); // not all screens at once
const reloadsKey = 'wall-reloads';
let isReloading = false;

function reloads() {
  try { return JSON.parse(sessionStorage.getItem(reloadsKey) || '[]'); } catch { return (history.state || {}).reloads || []; } // storage may be forbidden
}

function remember(times) {
  try { sessionStorage.setItem(reloadsKey, JSON.stringify(times)); } catch { history.replaceState({ reloads: times }, ''); }
}

/** Whether the page may be left by itself once more, which is then counted: whatever is wrong must not make a loop of it. */
export function mayLeave() {
  const times = reloads();
  if (!mayReload(times, Date.now())) return false;
  remember([...times, Date.now()].slice(-3));
  return true;
}

/** Loads the page again, once the server answers: a page that can be read is never given up for one that cannot be loaded. */
export async function reloadWhenServed(isAllScreens) {
  if (isReloading) return;
  isReloading = true;
  await new Promise(done => setTimeout(done, Math.random() * (isAllScreens ? 10_000 : 2_000)));
  for (;;) {
    if (mayReload(reloads(), Date.now())) {
      try {
        const answer = await fetch(`${site}health/live`, { cache: 'no-store' });
        if (answer.ok && mayLeave()) {
          location.reload();
          return;
        }
      } catch { /* not served yet */ }
    }
    await new Promise(done => setTimeout(done, 5_000 + 10_000 * Math.random()));
  }
}

/** Once a night, whatever has gathered in the browser is thrown away. */
export function reloadAtQuietHour(server, zone) {
  const minute = Math.floor(server / 60_000 + zone) % 1440;
  if (minute === 4 * 60 + quietMinute && performance.now() - loadedAt > 3_600_000) reloadWhenServed(false);
}

/** Moves the picture a little every minute. */
export function shift(now) {
  const most = Math.min(12, Math.round(Math.min(innerWidth, innerHeight) * 0.0075));
  const [x, y] = shiftAt(Math.floor(now / 60_000), most);
  root.style.setProperty('--shift', `${x}px, ${y}px`);
}

export function careForScreen() {
  const button = document.getElementById('full-screen');
  const isKiosk = new URLSearchParams(location.search).has('kiosk');
  let idle = 0;
  const rest = () => { root.dataset.pointer = 'idle'; button.hidden = true; };
  root.dataset.pointer = 'idle';
  addEventListener('pointermove', () => {
    if (isKiosk) return;
    root.dataset.pointer = 'moving';
    button.hidden = document.fullscreenElement !== null || !document.fullscreenEnabled;
    clearTimeout(idle);
    idle = setTimeout(rest, 3000);
  });
  button.addEventListener('click', () => { fillScreen(); rest(); });
  if (isKiosk) addEventListener('pointerdown', fillScreen);
  stayAwake();
  addEventListener('visibilitychange', stayAwake);
  if ('serviceWorker' in navigator) navigator.serviceWorker.register(`${site}wall/worker.js`).catch(() => { /* without one, a power cut needs the server to be up */ });
}

function fillScreen() {
  if ('requestFullscreen' in root) root.requestFullscreen().catch(() => { /* refused: the window stays */ });
}

async function stayAwake() {
  if (document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
  try { await navigator.wakeLock.request('screen'); } catch { /* the machine decides */ }
}
