// A dashboard in a process of its own, from its start to the first page with a tile that shows what was counted.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { get } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

export const port = 5197;
const hour = (16 - new Date().getUTCHours() + 12 + 24) % 24 - 12;
/** A zone in which most of a day has passed, whenever this runs. */
export const zone = `Etc/GMT${hour > 0 ? '-' : '+'}${Math.abs(hour)}`;

/** Starts it, waits for the tile, lets it work for some more milliseconds and ends it. Milliseconds, and those of the processor. */
export async function firstTile(command, { cwd, env, keep = 0, patience = 30_000 }) {
  const began = performance.now();
  const program = spawn(command[0], command.slice(1), { cwd, env: { ...process.env, ...env }, stdio: 'ignore', detached: true });
  const ended = new Promise(done => program.once('exit', done));
  try {
    for (;;) {
      const page = await ask();
      if (page !== null && /class="sentence[^>]*>[^<]*\d offered/.test(page)) {
        break;
      }
      if (program.exitCode !== null || performance.now() - began > patience) {
        throw new Error(`${command.join(' ')} ended with ${program.exitCode}, or showed no tile within ${patience / 1000} s`);
      }
      await pause(5);
    }
    const result = { wall: performance.now() - began, cpu: cpuOf(program.pid) };
    await pause(keep);
    return result;
  } finally {
    process.kill(-program.pid, keep > 0 ? 'SIGTERM' : 'SIGKILL');
    await ended;
  }
}

function ask() {
  return new Promise(done => {
    get({ host: '127.0.0.1', port, path: '/', agent: false, headers: { Accept: 'text/html' } }, answer => {
      let text = '';
      answer.setEncoding('utf8').on('data', piece => { text += piece; }).on('end', () => done(text)).on('error', () => done(null));
    }).on('error', () => done(null));
  });
}

function cpuOf(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10; // ticks of a hundredth of a second
}
