// N screens that follow one board, in a process of their own; what the server spends is read from /proc, what this process spends is
// said apart. Usage: node load.mjs ADDRESS SERVER-PID N SECONDS
import { readFileSync } from 'node:fs';
import http from 'node:http';

const [address, pid, count, seconds] = [process.argv[2], ...process.argv.slice(3).map(Number)];
const ticksPerSecond = 100; // of /proc on Linux
const cpu = () => { const f = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' '); return (Number(f[11]) + Number(f[12])) / ticksPerSecond; };
const memory = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]);
const wait = ms => new Promise(done => setTimeout(done, ms));

let [bytes, events, broken, open] = [0, 0, 0, 0];
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
          events++;
          const until = /"until":(\d+)/.exec(rest.slice(0, 400)); // the moment at which the data changed
          latencies?.push(now - Number(until[1]));
        }
      });
      answer.on('close', () => { open--; broken++; });
    });
    request.on('error', () => { broken++; done(); });
  });
}

const state = await (await fetch(`${address}/wall/all/state`)).json();
const version = `${state.epoch}.${state.version}`;
await wait(2000);
const memoryBefore = memory();
for (let i = 0; i < count; i += 50) await Promise.all(Array.from({ length: Math.min(50, count - i) }, () => follow(version)));
await wait(Math.min(20_000, 3000 + count * 2));
[bytes, events, broken, latencies] = [0, 0, 0, []];
const [cpuBefore, ownBefore, began] = [cpu(), process.cpuUsage(), performance.now()];
await wait(seconds * 1000);
const elapsed = (performance.now() - began) / 1000;
const spent = cpu() - cpuBefore;
const own = process.cpuUsage(ownBefore);
latencies.sort((a, b) => a - b);
const at = share => latencies.length ? Math.round(latencies[Math.min(Math.floor(latencies.length * share), latencies.length - 1)]) : null;
console.log(`| ${count} | ${open} | ${broken} | ${(100 * spent / elapsed).toFixed(1)} % | ${events ? (1e6 * spent / events).toFixed(0) : '–'} µs | ${((memory() - memoryBefore) / count).toFixed(1)} KB | ${events ? (bytes / events / 1024).toFixed(1) : '–'} KB | ${at(0.5)} / ${at(0.99)} ms | ${(100 * (own.user + own.system) / 1e6 / elapsed).toFixed(1)} % |`);
if (process.argv[6]) console.error(await (await fetch(`${address}/bench/memory`)).text());
process.exit(0);
