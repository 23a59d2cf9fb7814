// node render.mjs ADDRESS SERVER-PID [requests]: what it takes the server to draw the overview once, asked one after the other by somebody new each time.
import { measured } from '../wall/spent.mjs';

const [address, pid, requests = '200'] = process.argv.slice(2);
const path = '/';
const ask = async () => {
  const began = performance.now();
  const answer = await fetch(address + path, { headers: { accept: 'text/html', 'accept-encoding': 'br' } });
  const text = await answer.text();
  if (!answer.ok || !text.includes('class="tiles"')) throw new Error(`${answer.status}: no overview`);
  return performance.now() - began;
};

for (let i = 0; i < 300; i++) await ask(); // until the program has been compiled for it
const times = [];
const spent = await measured(pid, async () => { for (let i = 0; i < Number(requests); i++) times.push(await ask()); });
times.sort((a, b) => a - b);
const at = share => times[Math.floor(share * (times.length - 1))].toFixed(1);
console.log(`| server render of the overview, asked to answered, median / p95 of ${times.length} | 20 ms | ${at(0.5)} / ${at(0.95)} ms |`);
console.log(`| the server's CPU for it | | ${(1000 * spent.cpu / times.length).toFixed(1)} ms |`);
