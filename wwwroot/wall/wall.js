// A screen on a wall: follows its board for weeks without a hand, and never shows a figure as live that is not.
import { answered, backOff, beatLimitMs, freshness, heard, isConnected, isObserved, isTooOldThough, newClock, serverNow, siteTime, watched } from './truth.js';
import { reloadWhenServed, reloadAtQuietHour, careForScreen, shift } from './care.js';
import { keep, kept, wipe } from './memory.js';
import { newPlace } from './place.js';
import { newTiles } from './tiles.js';
import { goHome, isScreen, obey, said } from './orders.js';
import { faults } from './probe.js';
import { site } from './site.js';

const root = document.documentElement;
const { board } = root.dataset;
const at = path => `${site}wall/${board}/${path}`;
const find = id => document.getElementById(id);
const number = text => text === undefined || text === '' ? null : Number(text);
const steady = () => performance.now();

/** What the server has said beside the tiles; begun by the document. */
let state = {
  version: root.dataset.version,
  build: root.dataset.build,
  layout: root.dataset.layout,
  until: number(root.dataset.until),
  observed: number(root.dataset.observed),
  limits: root.dataset.limits.split(' ').map(Number),
  zone: Number(root.dataset.zone),
  open: root.dataset.open === 'yes',
  night: root.dataset.night === 'yes',
  vital: Number(root.dataset.vital),
  message: root.dataset.message || null,
  messageUntil: number(root.dataset.messageUntil),
  alerts: JSON.parse(root.dataset.alerts || '[]'),
};
const tiles = newTiles(find('tiles'), find('strip'));
let clock = newClock();
let lastBeat = null;      // the server's time of sending of the last message
let lastHeardAt = null;   // when it came, on the steady clock
let source = null;
let failures = 0;
let refusal = null;       // 401, 403, 404 or 503
let unknownSince = null;
let isConnecting = false;
let lastTime = null;      // what the last round trip has brought
let askedAt = -Infinity;
const askEveryMs = 4_000; // of a wall without a stream of its own: the next answer comes before it stops looking live
const place = newPlace(connect);
let listen = null;        // of a board that chimes
let report = null;        // of an enrolled screen

// --- the connection -----------------------------------------------------------------------------------------------------

const wait = ms => new Promise(done => setTimeout(done, ms));

async function ask(path, limitMs = 5_000, cache = 'no-store') {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), limitMs);
  try {
    return await fetch(path, { cache, signal: abort.signal });
  } finally {
    clearTimeout(timer);
  }
}

/** Asks the server for its time. Returns the status, 0 when it was not reached. */
async function roundTrip() {
  const began = askedAt = steady();
  try {
    const more = report === null ? '' : report(serverNow(clock, steady()));
    const answer = await ask(at('time') + (isScreen ? said({ build: root.dataset.build, until: state.until }) + more : ''));
    if (!answer.ok) return answer.status;
    const time = Number(await answer.text());
    if (!(time > 0)) return 0; // a page of somebody in between
    clock = answered(clock, time, began, steady());
    lastTime = time;
    return 200;
  } catch {
    return 0;
  }
}

function disconnect() {
  if (source !== null) source.close();
  source = null;
}

/** Tries until the stream is open, or asks while there is no place for one; every try begins with a round trip, so that what arrives can be judged. */
async function connect() {
  if (isConnecting) return;
  isConnecting = true;
  disconnect();
  while (source === null) {
    const mayStream = await place.want();
    let status = await roundTrip();
    if (status === 200) status = mayStream ? await open() : await askForState(lastTime);
    refusal = [401, 403, 404, 503].includes(status) ? status : null;
    if (status === 401 || status === 403 || status === 404) await withdraw();
    if (status === 403 && isScreen) goHome(); // it has been given another board
    look();
    if (source !== null) break;
    if (status === 200) await place.rest(askEveryMs);
    else await wait(status === 401 || status === 403 || status === 404 ? 20_000 + 20_000 * Math.random() : backOff(failures++, Math.random()));
  }
  isConnecting = false;
}

