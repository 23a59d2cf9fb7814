// How soon the first tile is painted and what all of it weighs: a screen that has never been there, again and again.
// Usage: node --experimental-websocket first.mjs ADDRESS [TIMES]
import { openGlass, wait } from './glass.mjs';

const [address, times] = [process.argv[2], Number(process.argv[3] ?? 20)];
const glass = await openGlass();
await glass.send('Emulation.setDeviceMetricsOverride', { width: 1920, height: 1080, deviceScaleFactor: 1, mobile: false });
await glass.send('Page.addScriptToEvaluateOnNewDocument', { source: `
  const see = () => {
    if (![...document.querySelectorAll('.tile')].some(tile => tile.checkVisibility())) { requestAnimationFrame(see); return; }
    requestAnimationFrame(() => { window.tilePaintedAt = performance.now(); });
  };
  requestAnimationFrame(see);` });

async function coldLoad() {
  await glass.send('Page.navigate', { url: 'about:blank' });
  await glass.send('Storage.clearDataForOrigin', { origin: address, storageTypes: 'all' });
  await glass.send('Network.clearBrowserCache');
  await glass.send('Page.navigate', { url: `${address}/wall/all` });
  await glass.until('window.tilePaintedAt > 0 && performance.getEntriesByName("first-contentful-paint").length > 0');
  return glass.read('({ first: performance.getEntriesByName("first-contentful-paint")[0].startTime, tile: window.tilePaintedAt, document: performance.getEntriesByType("navigation")[0].responseEnd })');
}

/** What this browser on this machine needs for one word of plain text: the rest is the wall's. */
async function oneWord() {
  await glass.send('Page.navigate', { url: 'about:blank' });
  await glass.send('Page.navigate', { url: `${address}/health/live` });
  await glass.until('performance.getEntriesByName("first-contentful-paint").length > 0');
  return glass.read('performance.getEntriesByName("first-contentful-paint")[0].startTime');
}

const middle = numbers => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const seen = [];
for (let i = 0; i <= times; i++) seen.push({ ...await coldLoad(), word: await oneWord() });
const [started, ...later] = seen;
const row = key => `${middle(later.map(s => s[key])).toFixed(0)} / ${Math.max(...later.map(s => s[key])).toFixed(0)} ms`;
console.log(`| first load after the server's start | ${started.first.toFixed(0)} ms first contentful paint, ${started.tile.toFixed(0)} ms the frame after a tile's |`);
console.log(`| first contentful paint, median / longest of ${times} | ${row('first')} |`);
console.log(`| the same of a page of one word | ${row('word')} |`);
console.log(`| document received, median / longest | ${row('document')} |`);
console.log(`| frame after the one that has a tile, median / longest | ${row('tile')} |`);

const files = new Map();
glass.on('Network.responseReceived', ({ requestId, response }) => files.set(requestId, { path: new URL(response.url).pathname, bytes: 0 }));
glass.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => { if (files.has(requestId)) files.get(requestId).bytes = encodedDataLength; });
await coldLoad();
await glass.until(`document.documentElement.dataset.freshness === 'live'`);
await wait(3000); // the last of it
const page = [...files.values()].filter(f => f.bytes > 0).sort((a, b) => b.bytes - a.bytes);
console.log(`| weight of the page with headers | ${(page.reduce((sum, f) => sum + f.bytes, 0) / 1024).toFixed(1)} KB: ${page.map(f => `${f.path} ${(f.bytes / 1024).toFixed(1)}`).join(', ')} |`);
await glass.close();
