// What an enrolled screen is told to do, and what it says of itself.
import { mayLeave, reloadWhenServed } from './care.js';
import { site } from './site.js';

const root = document.documentElement;
const identityMs = 20_000;
let hiding = 0;

export const isScreen = root.dataset.screen === 'yes';

/** What the screen says of itself when it asks for the time. */
export function said(state) {
  const [width, height] = [screen.width, screen.height].map(pixels => Math.round(pixels * devicePixelRatio));
  return `?said=${state.build}.${width}x${height}.${state.until === null ? '' : state.until}`;
}

/** Its own board is known by the server alone. */
export function goHome() {
  if (mayLeave()) location.replace(`${site}screen`);
}

export function obey(order) {
  const [word, rest] = [order.split(' ', 1)[0], order.slice(order.indexOf(' ') + 1)];
  if (word === 'reload') reloadWhenServed(false);
  if (word === 'go' && rest.startsWith('/wall/')) location.replace(site + rest.slice(1));
  if (word === 'identify') identify(rest);
}

function identify(place) {
  const identity = document.getElementById('identity');
  identity.textContent = place;
  identity.hidden = false;
  clearTimeout(hiding);
  hiding = setTimeout(() => { identity.hidden = true; }, identityMs);
}
