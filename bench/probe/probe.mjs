// The attacks come from 127.0.0.2, the visitor from 127.0.0.1: limits are held against an address.
import http from 'node:http';
import http2 from 'node:http2';
import net from 'node:net';
import tls from 'node:tls';
import fs from 'node:fs';

const [host, portText, server, securePort] = process.argv.slice(2);
const port = Number(portText), attacker = '127.0.0.2', visitor = '127.0.0.1';
const rows = [];
let failed = false;

const note = (attack, outcome, isHeld) => { rows.push([attack, outcome, isHeld ? 'yes' : '**no**']); failed ||= !isHeld; };
const wait = milliseconds => new Promise(done => setTimeout(done, milliseconds));

function ask(path, { method = 'GET', headers = {}, body, from = attacker, timeout = 15_000 } = {}) {
  return new Promise((done, fail) => {
    const request = http.request({ host, port, path, method, headers, localAddress: from, agent: false, timeout }, answer => {
      let text = '';
      answer.setEncoding('utf8').on('data', part => { text += part; }).on('end', () => done({ status: answer.statusCode, headers: answer.headers, text })).on('error', fail);
    });
    request.on('timeout', () => request.destroy(new Error('timeout'))).on('error', error => done({ status: error.code ?? error.message, headers: {}, text: '' }));
    request.end(body);
  });
}

// one connection that carries many requests
function multiplexed(from = attacker) {
  const session = http2.connect(`https://${host}:${securePort}`, {
    createConnection: () => tls.connect({ host, port: Number(securePort), localAddress: from, ALPNProtocols: ['h2'], rejectUnauthorized: false }),
  });
  session.on('error', () => {});
  return session;
}

// asks over it; with onlyHead as soon as the head is there, and the stream stays open
function askOver(session, path, { timeout = 15_000, onlyHead = false } = {}) {
  return new Promise(done => {
    const request = session.request({ ':path': path, accept: 'text/html' });
    let status = 0;
    const end = said => done({ status: status || said, headers: {}, text: '' });
    request.setTimeout(timeout, () => { request.close(http2.constants.NGHTTP2_CANCEL); end('timeout'); });
    request.on('response', headers => { status = headers[':status']; if (onlyHead) end(); });
    request.on('error', error => end(error.code)).on('close', () => end('closed')).on('data', () => {});
    request.end();
  });
}

// bytes as they are, for what a client would not send; the status line of what comes back
function raw(bytes, { patience = 15_000 } = {}) {
  return new Promise(done => {
    const socket = net.connect({ host, port, localAddress: attacker });
    let text = '';
    const end = () => { socket.destroy(); done({ line: text.split('\r\n')[0] || 'closed', text }); };
    socket.setTimeout(patience, end);
    socket.on('data', part => { text += part; if (text.includes('\r\n\r\n')) setTimeout(end, 300); }).on('close', end).on('error', end);
    socket.write(bytes);
  });
}

async function headers() {
  const everywhere = ['content-security-policy', 'x-content-type-options', 'x-frame-options', 'referrer-policy', 'cross-origin-resource-policy'];
  const ofDocuments = ['permissions-policy', 'cross-origin-opener-policy'];
  const missing = [];
  for (const path of ['/', '/wall/all', '/css/app.css', '/no-such-page', '/health/live', '/api/v1/queues']) {
    const answer = await ask(path);
    const wanted = path.endsWith('.css') ? everywhere : [...everywhere, ...ofDocuments];
    missing.push(...wanted.filter(name => !answer.headers[name]).map(name => `${path} ${name}`));
    if (answer.headers.server) missing.push(`${path} names its server`);
  }
  note('security headers on pages, walls, files, errors, API', missing.length ? missing.join(', ') : 'all there', !missing.length);
}

async function traversal() {
  const paths = ['/../../../../etc/passwd', '/css/../../appsettings.json', '/%2e%2e/%2e%2e/appsettings.json', '/css/..%2f..%2fappsettings.json', '/css/..%5c..%5cappsettings.json',
    '/css/%252e%252e/appsettings.json', '//etc/passwd', '/wall/..%2f..%2fsize.css', '/css/app.css%00.txt', '/.env', '/appsettings.json', '/data/archive.db', '/.git/config'];
  const leaks = [];
  for (const path of paths) {
    const { line, text } = await raw(`GET ${path} HTTP/1.1\r\nHost: ${host}:${port}\r\nConnection: close\r\n\r\n`);
    if (/root:|"Logging"|\[core\]|SQLite format/.test(text)) leaks.push(`${path}: ${line}`);
  }
  note(`${paths.length} ways out of the folder of files`, leaks.length ? leaks.join(', ') : 'nothing was served', !leaks.length);
}

