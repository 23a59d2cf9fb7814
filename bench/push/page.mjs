// node --experimental-websocket page.mjs SIMULATOR CLIENT-ID CLIENT-SECRET SECONDS DASHBOARD…: from a change of waiting contacts in a simulated centre to its text on a page.
// The truth is asked of the simulator itself every quarter of a second; each dashboard's overview is open in Chromium (CHROMIUM, or /usr/bin/chromium), and what its tiles
// say is noted when it changes. Queues that the page does not show are left out.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [simulator, id, secret, seconds, ...dashboards] = process.argv.slice(2);
const login = await fetch(new URL('oauth/token', simulator), {
  method: 'POST', body: new URLSearchParams({ grant_type: 'client_credentials' }), headers: { Authorization: `Basic ${btoa(`${id}:${secret}`)}` } });
const token = (await login.json()).access_token;
const mediaTypes = ['voice', 'callback', 'chat', 'email', 'message'];
const ask = async () => {
  const at = Date.now();
  const answer = await fetch(new URL('api/v2/analytics/queues/observations/query', simulator), {
    method: 'POST', headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ metrics: ['oWaiting'], filter: { type: 'or', predicates: mediaTypes.map(value => ({ dimension: 'mediaType', value })) } }) });
  if (!answer.ok) return [];
  return (await answer.json()).results.filter(r => r.group.mediaType)
    .map(r => ({ at, key: `${r.group.queueId}/${r.group.mediaType}`, value: r.data?.find(d => d.metric === 'oWaiting')?.stats.count ?? 0 }));
};

const folder = mkdtempSync(join(tmpdir(), 'push-page-'));
const browser = spawn(process.env.CHROMIUM ?? '/usr/bin/chromium',
  ['--headless=new', '--no-sandbox', '--disable-gpu', '--no-first-run', '--remote-debugging-port=0', `--user-data-dir=${folder}`, 'about:blank'], { stdio: ['ignore', 'ignore', 'pipe'] });
const endpoint = await new Promise(found => {
  let said = '';
  browser.stderr.on('data', text => { said += text; const match = /ws:\/\/\S+/.exec(said); if (match) found(match[0]); });
});
const socket = new WebSocket(endpoint);
await new Promise(open => { socket.onopen = open; });
const waiting = new Map();
let last = 0;
socket.onmessage = ({ data }) => { const message = JSON.parse(data); if (message.id) waiting.get(message.id)?.(message.result ?? message.error); };
const send = (method, params = {}, sessionId) => new Promise(done => { waiting.set(++last, done); socket.send(JSON.stringify({ id: last, method, params, sessionId })); });
const evaluate = async (page, expression) => (await send('Runtime.evaluate', { expression, returnByValue: true }, page)).result?.value;

const watch = `(() => {
  const seen = new Map();
  window.told = [];
  const look = () => document.querySelectorAll('a.tile').forEach(tile => {
    const match = /(\\d+|none) waiting/i.exec(tile.querySelector('.sentence')?.textContent ?? '');
    if (!match) return;
    const [key, value] = [decodeURIComponent(tile.getAttribute('href')), Number(match[1]) || 0];
    if (seen.get(key) !== value) { seen.set(key, value); window.told.push({ at: Date.now(), key, value }); }
  });
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
  look();
})()`;
const pages = [];
for (const dashboard of dashboards) {
  const { targetId } = await send('Target.createTarget', { url: dashboard });
  const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true });
  for (let i = 0; i < 60 && !(await evaluate(sessionId, 'document.querySelectorAll("a.tile").length')); i++) await new Promise(done => setTimeout(done, 1000));
  await evaluate(sessionId, watch);
  pages.push(sessionId);
}

const truth = [];
const known = new Map();
for (const end = Date.now() + 1000 * Number(seconds); Date.now() < end; await new Promise(done => setTimeout(done, 250))) {
  for (const seen of await ask()) if (known.get(seen.key) !== seen.value) { known.set(seen.key, seen.value); truth.push(seen); }
}

console.log('| page | changes seen | median | 95 % | longest |\n|---|---|---|---|---|');
for (const [i, page] of pages.entries()) {
  const told = JSON.parse(await evaluate(page, 'JSON.stringify(window.told)'));
  const hrefs = [...new Set(told.map(t => t.key))];
  const keyOf = new Map(hrefs.map(href => [href, [...known.keys()].find(key => href.toLowerCase().includes(key.split('/')[0]) && href.toLowerCase().includes(key.split('/')[1]))]));
  const shown = new Map(); const so = new Map(); const behind = new Map(); const delays = [];
  const events = [...truth.map(t => ({ ...t, isTruth: true })), ...told.map(t => ({ ...t, key: keyOf.get(t.key) }))].sort((a, b) => a.at - b.at);
  for (const { at, key, value, isTruth } of events) {
    (isTruth ? so : shown).set(key, value);
    if (!shown.has(key) || !so.has(key)) continue;
    if (so.get(key) === shown.get(key)) { if (behind.has(key)) delays.push((at - behind.get(key)) / 1000); behind.delete(key); }
    else if (isTruth && !behind.has(key)) behind.set(key, at);
  }
  delays.sort((a, b) => a - b);
  const part = share => delays.length ? `${delays[Math.min(delays.length - 1, Math.floor(share * delays.length))].toFixed(1)} s` : '–';
  console.log(`| ${dashboards[i]} | ${delays.length} | ${part(0.5)} | ${part(0.95)} | ${part(1)} |`);
}
const ended = new Promise(done => browser.on('exit', done));
browser.kill();
await ended;
rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
process.exit(0);
