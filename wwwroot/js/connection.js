// Starts Blazor with a heartbeat that notices a dead connection within ten seconds, and says on the page when there is none: when it is lost, and when it never
// came to be. Whatever the reason, the page is loaded again, later each time it does not help. Other modules hear of it by an event: importing them by a
// second address would run them twice. Should this file not arrive, the style sheet says after ten seconds that the page is not connected.
const notice = document.getElementById('components-reconnect-modal');
const { needs } = document.querySelector('script[data-needs]').dataset;
const startWithinMs = 10_000;
const longestPauseMs = 30_000;
const lastsAfterMs = 60_000;
const askEveryRetries = 5;
const quietMs = 1_500; // nobody's page goes in the middle of a word
const longPolling = 4; // signalR.HttpTransportType.LongPolling
const drafts = import('./drafts.js').catch(() => null); // without it a page lives as well
let isConnected = false;
let isLeaving = false;
let retries = 0;

const wait = ms => new Promise(done => setTimeout(done, ms));

function show(connected) {
  isConnected = connected;
  notice.hidden = connected;
  notice.dataset.said = 'yes'; // not the style sheet's to say any more
  notice.querySelector('[data-retrying]').hidden = false;
  document.dispatchEvent(new CustomEvent('connection-changed', { detail: { isConnected } }));
}

// How often in a row this page was loaded again, and how many of its circuits did not begin. Kept with its entry in the history: where cookies are blocked,
// storage is too.
const count = name => Number(history.state?.[name]) || 0;
const setCount = (name, times) => history.replaceState({ ...history.state, [name]: times }, '');

const ownStatus = performance.getEntriesByType('navigation')[0]?.responseStatus; // of a page that says that there is none, for instance

/** Whether loading the page again would show it, or lead to the sign-in page. A page that can be read is never given up for one that cannot be loaded. */
async function isServed() {
  try {
    const answer = await askForPage();
    return answer.ok || answer.status === ownStatus || isLedAway(answer);
  } catch {
    return false; // the server is not back yet
  }
}

const askForPage = () => fetch(location.href, { cache: 'no-store', redirect: 'manual', headers: { accept: 'text/html' }, signal: AbortSignal.timeout(10_000) });
const isLedAway = answer => answer.type === 'opaqueredirect' || answer.status === 401 || answer.status === 403;

/** The circuit is gone for good or cannot begin: all state that matters is in the address. */
async function loadAgain() {
  if (isLeaving) return;
  isLeaving = true;
  const times = count('loads');
  const pauseMs = Math.min(1_000 * 2 ** times, longestPauseMs);
  do await wait(pauseMs * (0.75 + Math.random() / 2)); while (!isConnected && !await isServed());
  isLeaving = false;
  if (isConnected) return; // it has come after all
  setCount('loads', times + 1);
  await reload();
}

/** The same page, where it was, with what was typed. */
async function reload() {
  (await drafts)?.keep();
  setCount('scrolled', Math.round(scrollY));
  addEventListener('beforeunload', event => event.stopImmediatePropagation(), { capture: true }); // nothing is lost: nobody need be asked
  location.reload();
}

let typedAt = -Infinity;
addEventListener('input', () => { typedAt = performance.now(); }, true);

/** This page's server is about to end, and says so on the page: it is loaded from another one before. */
async function move(withinMs) {
  isLeaving = true;
  const [began, latest] = [performance.now(), withinMs + quietMs];
  await wait(withinMs);
  while (performance.now() - typedAt < quietMs && performance.now() - began < latest) await wait(100);
  while (!await isServed()) await wait(1_000 * (0.75 + Math.random() / 2));
  await reload();
}

setInterval(() => {
  const moving = document.getElementById('moving');
  if (moving && !isLeaving) move(Number(moving.dataset.within));
}, 500);

/** Connected for a while: what went wrong before is over. */
function begun() {
  scrollTo(scrollX, count('scrolled') || scrollY);
  setCount('scrolled', 0);
  drafts.then(module => module?.giveBack());
  forgetFailures();
}

function forgetFailures() {
  setCount('failedStarts', 0);
  if (count('loads') > 0) setTimeout(() => { if (isConnected) setCount('loads', 0); }, lastsAfterMs);
}

/** A session that has ended meanwhile is not found by connecting again and again. */
async function leadToSignIn() {
  try {
    if (isLedAway(await askForPage())) await loadAgain();
  } catch { /* the server is not back yet */ }
}

notice.addEventListener('components-reconnect-state-changed', event => {
  const { state } = event.detail;
  show(state === 'hide');
  retries = state === 'retrying' ? retries + 1 : 0;
  if (retries % askEveryRetries === askEveryRetries - 1) leadToSignIn();
  if (state === 'failed' || state === 'rejected' || state === 'resume-failed') loadAgain();
});

// After an error Blazor shows this element by its style and tries nothing. A page that breaks at once after it was loaded stays as it is, with a button.
const broken = document.getElementById('blazor-error-ui');
const loadedLongAgo = () => performance.now() > 10_000;
broken.querySelector('[data-reload]').addEventListener('click', () => location.reload());
new MutationObserver(() => {
  if (!loadedLongAgo()) return;
  isConnected = false;
  loadAgain();
}).observe(broken, { attributeFilter: ['style'] });

const load = address => new Promise((done, fail) => {
  const script = document.createElement('script');
  script.src = address;
  script.setAttribute('autostart', 'false');
  script.onload = done;
  script.onerror = () => fail(new Error(`${address} could not be loaded.`));
  document.body.append(script);
});

/** Has a connection that cannot begin told: Blazor logs it and resolves all the same. Every second try does without WebSockets, which may be let in and held. */
function configure(builder, failed) {
  builder.withServerTimeout(10_000).withKeepAliveInterval(5_000);
  if (count('failedStarts') % 2 === 1) builder.withUrl('_blazor', longPolling);
  const build = builder.build.bind(builder);
  builder.build = () => {
    const connection = build();
    const begin = connection.start.bind(connection);
    connection.start = () => begin().catch(error => {
      failed(error);
      throw error;
    });
    return connection;
  };
}

/** Resolves when the circuit is there. */
async function start() {
  await Promise.all(needs.split(' ').map(load));
  await new Promise((done, fail) => {
    Blazor.start({
      circuit: {
        configureSignalR: builder => configure(builder, fail),
        reconnectionOptions: { maxRetries: 200, retryIntervalMilliseconds: attempt => attempt < 10 ? 1_000 : 3_000 },
        circuitHandlers: [{ onCircuitOpened: () => { show(true); begun(); done(); } }],
      },
    }).catch(fail);
  });
}

const startLimit = wait(startWithinMs * (1 + Math.min(count('failedStarts'), 5))) // a slow network gets more time at every try
  .then(() => { if (!isConnected) throw new Error('The circuit has not begun in time.'); });
try {
  await Promise.race([start(), startLimit]);
} catch (error) {
  console.warn(error);
  setCount('failedStarts', count('failedStarts') + 1);
  show(false);
  loadAgain();
}
