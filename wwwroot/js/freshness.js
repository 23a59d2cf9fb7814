// Old figures must look old even when the server has fallen silent. The server says how old they were when it rendered; from
// there this browser's own clock goes on. <html data-freshness> is live, delayed, stale or nodata; the style sheets do the rest.

/** Elapsed since a mark. The monotonic clock may stop while the machine sleeps, the other may be set: the greater counts. */
const mark = () => ({ steady: performance.now(), wall: Date.now() });
const elapsedSince = m => Math.max(performance.now() - m.steady, Date.now() - m.wall, 0);

// A silent server is noticed after ten seconds (connection.js); a little later nothing looks live.
const disconnectedLimitMs = 5_000;
let anchor = null;      // { source, ageMs, at }
let clockAnchor = null; // { element, seconds, at }
let lostAt = null;

document.addEventListener('connection-changed', event => {
  lostAt = event.detail.isConnected ? null : lostAt ?? mark();
  tick();
});

function freshnessOf(ageMs, limits) {
  if (ageMs > limits.noData) return 'nodata';
  if (ageMs > limits.stale) return 'stale';
  return ageMs > limits.delayed ? 'delayed' : 'live';
}

function setText(element, text) {
  const node = element?.firstChild; // the text node is Blazor's: change it, never replace it
  if (node && node.nodeValue !== text) node.nodeValue = text;
}

function readAge() {
  const source = document.querySelector('[data-freshness-source]');
  anchor = source && { source, ageMs: Number(source.dataset.ageMs), at: mark() };
  const element = document.querySelector('[data-clock]');
  const [h, m, s] = element ? element.dataset.clock.split(':').map(Number) : [];
  clockAnchor = element && { element, seconds: h * 3600 + m * 60 + s, at: mark() };
  tick();
}

function tick() {
  const root = document.documentElement;
  const isLost = lostAt !== null && elapsedSince(lostAt) > disconnectedLimitMs;
  let freshness = 'live';
  if (anchor) {
    const { source } = anchor;
    const ageMs = anchor.ageMs + elapsedSince(anchor.at);
    const limits = { delayed: Number(source.dataset.delayedMs), stale: Number(source.dataset.staleMs), noData: Number(source.dataset.nodataMs) };
    freshness = freshnessOf(ageMs, limits);
    const seconds = Math.floor(ageMs / 1000);
    const text = seconds < 100
      ? source.dataset.secondsText.replace('{0}', seconds)
      : source.dataset.minutesText.replace('{0}', Math.floor(seconds / 60));
    setText(source.querySelector('[data-age]'), text);
  }
  if (isLost && freshness !== 'nodata') freshness = 'stale';
  if (root.dataset.freshness !== freshness) root.dataset.freshness = freshness;
  if (clockAnchor) {
    const minutes = Math.floor((clockAnchor.seconds + elapsedSince(clockAnchor.at) / 1000) / 60);
    const two = n => String(n).padStart(2, '0');
    setText(clockAnchor.element, `${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)}`);
  }
}

new MutationObserver(changes => {
  const isOurs = c => c.type === 'attributes' || [...c.addedNodes, ...c.removedNodes].some(n => n.nodeType === 1);
  if (changes.some(isOurs)) readAge();
}).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-age-ms', 'data-until-ms', 'data-clock'] });
setInterval(tick, 1000);
readAge();
