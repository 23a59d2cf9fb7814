// Instances updated one after the other while glasses hang and pages are open. Usage: rolling.mjs [WALLS CIRCUITS]
import { begin, end, wait } from './parts.mjs';
import { glasses } from './glass.mjs';
import { Page } from './pages.mjs';

const [walls, circuits] = process.argv.slice(2).length ? process.argv.slice(2).map(Number) : [500, 50];
const made = await begin();
const all = glasses(made.proxy.address, walls);
const pages = Array.from({ length: circuits }, () => new Page(made.proxy.address));
await wait(20_000);
const began = Date.now();
console.log('| instance | ends after, s | is ready again after, s | calls of the API meanwhile |');
console.log('|---|---|---|---|');
for (const instance of made.instances) {
  const from = Date.now();
  instance.signal('SIGTERM');
  await instance.process.ended;
  const ended = Date.now() - from;
  await instance.start();
  if (!await instance.ready()) throw new Error(`${instance.name} does not come back`);
  console.log(`| ${instance.name} | ${(ended / 1000).toFixed(1)} | ${((Date.now() - from) / 1000).toFixed(1)} | ${made.centre.between(from, Date.now()).length} |`);
  await wait(5_000);
}
await wait(15_000);
const gaps = all.map(glass => glass.longestGap(began)).sort((a, b) => a - b);
const away = pages.map(page => page.longestGap(began)).sort((a, b) => a - b);
const at = (list, share) => ((list[Math.min(Math.floor(list.length * share), list.length - 1)] ?? 0) / 1000).toFixed(1);
const line = (what, list) => console.log(`| ${what} | ${at(list, 0.5)} | ${at(list, 0.99)} | ${at(list, 1)} |`);
console.log(`\n| the longest time that one of ${walls} glasses had no live figures, and one of ${circuits} pages no circuit | p50, s | p99, s | greatest, s |`);
console.log('|---|---|---|---|');
line('glasses', gaps);
line('pages', away);
console.log(`\nGlasses that had to ask for the whole: ${all.reduce((sum, glass) => sum + (glass.wholes || 0), 0)} times. Live though stale: ${Math.max(...all.map(g => g.falselyLive))} ms.`);
all.end();
pages.forEach(page => page.end());
await end();
process.exit(0);
