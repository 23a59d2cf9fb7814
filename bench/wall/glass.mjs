// A screen for measurements and pictures: Chromium by its own protocol, and a proxy that does to it what networks do. Chromium listens on loopback only.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const wait = ms => new Promise(done => setTimeout(done, ms));

/** A browser with one page. */
export async function openGlass() {
  const profile = mkdtempSync(join(tmpdir(), 'sld-glass-'));
  const browser = spawn(process.env.CHROMIUM ?? '/usr/bin/chromium', [
    '--headless=new', '--no-sandbox', '--disable-gpu', '--no-first-run', '--hide-scrollbars', '--disable-background-networking', '--disable-component-update',
    '--disable-sync', '--remote-debugging-port=0', `--user-data-dir=${profile}`, 'about:blank'], { stdio: ['ignore', 'ignore', 'pipe'] });
  const endpoint = await new Promise(done => {
    let text = '';
    browser.stderr.on('data', chunk => { const found = /ws:\/\/127\.0\.0\.1:(\d+)\//.exec(text += chunk); if (found) done(`http://127.0.0.1:${found[1]}`); });
  });
  const [{ webSocketDebuggerUrl }] = (await (await fetch(`${endpoint}/json/list`)).json()).filter(t => t.type === 'page');
  const socket = new WebSocket(webSocketDebuggerUrl);
  await new Promise(done => { socket.onopen = done; });
  const [asked, heard] = [new Map(), new Map()];
  let last = 0;
  socket.onmessage = ({ data }) => {
    const { id, method, params, result, error } = JSON.parse(data);
    if (id === undefined) { heard.get(method)?.(params); return; }
    const { done, failed } = asked.get(id);
    asked.delete(id);
    error ? failed(new Error(error.message)) : done(result);
  };
  const send = (method, params = {}) => new Promise((done, failed) => { asked.set(++last, { done, failed }); socket.send(JSON.stringify({ id: last, method, params })); });
  const read = async expression => (await send('Runtime.evaluate', { expression, returnByValue: true, awaitPromise: true })).result.value;
  await send('Page.enable');
  await send('Network.enable');
  return {
    send,
    read,
    on: (method, take) => heard.set(method, take),
    /** Waits until an expression holds in the page. */
    async until(expression, limitMs = 60_000) {
      for (const began = performance.now(); performance.now() - began < limitMs; await wait(100)) if (await read(expression).catch(() => false)) return;
      throw new Error(`not within ${limitMs} ms: ${expression}`);
    },
    async close() {
      const ended = new Promise(done => browser.once('exit', done));
      browser.kill();
      await ended;
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Stands between a screen and its server; counts what the server sends. Modes: pass, cut (all connections end, new ones too), hang (open, and nothing comes). */
export async function openProxy(port) {
  const pairs = new Set();
  const proxy = { mode: 'pass', bytes: 0, set, close };
  const server = net.createServer(screen => {
    if (proxy.mode === 'cut') { screen.destroy(); return; }
    const upstream = net.connect(port, '127.0.0.1');
    const pair = [screen, upstream];
    pairs.add(pair);
    const end = () => { pairs.delete(pair); screen.destroy(); upstream.destroy(); };
    for (const side of pair) side.on('close', end).on('error', end);
    upstream.on('data', chunk => { proxy.bytes += chunk.length; });
    screen.pipe(upstream).pipe(screen);
    if (proxy.mode === 'hang') for (const side of pair) side.pause();
  });
  function set(mode) {
    proxy.mode = mode;
    for (const [screen, upstream] of pairs) {
      if (mode === 'cut') { screen.destroy(); upstream.destroy(); }
      else for (const side of [screen, upstream]) mode === 'hang' ? side.pause() : side.resume();
    }
  }
  function close() { set('cut'); server.close(); }
  await new Promise(done => server.listen(0, '127.0.0.1', done));
  proxy.address = `http://127.0.0.1:${server.address().port}`;
  return proxy;
}
