// Writes the answers that the contenders read: one file per size, the same bytes on every machine, and beside each the
// sums that a correct reader must find in it.
// Usage: node bodies.mjs FOLDER QUEUESxINTERVALS…
import { createWriteStream, existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';

const answeredEdges = [10, 15, 20, 30, 60, 120].map(seconds => seconds * 1000);
const abandonedEdges = [5, 10, 20, 60].map(seconds => seconds * 1000);
const dayStart = Date.UTC(2026, 8, 1);
const dayLengthMs = 24 * 60 * 60 * 1000;

/** A small seeded generator (mulberry32): benchmarks need the same body every time, not good randomness. */
function generator(seed) {
  let state = seed;
  return below => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * below);
  };
}

function durations(random, count, minMs, spanMs) {
  const min = minMs + random(1000);
  const max = min + random(spanMs);
  return { max, min, count, sum: count * min + random(count * (max - min) + 1) };
}

/** A bucket as a busy queue's looks, with every metric and every view present: the heaviest case, about 1.8 KB. */
function bucket(random, startMs, lengthMs, sums) {
  const offered = 20 + random(60);
  const abandoned = 1 + random(6);
  const short = 1 + random(abandoned);
  const flowOut = 1 + random(3);
  const answered = offered - random(4);
  const overSla = random(Math.floor(answered / 3));
  const metric = (name, stats) => ({ metric: name, stats });
  const view = (name, count, all) => ({ name, stats: durations(random, Math.max(1, Math.round(count * all)), 900, 9000) });
  const views = [
    ...answeredEdges.map((edge, i) => view(`a${edge}`, (i + 4) / 10, answered)),
    ...abandonedEdges.map((edge, i) => view(`b${edge}`, (i + 1) / 4, abandoned)),
  ];
  sums.buckets += 1;
  sums.offered += offered;
  sums.answered += answered;
  sums.withinEdges += views.reduce((sum, { stats }) => sum + stats.count, 0);
  return {
    interval: `${new Date(startMs).toISOString()}/${new Date(startMs + lengthMs).toISOString()}`,
    metrics: [
      metric('nOffered', { count: offered }),
      metric('nOverSla', { count: overSla }),
      metric('oServiceLevel', {
        ratio: (answered - overSla) / (answered + abandoned), numerator: answered - overSla,
        denominator: answered + abandoned, target: 0.8,
      }),
      metric('tAbandon', durations(random, abandoned, 4000, 60000)),
      metric('tAnswered', durations(random, answered, 1000, 120000)),
      metric('tFlowOut', durations(random, flowOut, 30000, 90000)),
      metric('tHandle', durations(random, answered, 30000, 900000)),
      metric('tShortAbandon', durations(random, short, 1000, 4000)),
      metric('tTalkComplete', durations(random, answered, 20000, 600000)),
      metric('tWait', durations(random, answered + abandoned + flowOut, 1000, 120000)),
    ],
    views,
  };
}

async function write(file, queues, intervals) {
  const random = generator(queues * 1000 + intervals);
  const sums = { buckets: 0, offered: 0, answered: 0, withinEdges: 0 };
  const lengthMs = dayLengthMs / intervals;
  const out = createWriteStream(`${file}.part`);
  out.write('{"results":[');
  for (let queue = 0; queue < queues; queue++) {
    const queueId = `0f6d3c1e-5d6a-4f0e-9a53-${queue.toString(16).padStart(12, '0')}`;
    const data = Array.from({ length: intervals }, (_, i) => bucket(random, dayStart + i * lengthMs, lengthMs, sums));
    const row = JSON.stringify({ group: { mediaType: 'voice', queueId }, data });
    if (!out.write(queue === 0 ? row : `,${row}`)) await once(out, 'drain');
  }
  out.end(']}');
  await once(out, 'finish');
  writeFileSync(`${file}.sums`, JSON.stringify(sums));
  renameSync(`${file}.part`, file);
}

const [folder, ...sizes] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
for (const size of sizes) {
  const file = join(folder, `${size}.json`);
  if (existsSync(file)) continue;
  const [queues, intervals] = size.split('x').map(Number);
  await write(file, queues, intervals);
  console.error(`wrote ${file}`);
}
