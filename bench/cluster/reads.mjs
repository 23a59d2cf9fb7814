// What the instances ask of the database, by its own counts. Usage: reads.mjs [SECONDS]
import { begin, end, refreshSeconds, wait } from './parts.mjs';

const seconds = Number(process.argv[2] || 60);
const counts = database => database.ask(`SELECT xact_commit, tup_returned, tup_fetched, tup_inserted + tup_updated + tup_deleted FROM pg_stat_database WHERE datname = 'postgres'`).split('|').map(Number);
console.log(`| instances | transactions a second | rows read a refresh | rows written a refresh |\n|---|---|---|---|`);
for (const count of [1, 2, 3]) {
  const made = await begin({ count });
  await wait(30_000);
  const before = counts(made.database);
  await wait(seconds * 1000);
  const [transactions, returned, fetched, written] = counts(made.database).map((n, i) => n - before[i]);
  const refreshes = seconds / refreshSeconds;
  console.log(`| ${count} | ${(transactions / seconds).toFixed(1)} | ${((returned + fetched) / refreshes).toFixed(0)} | ${(written / refreshes).toFixed(0)} |`);
  await end();
}
process.exit(0);
