// What many walls and circuits cost over all instances. Usage: load.mjs [WALLS CIRCUITS SECONDS]
import net from 'node:net';
import { begin, end, refreshSeconds, wait } from './parts.mjs';
import { Page } from './pages.mjs';
import { memory } from '../wall/spent.mjs';
import { readFileSync } from 'node:fs';

const [walls, circuits, seconds] = [10_000, 500, 60].map((number, i) => Number(process.argv[2 + i] || number));
const made = await begin();
const { hostname, port } = new URL(made.proxy.address);
const houses = ['127.0.0.1', '127.0.0.2', '127.0.0.3'];
let [open, broken, bytes, latencies] = [0, 0, 0, []];

/** Sockets and bytes, no HTTP client: it would be what is measured. */
function follow(version, number) {
  return new Promise(done => {
    const socket = net.connect({ host: hostname, port, localAddress: houses[number % houses.length] });
    let [head, until] = [false, null];
    socket.write(`GET /wall/all/stream?since=${version} HTTP/1.1\r\nHost: ${hostname}:${port}\r\n\r\n`);
    socket.on('error', () => {}).on('close', () => { if (head) open--; broken++; done(); }).on('data', chunk => {
      bytes += chunk.length;
      if (!head) { head = chunk.subarray(0, 12).equals(Buffer.from('HTTP/1.1 200')); if (head) open++; done(); }
      if (until === null && chunk.includes('event: state')) until = Number(/"until":(\d+)/.exec(chunk.latin1Slice(0, 2000))?.[1]);
      if (until === null || !chunk.includes('\n\n')) return;
      latencies.push(Date.now() - until);
      until = null;
    });
  });
}

const { version } = await made.instances[0].shows();
const programs = [...made.instances.map(i => [i.name, i.process]), ['PostgreSQL (first process)', made.database.process], ['HAProxy', made.proxy.child]];
const cpu = pid => { const f = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' '); return (Number(f[11]) + Number(f[12])) / 100; };
const databaseCpu = () => Number(readFileSync(`/proc/${made.database.process.pid}/stat`, 'utf8').split(') ')[1].split(' ').slice(13, 15).reduce((a, b) => Number(a) + Number(b), 0)) / 100;
for (let i = 0; i < walls; i += 100) await Promise.all(Array.from({ length: Math.min(100, walls - i) }, (_, n) => follow(version, i + n)));
const pages = [];
for (let i = 0; i < circuits; i++) { pages.push(new Page(made.proxy.address)); if (i % 10 === 9) await wait(500); }
await wait(20_000);
[bytes, broken, latencies] = [0, 0, []];
const before = programs.map(([, p]) => cpu(p.pid));
const own = process.cpuUsage();
const began = Date.now();
await wait(seconds * 1000);
const elapsed = (Date.now() - began) / 1000;
latencies.sort((a, b) => a - b);
const at = share => latencies.length ? latencies[Math.min(Math.floor(latencies.length * share), latencies.length - 1)] : null;
console.log(`${walls} walls (${open} open, ${broken} broken), ${circuits} circuits (${pages.filter(p => p.goneAt === null).length} open), a change every ${refreshSeconds} s, ${elapsed.toFixed(0)} s`);
console.log('| program | CPU, % of a core | memory, MB |\n|---|---|---|');
programs.forEach(([name, p], i) => console.log(`| ${name} | ${(100 * (cpu(p.pid) - before[i]) / elapsed).toFixed(1)} | ${(memory(p.pid) / 1024).toFixed(0)} |`));
const spent = process.cpuUsage(own);
console.log(`| this generator | ${(100 * (spent.user + spent.system) / 1e6 / elapsed).toFixed(1)} | – |`);
console.log(`\nFrom the centre's clock to the last byte at the wall: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms; ${(bytes / 1024 / elapsed).toFixed(0)} KB/s to all walls.`);
pages.forEach(page => page.end());
await end();
process.exit(0);
