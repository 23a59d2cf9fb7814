// What a process spends, read from Linux; and what this one does, said apart.
import { readdirSync, readFileSync } from 'node:fs';

const ticksPerSecond = 100;

export const wait = ms => new Promise(done => setTimeout(done, ms));

/** Resident memory of a process, in KB. */
export const memory = pid => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]);

function cpu(pid, thread = '') {
  const fields = readFileSync(`/proc/${pid}/${thread}stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

/**
 * Waits until the server's just-in-time compiler has spent next to nothing for ten seconds, forty at most: what it spends in the
 * minute after a start is three times what fifty screens do, and a wall runs for weeks.
 */
export async function settled(pid) {
  const compiling = () => readdirSync(`/proc/${pid}/task`)
    .filter(id => readFileSync(`/proc/${pid}/task/${id}/comm`, 'utf8').startsWith('.NET Tiered'))
    .reduce((sum, id) => sum + cpu(pid, `task/${id}/`), 0);
  for (let [before, turns] = [compiling(), 0]; turns < 4; turns++) {
    await wait(10_000);
    const now = compiling();
    if (now - before < 0.05) return;
    before = now;
  }
}

/** Waits so many seconds, or for some work, and says in seconds what the process and this one have spent meanwhile. */
export async function measured(pid, work) {
  const [before, ownBefore, began] = [cpu(pid), process.cpuUsage(), performance.now()];
  await (typeof work === 'function' ? work() : wait(work * 1000));
  const own = process.cpuUsage(ownBefore);
  return { cpu: cpu(pid) - before, own: (own.user + own.system) / 1e6, elapsed: (performance.now() - began) / 1000 };
}