async function sizes() {
  const big = await ask('/_blazor/negotiate', { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: Buffer.alloc(20_000_000, 97) });
  const form = await ask('/', { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: Buffer.alloc(2_000_000, 97) });
  note('bodies of 20 and 2 MB', `${big.status}, ${form.status}`, ![big, form].some(a => a.status === 500));
  const header = await raw(`GET / HTTP/1.1\r\nHost: ${host}:${port}\r\nX: ${'a'.repeat(70_000)}\r\n\r\n`);
  const many = await raw(`GET / HTTP/1.1\r\nHost: ${host}:${port}\r\n${'X: a\r\n'.repeat(1_000)}\r\n`);
  const line = await raw(`GET /${'a'.repeat(20_000)} HTTP/1.1\r\nHost: ${host}:${port}\r\n\r\n`);
  note('a header of 70 KB, 1,000 headers, an address of 20 KB', [header, many, line].map(a => a.line).join('; '), [header, many, line].every(a => /4(31|14|00)|closed/.test(a.line)));
}

async function oddities() {
  const both = await raw(`POST / HTTP/1.1\r\nHost: ${host}:${port}\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /admin HTTP/1.1\r\n\r\n`);
  note('two lengths in one request', both.line, !/HTTP\/1.1 200[\s\S]*HTTP\/1.1 200/.test(both.text));
  const trace = await ask('/', { method: 'TRACE', headers: { 'x-secret': 'echo-me' } });
  note('TRACE', String(trace.status), !trace.text.includes('echo-me'));
  const hosts = [];
  for (const name of ['attacker.example', 'attacker.example:5198', '']) hosts.push((await raw(`GET / HTTP/1.1\r\nHost: ${name}\r\nConnection: close\r\n\r\n`)).line);
  hosts.push((await raw('GET / HTTP/1.1\r\nConnection: close\r\n\r\n')).line);
  note('a wrong, an empty, no Host', hosts.join('; '), hosts.every(line => /400/.test(line)));
  const redirects = [];
  for (const path of ['//attacker.example', '/\\attacker.example', '/wall?returnUrl=//attacker.example', '/sign-in?from=https://attacker.example', '/%2f%2fattacker.example']) {
    const answer = await raw(`GET ${path} HTTP/1.1\r\nHost: ${host}:${port}\r\nConnection: close\r\n\r\n`);
    const location = /\r\nlocation: ([^\r]*)/i.exec(answer.text)?.[1];
    if (location && /^(https?:)?[/\\]{2}(?!127\.0\.0\.1)/.test(location)) redirects.push(`${path} to ${location}`);
  }
  note('five ways to be led elsewhere', redirects.length ? redirects.join(', ') : 'none leads away', !redirects.length);
}

async function origins() {
  const foreign = { origin: 'https://attacker.example' };
  const upgrade = { ...foreign, connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13', 'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==' };
  const answers = [await ask('/_blazor', { headers: upgrade }), await ask('/_blazor/negotiate?negotiateVersion=1', { method: 'POST', headers: foreign }),
    await ask('/wall/all/stream', { headers: foreign }), await ask('/', { method: 'POST', headers: foreign }),
    await ask('/wall/all', { headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'script' } })];
  note('a foreign Origin at the hub, the stream and a form; a page as a script', answers.map(a => a.status).join(', '), answers.every(a => a.status === 403));
}

// Opens many connections that begin a request and never end it; how many are open, and when the first one was closed.
function halfOpen(count, bytes) {
  const sockets = [];
  let open = 0, refused = 0, timedOut = 0;
  for (let i = 0; i < count; i++) {
    const socket = net.connect({ host, port, localAddress: attacker }, () => { open++; socket.write(bytes); });
    socket.on('error', () => {}).on('close', () => { if (socket.bytesRead > 0) timedOut++; else refused++; });
    socket.resume();
    sockets.push(socket);
  }
  return { counts: () => ({ open, refused, timedOut }), end: () => sockets.forEach(s => s.destroy()) };
}

