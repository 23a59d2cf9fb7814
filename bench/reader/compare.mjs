// Runs every contender as a whole process, several times in turn, and prints the medians as a Markdown table.
// "Fails" is a result: every contender gets the same memory and the same time.
// Usage: node compare.mjs BODIES-FOLDER CONTENDERS-BINARY SIZE…
import { spawn, execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const [folder, binary, ...sizes] = process.argv.slice(2);
const memoryMb = 4096;
const timeLimitMs = 180_000;
/**
 * A dashboard reads for weeks, so beside the whole process with one answer stands what an answer costs once the compilers have
 * warmed up: the CPU of a process with the longer run minus that with the shorter one, over the difference.
 */
const [shorter, longer] = [10, 40];
const largestForLonger = 50 * 1024 * 1024;

const contenders = [
  { name: 'this project', command: [binary, 'ours'] },
  { name: 'JavaScript SDK', command: [process.execPath, `--max-old-space-size=${memoryMb}`, join(here, 'sdk.cjs')] },
  { name: 'JsonSerializer models', command: [binary, 'models'] },
  { name: 'fetching alone, nothing read', command: [binary, 'fetch'], readsNothing: true },
].filter(({ name }) => name !== process.env.WITHOUT);

function measure({ command: [program, ...args], readsNothing }, address, size, times) {
  return new Promise(resolve => {
    const env = { ...process.env, DOTNET_GCHeapHardLimit: `0x${(memoryMb * 1024 * 1024).toString(16)}` };
    const child = spawn(program, [...args, address, size, String(times)], { env });
    let out = '';
    let err = '';
    child.stdout.on('data', part => { out += part; });
    child.stderr.on('data', part => { err += part; });
    let late = false;
    const timer = setTimeout(() => { late = true; child.kill('SIGKILL'); }, timeLimitMs);
    const start = process.hrtime.bigint();
    child.on('close', code => {
      clearTimeout(timer);
      const wallMs = Number(process.hrtime.bigint() - start) / 1e6;
      if (code !== 0) return resolve({ failure: late ? `no answer in ${timeLimitMs / 1000} s` : cause(err) });
      const result = JSON.parse(out);
      const expected = readFileSync(join(folder, `${size}.json.sums`), 'utf8');
      if (!readsNothing && JSON.stringify(result.sums) !== expected) throw new Error(`${program} ${args} read ${size} wrongly: ${out}, not ${expected}`);
      resolve({ ...result, wallMs });
    });
  });
}

function cause(text) {
  if (/heap out of memory|OutOfMemory/i.test(text)) return 'out of memory';
  if (/Cannot create a string longer|Invalid string length/i.test(text)) return 'text longer than a string can be';
  return text.split('\n').find(line => /error/i.test(line))?.trim().slice(0, 80) || 'ended without a word';
}

const median = values => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const medians = runs => Object.fromEntries(['cpuMs', 'wallMs', 'peakMb', 'allocatedBytes'].map(key => [key, median(runs.map(run => run[key]))]));

/** The contenders take turns, so that a disturbance of the machine meets all of them. */
async function rounds(count, address, size, times) {
  const runs = new Map(contenders.map(contender => [contender, []]));
  for (let round = 0; round < count; round++) {
    for (const contender of contenders) {
      const soFar = runs.get(contender);
      if (soFar.some(run => run.failure)) continue;
      soFar.push(await measure(contender, address, size, times));
    }
    process.stderr.write('.');
  }
  return new Map([...runs].map(([contender, results]) => [contender, results.find(run => run.failure) ?? medians(results)]));
}

const fixed = (value, digits = 0) => (value == null || Number.isNaN(value) ? '–' : value.toFixed(digits));

async function main() {
  const server = spawn(process.execPath, [join(here, 'serve.mjs'), folder], { stdio: ['pipe', 'pipe', 'inherit'] });
  const address = await new Promise(resolve => server.stdout.once('data', line => resolve(String(line).trim())));

  console.log(`Machine: ${cpus().length} × ${cpus()[0].model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB; .NET SDK ${execFileSync('dotnet', ['--version'], { encoding: 'utf8' }).trim()}, Node ${process.version}.`);
  console.log(`Each contender may use ${memoryMb / 1024} GB and ${timeLimitMs / 1000} s. CPU is of the contender's process alone, medians of several runs.\n`);
  console.log('| queues × intervals | body, MB | contender | CPU, ms | against ours | each answer when warm, CPU ms | against ours | peak memory, MB | allocated, MB | of the body | wall, ms |');
  console.log('|---|---|---|---|---|---|---|---|---|---|---|');
  for (const size of sizes) {
    const bytes = statSync(join(folder, `${size}.json`)).size;
    const small = bytes < largestForLonger;
    const once = await rounds(small ? 7 : 3, address, size, 1);
    const [short, long] = small ? [await rounds(3, address, size, shorter), await rounds(3, address, size, longer)] : [new Map(), new Map()];
    const further = contender => (long.get(contender)?.cpuMs - short.get(contender)?.cpuMs) / (longer - shorter);
    const ours = contenders[0];
    for (const contender of contenders) {
      const result = once.get(contender);
      const cells = result.failure
        ? ['fails: ' + result.failure, '–', '–', '–', '–', '–', '–', '–']
        : [
            fixed(result.cpuMs), fixed(result.cpuMs / once.get(ours).cpuMs, 1),
            fixed(further(contender), 1), fixed(further(contender) / further(ours), 1),
            fixed(result.peakMb), result.allocatedBytes == null ? '–' : fixed(result.allocatedBytes / 1e6, 1),
            result.allocatedBytes == null ? '–' : `${fixed((100 * result.allocatedBytes) / bytes, 1)} %`, fixed(result.wallMs),
          ];
      console.log(`| ${size.replace('x', ' × ')} | ${fixed(bytes / 1e6, 1)} | ${contender.name} | ${cells.join(' | ')} |`);
    }
  }
  server.stdin.end();
}

await main();
