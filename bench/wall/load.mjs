// N screens that follow one board, in a process of their own; what the server spends is read from /proc, what this process spends is
// said apart. Usage: node load.mjs ADDRESS SERVER-PID N SECONDS PERIOD [CIRCUITS-BESIDE]
import http from 'node:http';
import net from 'node:net';
import { measured, memory, settled, wait } from './spent.mjs';

const [address, pid, count, seconds, period, beside] = [process.argv[2], ...process.argv.slice(3).map(Number)];

let [bytes, broken, open] = [0, 0, 0];
let latencies = null;

// One address may take only half of the connections that the system's limit leaves: the screens are of two, as in two houses.
const houses = ['127.0.0.1', '127.0.0.2'];
const [ok, end] = [Buffer.from('HTTP/1.1 200'), Buffer.from('\n\n\r\n')];

// Sockets and bytes, no HTTP client: at 10,000 screens a client's parser takes longer than the server, and would be what is measured.
function follow(version, number = 0) {
  const { hostname, port } = new URL(address);
  return new Promise(done => {
    const socket = net.connect({ host: hostname, port, localAddress: houses[number % houses.length] });
    let [answered, followed] = [false, false];
    let changed = null; // the moment at which the data of the frame that is coming changed
    socket.write(`GET /wall/all/stream?since=${version} HTTP/1.1\r\nHost: ${hostname}:${port}\r\n\r\n`);
    socket.on('data', chunk => {
      bytes += chunk.length;
      if (!answered) {
        answered = true;
        followed = chunk.subarray(0, 12).equals(ok);
        if (!followed) { socket.destroy(); return; }
        open++;
        done();
      }
      if (changed === null && chunk.includes('event: state')) changed = Number(/"until":(\d+)/.exec(chunk.subarray(0, 2000).latin1Slice())?.[1]);
      if (changed === null || !chunk.subarray(-4).equals(end)) return; // a frame is a chunk of the answer
      if (Number.isFinite(changed)) latencies?.push(performance.timeOrigin + performance.now() - changed);
      changed = null;
    });
    socket.on('error', () => {}); // 'close' follows
    socket.on('close', () => { open -= followed ? 1 : 0; broken++; done(); });
  });
}

/** What the server still holds after everything that can go has gone, in KB: unlike its resident memory it does not depend on what else the machine does. */
const held = () => new Promise((done, fail) => {
  http.get(`${address}/bench/heap`, { agent: false }, answer => { // a connection of its own: one kept for minutes may be closed as it is used again
    let text = '';
    answer.on('data', chunk => { text += chunk; }).on('end', () => done(Number(text) / 1024));
  }).on('error', fail);
});

const state = await (await fetch(`${address}/wall/all/state`)).json();
const { version } = state;
// the first one's share is the program's own growth after its start, whatever follows
await follow(version);
await settled(pid);
const [before, heldBefore] = [memory(pid), await held()];
for (let i = 1; i < count; i += 50) await Promise.all(Array.from({ length: Math.min(50, count - i) }, (_, n) => follow(version, i + n)));
await wait(Math.min(20_000, 3000 + count * 2));
await settled(pid);
[bytes, broken, latencies] = [0, 0, []];
const spent = await measured(pid, seconds);
latencies.sort((a, b) => a - b);
const at = share => latencies.length ? Math.round(latencies[Math.min(Math.floor(latencies.length * share), latencies.length - 1)]) : null;
const ticks = count * spent.elapsed / period;
if (latencies.length < ticks - 2 * count) process.stderr.write(`only ${latencies.length} changes arrived whole of about ${ticks.toFixed(0)}\n`);
console.log(`| ${count} walls${beside ? ` beside ${beside} circuits` : ''} | ${open} | ${broken} | ${(100 * spent.cpu / spent.elapsed).toFixed(1)} % | ${(1e6 * spent.cpu / ticks).toFixed(0)} µs | ${((memory(pid) - before) / count).toFixed(1)} KB | ${((await held() - heldBefore) / count).toFixed(1)} KB | ${(bytes / ticks / 1024).toFixed(1)} KB | ${at(0.5)} / ${at(0.99)} ms | ${(100 * spent.own / spent.elapsed).toFixed(1)} % |`);
process.exit(0);
