// What many walls and circuits cost over all instances. Usage: load.mjs [WALLS CIRCUITS SECONDS]
import net from 'node:net';
import { begin, end, proxy, refreshSeconds, wait } from './parts.mjs';
import { Page } from './pages.mjs';
import { memory } from '../wall/spent.mjs';
import { readFileSync, readdirSync } from 'node:fs';

const [walls, circuits, seconds] = [10_000, 500, 60].map((number, i) => Number(process.argv[2 + i] || number));
const made = await begin();
// a wall takes two files of its proxy: two of them, where a process may open 20,000
const proxies = [made.proxy, await proxy(made.instances)];
const houses = ['127.0.0.1', '127.0.0.2', '127.0.0.3'];
let [open, broken, bytes, latencies, lags, firstSeen] = [0, 0, 0, [], [], new Map()];

/** Sockets and bytes, no HTTP client: it would be what is measured. */
function follow(version, number) {
  return new Promise(done => {
    const { hostname, port } = new URL(proxies[number % proxies.length].address);
    const socket = net.connect({ host: hostname, port, localAddress: houses[number % houses.length] });
    let [head, until] = [false, null];
    socket.write(`GET /wall/all/stream?since=${version} HTTP/1.1\r\nHost: ${hostname}:${port}\r\n\r\n`);
    socket.on('error', () => {}).on('close', () => { if (head) open--; broken++; done(); }).on('data', chunk => {
      bytes += chunk.length;
      if (!head) { head = chunk.subarray(0, 12).equals(Buffer.from('HTTP/1.1 200')); if (head) open++; done(); }
      if (until === null && chunk.includes('event: state')) {
        const text = chunk.toString('latin1', 0, 2000);
        until = Number(/"until":(\d+)/.exec(text)?.[1]);
        const content = /"version":"([^"]+)"/.exec(text)?.[1];
        if (content && !firstSeen.has(content)) firstSeen.set(content, Date.now());
        if (content) lags.push(Date.now() - firstSeen.get(content));
      }
      if (until === null || !chunk.includes('\n\n')) return;
      latencies.push(Date.now() - until);
      until = null;
    });
  });
}

const { version } = await made.instances[0].shows();
const programs = [...made.instances.map(i => [i.name, i.process]), ['PostgreSQL, all processes', made.database.process], ...proxies.map((p, i) => [`HAProxy ${i + 1}`, p.child])];
const fields = pid => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ').map(Number);
const family = pid => [pid, ...readdirSync('/proc').filter(name => /^\d+$/.test(name)).filter(name => { try { return fields(name)[1] === pid; } catch { return false; } })];
const cpu = pid => family(pid).reduce((sum, one) => { try { return sum + fields(one)[11] + fields(one)[12]; } catch { return sum; } }, 0) / 100;
const memoryOf = pid => family(pid).reduce((sum, one) => { try { return sum + memory(one); } catch { return sum; } }, 0);
for (let i = 0; i < walls; i += 100) await Promise.all(Array.from({ length: Math.min(100, walls - i) }, (_, n) => follow(version, i + n)));
const pages = [];
for (let i = 0; i < circuits; i++) { pages.push(new Page(proxies[i % proxies.length].address)); if (i % 10 === 9) await wait(500); }
await wait(20_000);
[bytes, broken, latencies, lags] = [0, 0, [], []];
const before = programs.map(([, p]) => cpu(p.pid));
const epoch = () => made.database.ask(`SELECT "Epoch" FROM leases WHERE "Name" = 'collector'`);
const firstEpoch = epoch();
const own = process.cpuUsage();
const began = Date.now();
await wait(seconds * 1000);
const elapsed = (Date.now() - began) / 1000;
const at = (list, share) => list.length ? list.sort((a, b) => a - b)[Math.min(Math.floor(list.length * share), list.length - 1)] : null;
console.log(`${walls} walls (${open} open, ${broken} broken), ${circuits} circuits (${pages.filter(p => p.goneAt === null).length} open), a change every ${refreshSeconds} s, ${elapsed.toFixed(0)} s`);
console.log('| program | CPU, % of a core | memory, MB |\n|---|---|---|');
programs.forEach(([name, p], i) => console.log(`| ${name} | ${(100 * (cpu(p.pid) - before[i]) / elapsed).toFixed(1)} | ${(memoryOf(p.pid) / 1024).toFixed(0)} |`));
const spent = process.cpuUsage(own);
console.log(`| this generator | ${(100 * (spent.user + spent.system) / 1e6 / elapsed).toFixed(1)} | – |`);
console.log(`\nFrom the time of the figures to the last byte at the wall: p50 ${at(latencies, 0.5)} ms, p99 ${at(latencies, 0.99)} ms. From the first wall of all that has a content to each: p50 ${at(lags, 0.5)} ms, p99 ${at(lags, 0.99)} ms (${lags.length}). ${(bytes / 1024 / elapsed).toFixed(0)} KB/s to all walls.`);
const calls = made.centre.between(began, Date.now());
console.log(`Epoch ${firstEpoch} → ${epoch()}; ${calls.length} calls of the contact centre by ${[...new Set(calls.map(c => c.who))].join(', ')}.`);
pages.forEach(page => page.end());
await end();
process.exit(0);
