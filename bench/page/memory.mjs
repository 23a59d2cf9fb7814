// node memory.mjs ADDRESS PAGES [cut]: opens and closes so many pages, ten at a time, and says what the server still holds after a collection.
// The first fifth warms up. A call to a script that a closed page no longer answers is given up after a minute; told "cut", the pages go away without a
// word, and their circuits are kept for three minutes before that. Pools give back large arrays a minute or two after their last use, when memory is
// collected. All of that is waited for.
import { visit } from '../wall/circuit.mjs';
import { wait } from '../wall/spent.mjs';

const [address, pages, how] = [process.argv[2], Number(process.argv[3]), process.argv[4]];
const kept = how === 'cut' ? 260_000 : 75_000, turns = 8, turn = 20_000;
const paths = ['/', '/?view=table', '/queues/00000000-0000-0000-0000-000000000001/voice', '/history', '/targets', '/boards'];
const seen = { open: 0, broken: 0, batches: 0, bytes: 0 };
const collected = async () => Number(await (await fetch(`${address}/bench/heap`)).text()) / 1e6;
async function heap() {
  await wait(kept);
  for (let i = 1; i < turns; i++) {
    await collected();
    await wait(turn);
  }
  return collected();
}
let next = 0;
async function open(count) {
  for (let i = 0; i < count; i += 10) {
    const opened = await Promise.all(Array.from({ length: 10 }, () => visit(address, seen, { path: paths[next++ % paths.length] })));
    await Promise.all(opened.map(close => close(how)));
  }
}

const before = await heap();
await open(pages / 5);
const first = await heap();
await open(4 * pages / 5);
const last = await heap();
if (seen.broken || seen.batches < pages) throw new Error(`${seen.broken} broke, ${seen.batches} batches came of ${pages} pages`);
console.log(`| ${pages} pages opened and ${how === 'cut' ? 'cut off' : 'closed'} | ${before.toFixed(1)} MB | ${first.toFixed(1)} MB | ${last.toFixed(1)} MB | ${(100 * (last / first - 1)).toFixed(1)} % |`);
process.exit(Math.abs(last / first - 1) <= 0.05 ? 0 : 1);