/** Opens the stream. Returns the status: 200 when it is open, what it was refused with, or 0. */
function open() {
  return new Promise(done => {
    const address = at(`stream?since=${encodeURIComponent(state.version)}`);
    const opening = new EventSource(address);
    const limit = setTimeout(() => { opening.close(); done(0); }, 10_000);
    opening.onopen = () => {
      clearTimeout(limit);
      source = opening;
      lastHeardAt = steady();
      done(200);
    };
    opening.onerror = async () => {
      clearTimeout(limit);
      const wasOpen = source === opening;
      const isRefused = opening.readyState === EventSource.CLOSED;
      opening.close(); // its own way of trying again knows neither pause nor refusal
      if (wasOpen) { source = null; connect(); return; }
      done(isRefused ? await statusOf(address) : 0);
    };
    opening.addEventListener('beat', event => { if (source === opening) hear(Number(event.data)); });
    opening.addEventListener('order', event => { if (source === opening) obey(event.data); });
    opening.addEventListener('state', event => {
      if (source !== opening) return;
      const end = event.data.indexOf('\n');
      hear(Number(event.data.slice(0, end)));
      take(JSON.parse(event.data.slice(end + 1)));
    });
  });
}

/** Why a stream was refused: an EventSource does not say. */
async function statusOf(address) {
  const abort = new AbortController();
  try {
    const answer = await fetch(address, { cache: 'no-store', signal: abort.signal });
    return answer.ok ? 0 : answer.status;
  } catch {
    return 0;
  } finally {
    abort.abort();
  }
}

let silence;

function hear(time) {
  clock = heard(clock, time, steady());
  lastBeat = Math.max(lastBeat || 0, time);
  lastHeardAt = steady();
  const now = serverNow(clock, steady());
  if (isConnected(now, lastBeat)) failures = 0;
  look();
  clearTimeout(silence);
  silence = setTimeout(look, beatLimitMs + 1 - (now === null ? 0 : now - lastBeat)); // looking once a second alone would be up to a second late
}

// --- the state ----------------------------------------------------------------------------------------------------------

/** What the stream would have brought, for a wall without one. Returns the status. */
async function askForState(time) {
  try {
    const answer = await ask(at('state'), 5_000, 'no-cache');
    if (!answer.ok) return answer.status;
    const whole = await answer.json();
    if (whole.version !== state.version) show(whole);
    hear(time);
    return 200;
  } catch {
    return 0;
  }
}

let isFetching = false;

function take(news) {
  if (news.from && news.from !== state.version) {
    if (news.version !== state.version) fetchWhole();
    return;
  }
  show(news);
}

async function fetchWhole() {
  if (isFetching) return;
  isFetching = true;
  try {
    const answer = await fetch(at('state'), { cache: 'no-cache' });
    if (answer.ok) show(await answer.json());
  } catch {
    // the stream notices on its own when the server is gone; the next change asks again
  } finally {
    isFetching = false;
  }
}

function show(news) {
  const { parts, order, ...rest } = news;
  state = { ...state, until: null, observed: null, message: null, messageUntil: null, alerts: [], ...rest };
  tiles.show(parts || {}, order);
  setData('until', state.until === null ? '' : String(state.until));
  if (state.build !== root.dataset.build || state.layout !== root.dataset.layout) reloadWhenServed(state.build !== root.dataset.build);
  if (state.until !== null) keep(board, { ...state, parts: tiles.parts(), order: tiles.order() });
  look();
}

async function withdraw() {
  state = { ...state, version: '', until: null, observed: null, message: null, alerts: [] };
  tiles.show({ strip: '' }, []);
  await wipe();
}

// --- the look -----------------------------------------------------------------------------------------------------------

function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function setData(key, value) {
  if (root.dataset[key] !== value) root.dataset[key] = value;
}

function span(ms) {
  const { seconds, minutes } = find('notice').dataset;
  const s = Math.max(Math.floor(ms / 1000), 0);
  return s < 100 ? seconds.replace('{0}', s) : minutes.replace('{0}', Math.floor(s / 60));
}

function noticeOf(fresh, now) {
  const words = find('notice').dataset;
  if (refusal !== null) return words[refusal];
  if (fresh === 'live') return '';
  const of = state.until === null ? null : siteTime(state.until, state.zone);
  if (now === null) return of === null ? words.unknown : words.unknownOf.replace('{0}', of);
  if (!isConnected(now, lastBeat) && lastBeat !== null) return words.notLive.replace('{0}', span(now - lastBeat));
  return of === null ? '' : words.notLiveData.replace('{0}', of);
}

