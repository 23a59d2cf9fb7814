// Serves the prepared answers from a process of its own, so that making them costs the contenders nothing:
// any path ".../oauth/token" gets a token, any other path "/SIZE/…" gets the file SIZE.json of the folder.
// Usage: node serve.mjs FOLDER; prints its address, ends with its standard input.
import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { basename, join } from 'node:path';

const folder = process.argv[2];

const server = createServer((request, response) => {
  request.resume();
  const { pathname } = new URL(request.url, 'http://127.0.0.1');
  if (pathname.endsWith('/oauth/token')) {
    response.setHeader('Content-Type', 'application/json');
    response.end('{"access_token":"benchmark","token_type":"bearer","expires_in":86400}');
    return;
  }
  const file = join(folder, `${basename(pathname.split('/')[1])}.json`);
  const stats = statSync(file, { throwIfNoEntry: false });
  if (!stats) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': stats.size });
  createReadStream(file, { highWaterMark: 256 * 1024 }).pipe(response);
});

server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
process.stdin.resume().on('end', () => process.exit(0));
