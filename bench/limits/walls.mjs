// N walls of one address and a visitor who opens one page after the other. Usage: node walls.mjs ADDRESS N SECONDS
import http from 'node:http';

const [address, count, seconds] = [process.argv[2], ...process.argv.slice(3).map(Number)];
const pages = ['', 'wall/all/', 'history', 'boards', 'api/v1/report?last=24h'];
let [open, broken, opened] = [0, 0, 0];

const state = await (await fetch(`${address}/wall/all/state`)).json();
const follow = () => new Promise(done => {
  const request = http.get(`${address}/wall/all/stream?since=${state.version}`, { agent: false }, answer => {
    open++;
    done();
    answer.resume();
    answer.on('close', () => { open--; broken++; });
  });
  request.on('error', () => { broken++; done(); });
});
for (let i = 0; i < count; i += 50) await Promise.all(Array.from({ length: Math.min(50, count - i) }, follow));
for (const end = Date.now() + seconds * 1000; Date.now() < end; opened++) {
  await fetch(`${address}/${pages[opened % pages.length]}`).then(answer => answer.arrayBuffer()).catch(() => { broken++; });
  await new Promise(done => setTimeout(done, 200));
}
console.log(`${open} open, ${broken} broken, ${opened} pages`);
process.exit(0);
