// A screen that waits to be approved: asks every two seconds, counts down, and gets another code by itself.
import { site } from '../wall/site.js';

const { token, left, again } = document.documentElement.dataset;
const [notice, time] = ['notice', 'left'].map(id => document.getElementById(id));
const startedAt = performance.now();
const wait = ms => new Promise(done => setTimeout(done, ms));
const tried = Number(new URLSearchParams(location.search).get('tried')) || 1; // in the address: a browser that keeps no cookies keeps nothing else
const longestMs = 60_000;

/**
 * Loads the page again once the server answers: a page that says what to do is not given up for one that cannot be loaded. A page that did not last comes
 * again later each time.
 */
async function reload(pauseMs) {
  const hasLasted = performance.now() - startedAt > 2 * longestMs;
  await wait(hasLasted ? 0 : pauseMs * (1 + Math.random() / 2));
  for (;;) {
    try {
      if ((await fetch(`${site}health/live`, { cache: 'no-store' })).ok) {
        location.replace(`?tried=${hasLasted ? 1 : tried + 1}`);
        return;
      }
    } catch { /* not served yet */ }
    notice.textContent = notice.dataset.silent;
    await wait(2_000 + 3_000 * Math.random());
  }
}

function countDown() {
  const seconds = Math.max(Math.ceil((Number(left) - (performance.now() - startedAt)) / 1000), 0);
  const text = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  if (time.textContent !== text) time.textContent = text;
  return seconds > 0;
}

/** One question. Returns whether to go on asking. */
async function ask() {
  const abort = new AbortController();
  const limit = setTimeout(() => abort.abort(), 5_000);
  try {
    const answer = await fetch(`${site}screen`, { method: 'POST', cache: 'no-store', headers: { RequestVerificationToken: token }, signal: abort.signal });
    const text = await answer.text();
    if (answer.status === 200 && text.startsWith('/wall/')) {
      location.replace(site + text.slice(1));
      await new Promise(() => {}); // this page is going: loading it again would get in the way of the board
    }
    notice.textContent = answer.status === 403 ? notice.dataset.refused : answer.status === 503 ? text : ''; // 503 says why, and is asked again
    if (answer.status === 403) await wait(20_000);
    return answer.status !== 403 && answer.status !== 410;
  } catch {
    notice.textContent = notice.dataset.silent;
    return true;
  } finally {
    clearTimeout(limit);
  }
}

if ('serviceWorker' in navigator) {
  navigator.serviceWorker.register(`${site}screen-worker.js`, { scope: `${site}screen` }).catch(() => { /* without one, a power cut needs the server to be up */ });
}

async function start() {
  window.screenStarted = true;
  if (token) {
    setInterval(countDown, 250);
    while (countDown() && await ask()) await wait(2_000);
    await reload(Math.min(500 * 2 ** Math.min(tried, 10), longestMs));
  } else if (Number(again) > 0) {
    await reload(Number(again));
  }
}

start();
