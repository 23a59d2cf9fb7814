// Makes contacts-sample.csv: about 2,000 invented contacts over five days in the columns of a real file. Seeded, so that it always makes the same file:
//   node tests/data/make-contacts-sample.mjs > tests/data/contacts-sample.csv
const SEED = 19990201;
const DAYS = ['2024-03-04', '2024-03-05', '2024-03-06', '2024-03-07', '2024-03-08'];
// Name, contacts a day, share who give up, mean wait and mean handling in seconds.
const QUEUES = [['PS', 260, 0.13, 45, 175], ['NW', 90, 0.3, 40, 100], ['NE', 35, 0.08, 40, 270], ['TT', 13, 0.1, 60, 120], ['IN', 5, 0.2, 60, 400], ['PE', 3, 0.1, 30, 180]];
// Relative volume of each hour from 07:00 to 23:00; the last one reaches midnight, so that some contacts end on the next day.
const HOURS = [3, 6, 9, 10, 10, 9, 8, 8, 9, 8, 6, 5, 4, 3, 3, 2, 2];

let state = SEED;
// mulberry32
function uniform() {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}
const exponential = mean => Math.floor(-mean * Math.log(1 - uniform()));

function secondOfDay() {
  let left = uniform() * HOURS.reduce((sum, share) => sum + share, 0);
  let hour = 0;
  while (left >= HOURS[hour]) left -= HOURS[hour++];
  return (7 + hour) * 3600 + Math.floor(uniform() * 3600);
}

const clock = second => [second / 3600, (second / 60) % 60, second % 60].map(part => String(Math.floor(part)).padStart(2, '0')).join(':');

const rows = [];
for (const day of DAYS) {
  for (const [queue, volume, givesUp, wait, handling] of QUEUES) {
    for (let i = 0; i < volume; i++) {
      const at = `${day}T${clock(secondOfDay())}`;
      const abandoned = uniform() < givesUp;
      const waited = !abandoned && uniform() < 0.45 ? 0 : exponential(wait);
      rows.push([at, `${queue},${at},${abandoned ? 'abandoned' : 'answered'},${waited},${abandoned ? 0 : 5 + exponential(handling)}`]);
    }
  }
}
rows.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
process.stdout.write(['queue,offered_at,outcome,wait_seconds,handle_seconds', ...rows.map(row => row[1])].join('\n') + '\n');