/** Whatever goes wrong while looking, nothing stays on the glass as live. */
function look() {
  try {
    return lookNow();
  } catch (error) {
    setData('freshness', 'unknown');
    throw error;
  }
}

function lookNow() {
  const [now, wall] = [steady(), Date.now()];
  clock = watched(clock, now, wall);
  const server = serverNow(clock, now);
  let fresh = freshness(server, state, lastBeat);
  if (fresh !== 'unknown') unknownSince = null;
  else if (unknownSince === null) unknownSince = now;
  if (fresh === 'unknown' && isTooOldThough(now - unknownSince, wall, state)) fresh = 'nodata';
  setData('freshness', fresh);
  setData('waiting', isObserved(server, state.observed, state.limits, fresh) ? 'yes' : 'no');
  setData('open', state.open ? 'yes' : 'no');
  setData('night', state.night && fresh !== 'unknown' && refusal === null ? 'yes' : 'no');
  setData('refused', refusal === null || refusal === 503 ? 'no' : 'yes');
  const notice = noticeOf(fresh, server);
  setText(find('notice'), refusal === null || refusal === 503 ? tiles.lineOf(notice, now) : notice); // a refusal has the whole screen
  const message = state.message !== null && (state.messageUntil === null || (server === null ? wall : server) < state.messageUntil) ? state.message : '';
  if (fresh !== 'live') {
    const words = find('notice').dataset;
    tiles.sayAge(fresh === 'unknown' ? words.unknownAge : words[fresh], state.until === null ? '' : words.atTime.replace('{0}', siteTime(state.until, state.zone)));
  }
  for (const id of ['clock', 'night-clock']) setText(find(id), server === null ? '–:–' : siteTime(server, state.zone));
  tiles.turn(now, state.vital, message, state.alerts.map(alert => alert.text));
  if (listen !== null) listen(server, fresh === 'live', root.dataset.night === 'yes', state.alerts);
  return { now, server };
}

let broken = 0;

function turn() {
  try {
    const { now, server } = look();
    const isSilent = source !== null && now - lastHeardAt > 12_000; // open, but held by somebody in between
    if (isSilent) connect();
    if (!isConnecting && (server === null ? now - askedAt > 1_000 : now - askedAt > (isScreen ? 20_000 : 60_000))) roundTrip();
    if (server !== null) reloadAtQuietHour(server, state.zone);
    shift(now);
    broken = 0;
  } catch (error) {
    console.error(error);
    if (++broken === 10) reloadWhenServed(false); // the watchdog
  }
}

/** The document's own coming was a round trip, unless it came from this machine. */
function readDocument() {
  const coming = performance.getEntriesByType('navigation')[0];
  const time = Number(root.dataset.now);
  if (!coming || !(coming.requestStart > 0)) return;
  clock = answered(watched(clock, steady(), Date.now()), time, coming.requestStart, Math.max(coming.responseEnd, coming.responseStart) || steady());
  if (clock.offset !== null) lastBeat = time;
}

async function recall() {
  const last = await kept(board);
  if (last && last.until > (state.until || 0)) show(last);
}

/** The page is plain.js's until all of this has gone well. */
async function start() {
  const isFromMemory = Boolean(root.dataset.fromMemory);
  if (isScreen) import('./report.js').then(module => { report = module.report; }, () => { /* the screen goes on without */ });
  if (root.dataset.chime === 'yes') import('./sound.js').then(sound => { listen = sound.newSound(); }, () => { /* the board goes on without */ });
  careForScreen();
  if (!isFromMemory) readDocument();
  look();
  setInterval(turn, 1000);
  addEventListener('visibilitychange', () => {
    look();
    if (document.visibilityState === 'visible') place.wake();
  });
  addEventListener('online', () => { failures = 0; });
  addEventListener('pagehide', () => {
    disconnect();
    place.leave();
  });
  addEventListener('pageshow', event => { if (event.persisted) connect(); });
  if ('fonts' in document) document.fonts.ready.then(look); // what fits the line below is measured anew
  addEventListener('wall-reconnect', connect); // for people at a console, and tests
  window.wallStarted = true;
  if (isFromMemory) await recall();
  connect();
}

const found = faults();
if (found.length === 0) start();
else root.dataset.faults = found.join(' ');
