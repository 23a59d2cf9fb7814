// node tick.mjs VIEWERS SECONDS PERIOD ONE-IN (ADDRESS SERVER-PID NAME)…:
// what a tick in which one tile in so many changes costs each server for each of so many open overviews, and what it sends. What the program does without any viewer is taken off.
// All servers are measured in the same seconds, so that the machine is as fast for one as for the other.
import { visit } from '../wall/circuit.mjs';
import { measured, settled } from '../wall/spent.mjs';
import { DeflatingSocket } from './deflating.mjs';

const [viewers, seconds, period, oneIn] = process.argv.slice(2, 6).map(Number);
const servers = [];
for (let at = 6; at < process.argv.length; at += 3) {
  const [address, pid, name] = process.argv.slice(at, at + 3);
  servers.push({ address, pid, name, seen: { open: 0, broken: 0, batches: 0, bytes: 0 }, Socket: class extends DeflatingSocket { static wire = 0; } });
}
const all = work => Promise.all(servers.map(work));

await all(({ pid }) => settled(pid)); // what the program still does of what was asked before
const idle = await all(({ pid }) => measured(pid, seconds));
for (const { address, seen, Socket } of servers) {
  for (let i = 0; i < viewers; i += 10) await Promise.all(Array.from({ length: Math.min(10, viewers - i) }, () => visit(address, seen, { Socket })));
}
await all(({ pid }) => settled(pid));
for (const { seen, Socket } of servers) {
  Object.assign(seen, { broken: 0, batches: 0, bytes: 0 });
  Socket.wire = 0;
}
const spent = await all(({ pid }) => measured(pid, seconds));
for (const [i, { name, seen, Socket }] of servers.entries()) {
  const ticks = viewers * spent[i].elapsed / period;
  const cpu = spent[i].cpu - idle[i].cpu * spent[i].elapsed / idle[i].elapsed;
  if (seen.open !== viewers || seen.broken) throw new Error(`${name}${seen.open} of ${viewers} are open, ${seen.broken} broke`);
  console.log(`| ${name}a tick on the wire, for each of ${viewers} viewers | 10 KB | ${(Socket.wire / ticks / 1000).toFixed(1)} KB (${(seen.bytes / ticks / 1000).toFixed(1)} KB before compression, ${(seen.batches / ticks).toFixed(1)} messages) |`);
  console.log(`| ${name}the server's CPU for it | ${oneIn === 1 ? '0.8' : '0.25'} ms | ${(1000 * cpu / ticks).toFixed(2)} ms (${(100 * spent[i].cpu / spent[i].elapsed).toFixed(1)} % of a core with them, ${(100 * idle[i].cpu / idle[i].elapsed).toFixed(1)} % without) |`);
}
process.exit(0);
