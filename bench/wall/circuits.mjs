// N open overviews, or pages of a queue, each a circuit as a browser holds one, in a process of their own: what a wall is compared
// with. Usage: node --experimental-websocket circuits.mjs ADDRESS SERVER-PID N SECONDS PERIOD [queue]
import { visit } from './circuit.mjs';
import { memory, measured, settled, wait } from './spent.mjs';

const [address, pid, count, seconds, period] = [process.argv[2], ...process.argv.slice(3, 7).map(Number)];
const isQueue = process.argv[7] === 'queue';
const path = isQueue ? '/queues/00000000-0000-0000-0000-000000000001/voice' : '/'; // the first of the server's own
const seen = { open: 0, broken: 0, batches: 0, bytes: 0 };

await visit(address, seen, { path }); // what the first one costs, the program does not pay again
await settled(pid);
const before = memory(pid);
const close = [];
for (let i = 0; i < count; i += 10) close.push(...await Promise.all(Array.from({ length: Math.min(10, count - i) }, () => visit(address, seen, { path }))));
await wait(8000);
await settled(pid);
Object.assign(seen, { broken: 0, batches: 0, bytes: 0 });
const spent = await measured(pid, seconds);
const ticks = count * spent.elapsed / period; // each is several batches of a circuit
const [open, broken, bytes] = [seen.open - 1, seen.broken, seen.bytes];
const grown = memory(pid) - before;
// what they hold is what goes with them: the pools that all pages share stay
const held = async () => Number(await (await fetch(`${address}/bench/heap`)).text()) / 1024;
const withThem = await held();
for (let i = 0; i < count; i += 20) await Promise.all(close.slice(i, i + 20).map(end => end()));
await wait(5000);
const withoutThem = await held();
console.log(`| ${count} ${isQueue ? 'pages of a queue' : 'circuits'} | ${open} | ${broken} | ${(100 * spent.cpu / spent.elapsed).toFixed(1)} % | ${(1e6 * spent.cpu / ticks).toFixed(0)} µs | ${(grown / count).toFixed(1)} KB | ${((withThem - withoutThem) / count).toFixed(1)} KB | ${(bytes / ticks / 1024).toFixed(1)} KB | – | ${(100 * spent.own / spent.elapsed).toFixed(1)} % |`);
process.exit(0);
