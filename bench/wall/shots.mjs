// Pictures of a wall in every state, at two sizes and as three kinds of colour-blind eyes see it, and sheets of them to look at.
// Usage: node --experimental-websocket shots.mjs FOLDER, from the repository's root.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { openGlass, wait } from './glass.mjs';
import { startServer } from './server.mjs';

const folder = process.argv[2];
const floor = ['--period', '5', '--queues', '9', '--simulated', 'false', '--Boards:floor:Title=Floor', '--Boards:floor:Distance=5'];
const live = `document.documentElement.dataset.freshness === 'live'`;
const is = freshness => `document.documentElement.dataset.freshness === '${freshness}'`;

/** What the server is told, what then happens to it, and what the page says when it is there. */
const states = {
  calm: { options: ['--below', '0'], seen: live },
  breach: { options: ['--below', '1', '--at-risk', '1'], seen: live },
  many: { options: ['--below', '5', '--at-risk', '2', '--idle', '2'], seen: live },
  stale: { options: ['--below', '1', '--at-risk', '1', '--age', '400'], seen: is('stale') },
  nodata: { options: ['--below', '1', '--at-risk', '1', '--age', '1000'], seen: is('nodata') },
  dead: { options: ['--below', '1', '--at-risk', '1'], seen: `/last update/.test(document.getElementById('notice').textContent)`, then: server => server.stop() },
  night: { options: ['--below', '1', '--Site:OpeningHours:Sun=03:00-03:01', '--Boards:floor:Night=00:00-00:00'], seen: `document.documentElement.dataset.night === 'yes'` },
  simulated: { options: ['--below', '1', '--at-risk', '1', '--simulated', 'true'], seen: live },
};
const sizes = { 1080: [1920, 1080], 2160: [3840, 2160] };
const eyes = ['none', 'protanopia', 'deuteranopia', 'tritanopia'];

mkdirSync(folder, { recursive: true });
const glass = await openGlass();
await glass.send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: 'dark' }] });

async function shoot(name) {
  const { data } = await glass.send('Page.captureScreenshot', { format: 'png' });
  writeFileSync(`${folder}/${name}.png`, Buffer.from(data, 'base64'));
}

async function resize([width, height]) {
  await glass.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: false });
}

for (const [state, { options, seen, then }] of Object.entries(states)) {
  const server = await startServer(...floor, ...options);
  await resize(sizes[1080]);
  await glass.send('Page.navigate', { url: `${server.address}/wall/floor` });
  await glass.until(then ? live : seen);
  await then?.(server);
  await glass.until(seen);
  for (const [size, pixels] of Object.entries(sizes)) {
    await resize(pixels);
    await wait(2500); // the page has looked again, and what changed has faded
    for (const eye of eyes) {
      await glass.send('Emulation.setEmulatedVisionDeficiency', { type: eye });
      await shoot(`${state}-${size}-${eye}`);
    }
    await glass.send('Emulation.setEmulatedVisionDeficiency', { type: 'none' });
  }
  await server.stop();
  console.log(state);
}

/** One sheet per size and kind of eye: all states, named. */
await resize([1960, 2360]);
for (const size of Object.keys(sizes)) for (const eye of eyes) {
  const cells = Object.keys(states).map(state => `<figure style="margin:0"><figcaption>${state}</figcaption><img width="960" height="540" src="data:image/png;base64,${readFileSync(`${folder}/${state}-${size}-${eye}.png`, 'base64')}"></figure>`);
  const { frameTree } = await glass.send('Page.getFrameTree');
  await glass.send('Page.navigate', { url: 'about:blank' });
  await glass.send('Page.setDocumentContent', {
    frameId: frameTree.frame.id,
    html: `<body style="margin:10px;font:600 20px sans-serif;background:#fff;display:grid;grid-template-columns:960px 960px;gap:20px 20px">${cells.join('')}</body>`,
  });
  await glass.until(`[...document.images].length === ${cells.length} && [...document.images].every(i => i.complete)`);
  await shoot(`sheet-${size}-${eye}`);
}
await glass.close();
