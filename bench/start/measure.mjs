// node measure.mjs RUNS PLACE FOLDER…: see bench/start/run. Whatever is compared takes turns; medians of all runs but the first, which reads the files.
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { firstTile, port, zone } from './dashboard.mjs';

const [runs, place, ...folders] = [Number(process.argv[2]), process.argv[3], ...process.argv.slice(4).map(folder => resolve(folder))];
const empty = [join(place, 'empty', 'ServiceLevelDashboard.EmptyProgram')];
const centre = await startCentre(join(folders[0], 'sld'));

try {
  console.log('| what | folder | goal | seconds | CPU seconds |');
  console.log('|---|---|---|---|---|');
  for (const folder of folders) {
    await dashboard(folder, join(place, `kept-${folders.indexOf(folder)}`), 6000); // an archive as it is left
  }
  await compare('first tile, warm archive', '1.0', folder => {
    cpSync(join(place, `kept-${folders.indexOf(folder)}`), join(place, 'data'), { recursive: true });
    return dashboard(folder, join(place, 'data'));
  });
  await compare('first tile, no archive', '2.5', folder => dashboard(folder, join(place, 'data')));
  await compare('sld report from the archive', '0.35', folder => {
    cpSync(join(place, `kept-${folders.indexOf(folder)}`), join(place, 'data'), { recursive: true });
    return command([join(folder, 'sld'), 'report', '--last', '4h'], settings(join(place, 'data')));
  });
  await compare('sld --version', '', folder => command([join(folder, 'sld'), '--version']));
  await compare('an empty program', '', () => command(empty), folders.slice(0, 1));
  for (const folder of folders) {
    const pairs = [];
    for (let run = 0; run < runs; run++) {
      const [ours, theirs] = [await command([join(folder, 'sld'), '--version']), await command(empty)];
      pairs.push({ wall: ours.wall / theirs.wall, cpu: ours.cpu / theirs.cpu });
    }
    console.log(`| sld --version in empty programs | ${name(folder)} | 1.5 | ${median(pairs, 'wall').toFixed(2)} | ${median(pairs, 'cpu').toFixed(2)} |`);
  }
} finally {
  centre.process.kill();
}

async function compare(what, goal, run, these = folders) {
  const seen = new Map(these.map(folder => [folder, []]));
  for (let turn = 0; turn <= runs; turn++) {
    for (const folder of these) {
      rmSync(join(place, 'data'), { recursive: true, force: true });
      const measured = await run(folder);
      if (turn > 0) {
        seen.get(folder).push(measured);
      }
    }
  }
  for (const [folder, list] of seen) {
    console.log(`| ${what} | ${name(folder)} | ${goal} | ${(median(list, 'wall') / 1000).toFixed(3)} | ${(median(list, 'cpu') / 1000).toFixed(3)} |`);
  }
}

function dashboard(folder, data, keep = 0) {
  return firstTile([join(folder, 'ServiceLevelDashboard.Web')], { cwd: place, env: { ...settings(data), ASPNETCORE_URLS: `http://127.0.0.1:${port}`, Security__SignIn: 'Never' }, keep });
}

function settings(data) {
  return { ...centre.variables, Storage__DataFolder: data, Site__TimeZone: zone, History__BackfillDays: '0' };
}

/** A command to its end, timed by the shell. */
function command(line, env = {}) {
  const done = spawnSync('bash', ['-c', 'TIMEFORMAT="%3R %3U %3S"; time "$@" >/dev/null', 'bash', ...line], { cwd: place, env: { ...process.env, ...env }, encoding: 'utf8' });
  const times = /([\d.]+) ([\d.]+) ([\d.]+)\s*$/.exec(done.stderr);
  if (done.status !== 0 || times === null) {
    throw new Error(`${line.join(' ')} ended with ${done.status}: ${done.stderr}`);
  }
  const [wall, user, system] = times.slice(1).map(seconds => Number(seconds) * 1000);
  return { wall, cpu: user + system };
}

/** A contact centre of 40 queues in a process of its own, as an organisation is. */
async function startCentre(sld) {
  const process = spawn(sld, ['simulate', '--port', '0', '--queues', '40', '--zone', zone], { stdio: ['ignore', 'pipe', 'ignore'] });
  let said = '';
  for await (const piece of process.stdout) {
    said += piece;
    if (said.includes('Ctrl-C')) {
      break;
    }
  }
  return { process, variables: Object.fromEntries([...said.matchAll(/^export (\w+)=(.*)$/gm)].map(found => [found[1], found[2]])) };
}

function median(list, of) {
  return list.map(one => one[of]).sort((a, b) => a - b)[Math.floor(list.length / 2)];
}

function name(folder) {
  return folder.split('/').at(-1);
}
