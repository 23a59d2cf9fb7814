// N screens that follow one board, in a process of their own; what the server spends is read from /proc, what this process spends is
// said apart. Usage: node load.mjs ADDRESS SERVER-PID N SECONDS PERIOD
import http from 'node:http';
import { measured, memory, settled, wait } from './spent.mjs';

const [address, pid, count, seconds, period] = [process.argv[2], ...process.argv.slice(3).map(Number)];

let [bytes, broken, open] = [0, 0, 0];
let latencies = null;

function follow(version) {
  return new Promise(done => {
    const request = http.get(`${address}/wall/all/stream?since=${version}`, { agent: false, headers: { connection: 'keep-alive' } }, answer => {
      if (answer.statusCode !== 200) { broken++; done(); return; }
      open++;
      done();
      let rest = '';
      answer.setEncoding('latin1');
      answer.on('data', chunk => {
        const now = performance.timeOrigin + performance.now();
        bytes += chunk.length;
        rest += chunk;
        for (let end; (end = rest.indexOf('\n\n')) >= 0; rest = rest.slice(end + 2)) {
          if (!rest.startsWith('event: state')) continue;
          const until = /"until":(\d+)/.exec(rest.slice(0, 400)); // the moment at which the data changed
          latencies?.push(now - Number(until[1]));
        }
      });
      answer.on('close', () => { open--; broken++; });
    });
    request.on('error', () => { broken++; done(); });
  });
}

/** What the server still holds after everything that can go has gone, in KB: unlike its resident memory it does not depend on what else the machine does. */
const held = () => new Promise((done, fail) => {
  http.get(`${address}/bench/heap`, { agent: false }, answer => { // a connection of its own: one kept for minutes may be closed as it is used again
    let text = '';
    answer.on('data', chunk => { text += chunk; }).on('end', () => done(Number(text) / 1024));
  }).on('error', fail);
});

const state = await (await fetch(`${address}/wall/all/state`)).json();
const version = `${state.epoch}.${state.version}`;
// the first one's share is the program's own growth after its start, whatever follows
await follow(version);
await settled(pid);
const [before, heldBefore] = [memory(pid), await held()];
for (let i = 1; i < count; i += 50) await Promise.all(Array.from({ length: Math.min(50, count - i) }, () => follow(version)));
await wait(Math.min(20_000, 3000 + count * 2));
await settled(pid);
[bytes, broken, latencies] = [0, 0, []];
const spent = await measured(pid, seconds);
latencies.sort((a, b) => a - b);
const at = share => latencies.length ? Math.round(latencies[Math.min(Math.floor(latencies.length * share), latencies.length - 1)]) : null;
const ticks = count * spent.elapsed / period;
console.log(`| ${count} walls | ${open} | ${broken} | ${(100 * spent.cpu / spent.elapsed).toFixed(1)} % | ${(1e6 * spent.cpu / ticks).toFixed(0)} µs | ${((memory(pid) - before) / count).toFixed(1)} KB | ${((await held() - heldBefore) / count).toFixed(1)} KB | ${(bytes / ticks / 1024).toFixed(1)} KB | ${at(0.5)} / ${at(0.99)} ms | ${(100 * spent.own / spent.elapsed).toFixed(1)} % |`);
process.exit(0);
