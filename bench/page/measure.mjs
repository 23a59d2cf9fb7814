// node measure.mjs http://127.0.0.1:5080/ [runs]: what the first view of a page sends over the wire, and when its largest part is painted.
// Chromium (CHROMIUM, or /usr/bin/chromium) is driven over its own protocol; each run begins with an empty cache. What the circuit sends
// is counted on the wire, by a proxy, since the browser tells only what it has unpacked.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [address, runs = '5'] = process.argv.slice(2);
const settled = 3_000; // so long after the load the circuit has said all that belongs to the first view
const target = new URL(address);
let circuit = 0;
const proxy = createServer(client => {
  const server = connect(Number(target.port), target.hostname);
  let isSocket = false;
  client.on('data', bytes => { isSocket ||= bytes.includes('Upgrade: websocket'); server.write(bytes); });
  server.on('data', bytes => { if (isSocket) circuit += bytes.length; client.write(bytes); });
  for (const [one, other] of [[client, server], [server, client]]) one.on('close', () => other.destroy()).on('error', () => other.destroy());
});
await new Promise(listening => proxy.listen(0, '127.0.0.1', listening));
const watched = new URL(target.pathname + target.search, `http://127.0.0.1:${proxy.address().port}`).href;
const folder = mkdtempSync(join(tmpdir(), 'measure-'));
const browser = spawn(process.env.CHROMIUM ?? '/usr/bin/chromium',
  ['--headless=new', '--no-sandbox', '--disable-gpu', '--no-first-run', '--remote-debugging-port=0', `--user-data-dir=${folder}`, 'about:blank'],
  { stdio: ['ignore', 'ignore', 'pipe'] });
const endpoint = await new Promise(found => {
  let said = '';
  browser.stderr.on('data', text => {
    said += text;
    const match = /ws:\/\/\S+/.exec(said);
    if (match) found(match[0]);
  });
});
const socket = new WebSocket(endpoint);
await new Promise(open => { socket.onopen = open; });
const waiting = new Map();
const heard = [];
let last = 0;
socket.onmessage = ({ data }) => {
  const message = JSON.parse(data);
  if (message.id) waiting.get(message.id)?.(message.result ?? message.error);
  else heard.push(message);
};
const send = (method, params = {}, sessionId) => new Promise(done => {
  waiting.set(++last, done);
  socket.send(JSON.stringify({ id: last, method, params, sessionId }));
});

const paints = [];
let parts;
for (let run = 0; run < Number(runs); run++) {
  const { browserContextId } = await send('Target.createBrowserContext');
  const { targetId } = await send('Target.createTarget', { url: 'about:blank', browserContextId });
  const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true });
  await send('Network.enable', {}, sessionId);
  await send('Page.enable', {}, sessionId);
  heard.length = circuit = 0;
  await send('Page.navigate', { url: watched }, sessionId);
  while (!heard.some(m => m.method === 'Page.loadEventFired')) await new Promise(done => setTimeout(done, 50));
  await new Promise(done => setTimeout(done, settled));
  const { result } = await send('Runtime.evaluate', {
    awaitPromise: true, returnByValue: true,
    expression: `new Promise(done => new PerformanceObserver(list => done(list.getEntries().at(-1).startTime)).observe({ type: 'largest-contentful-paint', buffered: true }))`,
  }, sessionId);
  paints.push(Math.round(result.value));
  const names = new Map(heard.filter(m => m.method === 'Network.responseReceived').map(m => [m.params.requestId, m.params.response.url]));
  parts = heard.filter(m => m.method === 'Network.loadingFinished').map(m => [names.get(m.params.requestId) ?? '?', m.params.encodedDataLength]);
  parts.push(['circuit (web socket)', circuit]);
  await send('Target.disposeBrowserContext', { browserContextId });
}

for (const [name, bytes] of parts.sort((a, b) => b[1] - a[1])) console.log(String(bytes).padStart(9), name.replace(new URL(watched).origin, ''));
console.log(String(parts.reduce((sum, [, bytes]) => sum + bytes, 0)).padStart(9), 'bytes in all');
console.log(`largest contentful paint, ms: ${paints.toSorted((a, b) => a - b).join(' ')}`);
const ended = new Promise(done => browser.on('exit', done));
browser.kill();
await ended;
rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
process.exit(0);
