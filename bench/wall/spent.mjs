// What a process spends, read from Linux; and what this one does, said apart.
import { readFileSync } from 'node:fs';

const ticksPerSecond = 100;

export const wait = ms => new Promise(done => setTimeout(done, ms));

/** Resident memory of a process, in KB. */
export const memory = pid => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]);

function cpu(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

/** Waits so many seconds, or for some work, and says in seconds what the process and this one have spent meanwhile. */
export async function measured(pid, work) {
  const [before, ownBefore, began] = [cpu(pid), process.cpuUsage(), performance.now()];
  await (typeof work === 'function' ? work() : wait(work * 1000));
  const own = process.cpuUsage(ownBefore);
  return { cpu: cpu(pid) - before, own: (own.user + own.system) / 1e6, elapsed: (performance.now() - began) / 1000 };
}