async function visits(seconds) {
  const times = [];
  const until = Date.now() + seconds * 1000;
  while (Date.now() < until) {
    const start = performance.now();
    const [page, wall, health] = [await ask('/', { from: visitor }), await ask('/wall/all', { from: visitor }), await ask('/health/ready', { from: visitor })];
    times.push((performance.now() - start) / 3);
    if (page.status !== 200 || wall.status !== 200 || ![200, 503].includes(health.status)) throw new Error(`the visitor got ${page.status}, ${wall.status}, ${health.status}`);
    await wait(100);
  }
  times.sort((a, b) => a - b);
  return { count: 3 * times.length, p50: times[times.length >> 1], p99: times[Math.floor(times.length * 0.99)] };
}

const memory = () => Number(/VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${server}/status`, 'utf8'))[1]) / 1024;
const said = v => `${v.count} answers, ${v.p50.toFixed(0)} ms in the middle, ${v.p99.toFixed(0)} ms at the 99th percentile`;

async function under(attack, bytes, count) {
  const before = memory();
  const flood = halfOpen(count, bytes);
  const met = await visits(8);
  const counts = flood.counts(), after = memory();
  flood.end();
  note(attack, `${counts.refused + counts.timedOut} of ${count} were closed; meanwhile the visitor: ${said(met)}; memory +${(after - before).toFixed(0)} MB`, met.p99 < 2_000 && counts.refused + counts.timedOut > 0);
  await wait(1_000);
}

// Walls under every way to write their address: all count as one visitor's.
async function spellings() {
  const ways = ['/wall/all/stream', '/wall/all/STREAM', '/WALL/all/stream', '/wall/all/stream/', '/wall/all/str%65am', '/wall/%61ll/stream?x=1'];
  const sockets = [], seen = new Map();
  await Promise.all(Array.from({ length: 900 }, (_, i) => new Promise(done => {
    const socket = net.connect({ host, port, localAddress: attacker }, () => socket.write(`GET ${ways[i % ways.length]} HTTP/1.1\r\nHost: ${host}:${port}\r\n\r\n`));
    sockets.push(socket);
    socket.setTimeout(15_000, () => socket.destroy());
    socket.once('data', data => { const status = String(data).slice(9, 12); seen.set(status, (seen.get(status) ?? 0) + 1); done(); }).on('error', done).on('close', done);
  })));
  sockets.forEach(s => s.destroy());
  note(`900 walls under ${ways.length} spellings of their address`, [...seen].map(([status, often]) => `${status}: ${often}`).join(', '), (seen.get('200') ?? 0) <= 500 && (seen.get('200') ?? 0) > 0);
  await wait(2_000);
}

async function streamsOfOneConnection() {
  const sessions = Array.from({ length: 8 }, () => multiplexed());
  const answers = await Promise.all(sessions.flatMap(s => Array.from({ length: 100 }, () => askOver(s, '/wall/all/stream', { onlyHead: true }))));
  const open = answers.filter(a => a.status === 200).length;
  const met = await visits(3);
  sessions.forEach(s => s.destroy());
  note('800 walls as HTTP/2 streams of 8 connections', `${open} were opened, ${answers.length - open} refused; meanwhile the visitor: ${said(met)}`, open <= 500 && open > 0);
  await wait(2_000);
}

// A screen's way to its code: only who keeps a cookie gets one.
async function screen(from) {
  const first = await ask('/screen', { from, timeout: 60_000 });
  return first.status === 302
    ? ask(new URL(first.headers.location, `http://${host}/screen`).href.slice(`http://${host}`.length), { from, timeout: 60_000, headers: { cookie: String(first.headers['set-cookie']).split(';')[0] } })
    : first;
}

// Screens that wait to be approved: the places of all are taken by twenty-five addresses, then one more comes.
async function waitingScreens() {
  const taken = await Promise.all(Array.from({ length: 25 * 22 }, (_, i) => screen(`127.0.1.${1 + i % 25}`)));
  const own = await screen('127.0.2.1');
  const again = await ask('/screen', { from: '127.0.2.1', headers: { cookie: String(own.headers['set-cookie']).split(';')[0] } });
  const code = text => /[BCDFGHJKMNPQRTVWXY34679]{4}-[BCDFGHJKMNPQRTVWXY34679]{4}/.exec(text)?.[0];
  note('550 screens of 25 addresses wait to be approved', `${taken.filter(a => a.status === 200).length} got a code; one of another address: ${own.status}, and keeps its code`,
    own.status === 200 && code(own.text) !== undefined && code(own.text) === code(again.text));
}

