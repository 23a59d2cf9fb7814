// node tick.mjs ADDRESS SERVER-PID VIEWERS SECONDS PERIOD [ONE-IN] [NAME]:
// what a tick in which one tile in so many changes costs the server for each of so many open overviews, and what it sends. What the program does without any viewer is taken off.
import { visit } from '../wall/circuit.mjs';
import { measured, settled } from '../wall/spent.mjs';
import { DeflatingSocket } from './deflating.mjs';

const [address, pid, viewers, seconds, period, oneIn] = [process.argv[2], ...process.argv.slice(3, 8).map(Number)];
const name = process.argv[8] ?? '';
const seen = { open: 0, broken: 0, batches: 0, bytes: 0 };
await settled(pid); // what the program still does of what was asked before
const idle = await measured(pid, seconds);
for (let i = 0; i < viewers; i += 10) await Promise.all(Array.from({ length: Math.min(10, viewers - i) }, () => visit(address, seen, { Socket: DeflatingSocket })));
await settled(pid);
Object.assign(seen, { broken: 0, batches: 0, bytes: 0 });
DeflatingSocket.wire = 0;
const spent = await measured(pid, seconds);
const ticks = viewers * spent.elapsed / period;
const cpu = spent.cpu - idle.cpu * spent.elapsed / idle.elapsed;
if (seen.open !== viewers || seen.broken) throw new Error(`${seen.open} of ${viewers} are open, ${seen.broken} broke`);
console.log(`| ${name}a tick on the wire, for each of ${viewers} viewers | 10 KB | ${(DeflatingSocket.wire / ticks / 1000).toFixed(1)} KB (${(seen.bytes / ticks / 1000).toFixed(1)} KB before compression, ${(seen.batches / ticks).toFixed(1)} messages) |`);
console.log(`| ${name}the server's CPU for it | ${oneIn === 1 ? '0.8' : '0.25'} ms | ${(1000 * cpu / ticks).toFixed(2)} ms (${(100 * spent.cpu / spent.elapsed).toFixed(1)} % of a core with them, ${(100 * idle.cpu / idle.elapsed).toFixed(1)} % without) |`);
process.exit(0);
