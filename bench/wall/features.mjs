// Switches single features of the browser off and writes down what the page makes of it. What truth depends on must leave it plain; the rest must leave it live.
// Usage: node --experimental-websocket features.mjs, from the repository's root.
import { openGlass } from './glass.mjs';
import { startServer } from './server.mjs';

/** Taken away before the page's scripts run. */
const needed = [
  'window.EventSource', 'window.fetch', 'window.AbortController', 'window.Map', 'Object.entries', 'Object.fromEntries', 'Array.prototype.includes',
  'String.prototype.startsWith', 'String.prototype.padStart', 'Response.prototype.json', 'Performance.prototype.now',
  'Performance.prototype.getEntriesByType', 'Element.prototype.append',
];
const spared = [
  'window.SharedWorker', 'window.caches', 'Intl.Segmenter', 'Navigator.prototype.wakeLock', 'Navigator.prototype.serviceWorker',
  'Element.prototype.requestFullscreen', 'window.sessionStorage',
];
/** Of the style sheet, as a browser drops a rule whose selector it does not know. */
const rules = [
  '.aged,', 'html:not([data-freshness="live"]):not([data-freshness="served"]) .tile {', '.state:not(.aged)', '.shape:not(.aged)', ') .now {', ') .aged {',
  'html[data-freshness="nodata"] .figure:not(.withdrawn)', 'html[data-freshness="nodata"] .figure.withdrawn', '.now.observed', '.now.unobserved',
  'html:not([data-freshness="live"]) #notice', 'html:not([data-freshness="live"]) #strip',
];

const server = await startServer('--period', '5', '--queues', '9', '--Boards:floor:Distance=5');
const glass = await openGlass();
let rule = null;
await glass.send('Network.setBypassServiceWorker', { bypass: true }); // it would bring the style sheet unseen
await glass.send('Fetch.enable', { patterns: [{ urlPattern: '*/wall/wall.css*', requestStage: 'Response' }] });
glass.on('Fetch.requestPaused', async ({ requestId }) => {
  const { body, base64Encoded } = await glass.send('Fetch.getResponseBody', { requestId });
  const text = Buffer.from(body, base64Encoded ? 'base64' : 'utf8').toString();
  if (rule && !text.includes(rule)) console.log(`| ${rule} | is not in the style sheet |`);
  const without = rule ? text.replaceAll(rule, rule.replace(/(?=[.#h])/, ':unknown(p) ')) : text;
  await glass.send('Fetch.fulfillRequest', {
    requestId, responseCode: 200, responseHeaders: [{ name: 'content-type', value: 'text/css' }], body: Buffer.from(without).toString('base64') });
});

let wrong = 0;
async function report(name, source, expected) {
  const { identifier } = await glass.send('Page.addScriptToEvaluateOnNewDocument', { source: `${source}
    window.said = [];
    new MutationObserver(() => said.push(document.documentElement.getAttribute('data-freshness'))).observe(document, { subtree: true, attributes: true });` });
  await glass.send('Network.setCacheDisabled', { cacheDisabled: true });
  await glass.send('Page.navigate', { url: `${server.address}/wall/floor` });
  await glass.until(`document.readyState === 'complete' && /live|served/.test(document.documentElement.getAttribute('data-freshness'))`);
  const { freshness, faults, notice, saidLive } = await glass.read(`({
    freshness: document.documentElement.getAttribute('data-freshness'), faults: document.documentElement.getAttribute('data-faults'),
    notice: document.getElementById('notice').textContent, saidLive: said.some(word => word === 'live') })`);
  const isRight = freshness === expected && (expected === 'live' || (!saidLive && /\d\d:\d\d/.test(notice)));
  if (!isRight) wrong++;
  console.log(`| ${name} | ${freshness === 'live' ? 'live' : `plain: "${notice}"`} | ${faults ?? ''} | ${isRight ? 'right' : 'WRONG'} |`);
  await glass.send('Page.removeScriptToEvaluateOnNewDocument', { identifier });
}

console.log('| taken away | the page is | the self-test names | |\n|---|---|---|---|');
const without = name => {
  const [, owner, member] = /^(.*)\.(\w+)$/.exec(name);
  return `Object.defineProperty(${owner}, '${member}', { value: undefined, configurable: true }); delete ${owner}.${member};`;
};
await report('nothing', '', 'live');
for (const name of needed) await report(`\`${name}\``, without(name), 'served');
for (const name of spared) await report(`\`${name}\``, without(name), 'live');
for (rule of rules) await report(`\`${rule.trim()}\``, '', 'served');
console.log(wrong === 0 ? 'All right.' : `${wrong} wrong.`);
await glass.close();
await server.stop();
process.exit(wrong === 0 ? 0 : 1);