// What no link says, at every page that reads its address.
async function oddQueries() {
  const values = ['x', '', '-1', '1e99', '99999999999999999999', '0001-01-01', '9999-12-31', '9999-12-31T23:59:59Z', '%00', '%ff', '%F0%9F%92%A9', 'a'.repeat(3_000)];
  const asked = { '/': ['q', 'state', 'show', 'totals', 'budget', 'chance'], '/history': ['from', 'to', 'by', 'threshold', 'against', 'page', 'queue'], '/explain': ['queue', 'from', 'to', 'definition', 'threshold'],
    '/changes': ['before'], '/wall/all': ['diagonal', 'distance'], '/wall/all/size.css': ['diagonal', 'distance', 'lines'], '/forecasts': ['queue', 'media'], '/screens/approve': ['code'], '/boards/new': ['from'],
    '/sign-in': ['from', 'problem'], '/invitation': ['person', 'token'], '/history.csv': ['from', 'to', 'by'], '/changes.csv': ['before'] };
  const broken = [];
  for (const [path, names] of Object.entries(asked)) {
    for (const name of names) {
      const answers = await Promise.all(values.map(value => ask(`${path}?${name}=${value}`, { from: '127.0.0.3', timeout: 60_000 })));
      broken.push(...answers.flatMap((a, i) => a.status >= 500 || typeof a.status === 'string' ? [`${path}?${name}=${values[i].slice(0, 24)} ${a.status}`] : []));
    }
  }
  note(`${values.length} odd values for each of ${Object.values(asked).flat().length} parameters of pages`, broken.length ? broken.join('; ') : 'none was a fault of the program', !broken.length);
}

// What costs most, asked for again and again; a visitor of another address asks for ordinary pages, and then for an expensive one too.
async function costly(attack, atOnce, over, more = () => '') {
  const before = memory();
  let [isOver, most] = [false, 0];
  const path = `/history?from=${new Date(Date.now() - 365 * 86_400_000).toISOString().slice(0, 10)}&by=hour&show=queues`;
  const asking = Array.from({ length: atOnce }, async (_, i) => {
    while (!isOver) {
      const answer = await over(path, { timeout: i % 2 ? 300 : 60_000 });
      if (answer.status === 429) await wait(200);
      most = Math.max(most, memory());
    }
  });
  const met = await visits(8);
  const began = performance.now();
  const own = await ask('/history', { from: visitor, timeout: 30_000 });
  const took = performance.now() - began;
  isOver = true;
  await Promise.all(asking);
  note(attack, `meanwhile the visitor: ${said(met)}; the visitor's own /history ${own.status} in ${(took / 1000).toFixed(1)} s; memory at most +${(most - before).toFixed(0)} MB${more()}`,
    met.p99 < 300 && own.status === 200 && most - before < 300);
  await wait(2_000);
}

await wait(3_000); // the first figures
for (let i = 0; i < 5; i++) await ask('/', { from: visitor }); // what is compiled on first use
await headers();
await traversal();
await sizes();
await oddities();
await origins();
note('nothing (the visitor alone)', said(await visits(5)), true);
await under('5,000 connections that say nothing', '', 5_000);
await under('5,000 requests that never end', `GET / HTTP/1.1\r\nHost: ${host}:${port}\r\nX-Slow:`, 5_000);
await under('5,000 bodies that never come', `POST / HTTP/1.1\r\nHost: ${host}:${port}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\na`, 5_000);
await under('5,000 walls that are opened and not read', `GET /wall/all/stream HTTP/1.1\r\nHost: ${host}:${port}\r\n\r\n`, 5_000);

await spellings();
await streamsOfOneConnection();
await waitingScreens();
await oddQueries();
const expensive = 'expensive pages: 48 of /history over a year by hours, every second one hung up on';
await costly(expensive, 48, ask);
// the server ends a connection that hangs up faster than it can be answered; whoever attacks opens the next
let [session, connections] = [multiplexed(), 1];
await costly(`${expensive}, over one connection of HTTP/2 at a time`, 48, (path, options) => {
  if (session.closed || session.destroyed) [session, connections] = [multiplexed(), connections + 1];
  return askOver(session, path, options);
}, () => `; ${connections - 1} of ${connections} connections were ended by the server`);
session.destroy();

console.log('| attack | what came of it | held |\n|---|---|---|');
for (const row of rows) console.log(`| ${row.join(' | ')} |`);
process.exit(failed ? 1 : 0);
