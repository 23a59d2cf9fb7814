// Whether this browser can tell old figures from new ones. What that depends on is tried on the engine itself before anything is shown as live; what fails
// leaves the page to plain.js, which never says so.
import { answered, freshness, heard, newClock, serverNow, siteTime, watched } from './truth.js';

const root = document.documentElement;
const isShown = element => getComputedStyle(element).display !== 'none';

/** What tells and hears the time. */
const calls = {
  EventSource: () => EventSource.CLOSED === 2 && 'close' in EventSource.prototype && 'addEventListener' in EventSource.prototype,
  fetch: () => typeof fetch === 'function' && 'json' in Response.prototype && 'text' in Response.prototype,
  AbortController: () => !new AbortController().signal.aborted,
  Map: () => [...new Map([['a', 1]])][0][1] === 1,
  entries: () => Object.fromEntries(Object.entries({ a: 1 })).a === 1,
  includes: () => [1].includes(1) && 'a'.startsWith('a'),
  clocks: () => performance.now() > 0 && Date.now() > 1e12,
  sizes: () => Number(getComputedStyle(root).getPropertyValue('--columns')) > 0,
  siteTime: () => siteTime(5_400_000, -30) === '01:00',
  freshness() {
    const begun = watched(newClock(), 0, 1e12);
    const clock = heard(answered(begun, 2e12, 0, 100), 2e12, 50);
    const now = serverNow(clock, 1000);
    const data = { until: now - 1000, limits: [2000, 4000, 8000, 2000] };
    const at = ms => freshness(now + ms, data, now + ms);
    return now === 2e12 + 1000 && serverNow(watched(clock, 1000, 2e12), 1000) === null && freshness(now, data, now - 1e5) === 'delayed'
      && [0, 2000, 5000, 9000].map(at).join() === 'live,delayed,stale,nodata' && freshness(null, data, now) === 'unknown';
  },
};

/** In which state of the page which parts of a tile may be seen: what the style sheet makes of it. Of the other parts the first is hidden in every state. */
const old = { '.aged': true, '.state': false, '.shape': false, '.now': false, '#notice': true, '#strip': false };
const looks = {
  live: { '.aged': false, '.withdrawn': false, '.state': true, '.figure': true, '#notice': false },
  waiting: old,
  delayed: old,
  stale: old,
  unknown: old,
  nodata: { ...old, '.figure': false, '.withdrawn': true },
};

function failedCalls() {
  return Object.keys(calls).filter(name => {
    try { return !calls[name](); } catch { return true; }
  });
}

/** On a tile that is never seen: between two lines of a script nothing is painted. */
function failedLooks() {
  const { freshness: before, waiting } = root.dataset;
  const probe = document.createElement('div');
  probe.hidden = true;
  probe.innerHTML = '<div class="tile below"><b class="figure"></b><b class="figure withdrawn"></b><b class="state"></b><b class="state aged"></b>'
    + '<b class="shape"></b><b class="now observed"></b><b class="now unobserved"></b></div>';
  document.body.append(probe);
  const find = selector => probe.querySelector(selector) || document.querySelector(selector);
  const colour = () => getComputedStyle(probe.firstChild).backgroundColor;
  const failed = [];
  let breach = '';
  root.dataset.waiting = 'no';
  for (const [state, parts] of Object.entries(looks)) {
    root.dataset.freshness = state;
    if (state === 'live') breach = colour();
    else if (colour() === breach) failed.push(`${state}:colour`);
    for (const [selector, expected] of Object.entries(parts)) if (isShown(find(selector)) !== expected) failed.push(state + selector);
    if (state === 'live' && (isShown(find('.observed')) || !isShown(find('.unobserved')))) failed.push('live.observed');
  }
  root.dataset.freshness = before;
  if (waiting === undefined) delete root.dataset.waiting;
  else root.dataset.waiting = waiting;
  probe.remove();
  return failed;
}

/** What does not do what it must, by name; none on a browser that can be trusted. */
export const faults = () => [...failedCalls(), ...failedLooks()];
