// How long each tile goes on looking live after its server froze, its cable was pulled or its proxy hung: read from the page twenty times a second.
// Usage: node --experimental-websocket silence.mjs [ROUNDS], from the repository's root.
import { openGlass, openProxy, wait } from './glass.mjs';
import { startServer } from './server.mjs';

const rounds = Number(process.argv[2] ?? 3);
const server = await startServer('--period', '5', '--queues', '9', '--Boards:floor:Distance=5');
const proxy = await openProxy(server.port);
const glass = await openGlass();
await glass.send('Emulation.setDeviceMetricsOverride', { width: 1920, height: 1080, deviceScaleFactor: 1, mobile: false });
await glass.send('Page.addScriptToEvaluateOnNewDocument', { source: `
  const now = () => performance.timeOrigin + performance.now();
  const { addEventListener } = EventSource.prototype;
  EventSource.prototype.addEventListener = function (type, take) { addEventListener.call(this, type, e => { window.heardAt = now(); take(e); }); };
  window.liveUntil = new Map();
  setInterval(() => {
    for (const slot of document.querySelectorAll('.slot'))
      if ([...slot.querySelectorAll('.state:not(.aged)')].some(s => s.checkVisibility())) window.liveUntil.set(slot.dataset.key, now());
  }, 50);` });
await glass.send('Page.navigate', { url: `${proxy.address}/wall/floor` });

const isLive = `document.documentElement.dataset.freshness === 'live'`;
const faults = {
  'server frozen (kill -STOP)': [() => server.signal('SIGSTOP'), () => server.signal('SIGCONT')],
  'cable pulled (every connection ends)': [() => proxy.set('cut'), () => proxy.set('pass')],
  'proxy hangs (connections stay open)': [() => proxy.set('hang'), () => proxy.set('pass')],
};
console.log('| fault | tiles | after the fault, first / last tile | after the last message heard, first / last tile | live again after its end |');
console.log('|---|---|---|---|---|');
for (const [name, [begin, end]] of Object.entries(faults)) {
  const [sinceFault, sinceHeard, back] = [[], [], []];
  for (let round = 0; round < rounds; round++) {
    await glass.until(isLive);
    await wait(6000 + 1700 * round); // at another moment between two heartbeats each time
    const began = performance.timeOrigin + performance.now();
    await begin();
    await wait(14_000);
    const { heardAt, liveUntil } = await glass.read('({ heardAt: window.heardAt, liveUntil: [...window.liveUntil.values()] })');
    sinceFault.push(...liveUntil.map(at => (at - began) / 1000));
    sinceHeard.push(...liveUntil.map(at => (at - heardAt) / 1000));
    await end();
    const ended = performance.now();
    await glass.until(isLive);
    back.push((performance.now() - ended) / 1000);
  }
  const range = seconds => `${Math.min(...seconds).toFixed(1)} / ${Math.max(...seconds).toFixed(1)} s`;
  console.log(`| ${name}, ${rounds} times | ${sinceFault.length} | ${range(sinceFault)} | ${range(sinceHeard)} | ${Math.max(...back).toFixed(1)} s at most |`);
}
await glass.close();
proxy.close();
await server.stop();
