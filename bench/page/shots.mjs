// Pictures of every page of a running dashboard, to be looked at: at three widths, dark and light, from top to bottom.
// Usage: node --experimental-websocket bench/page/shots.mjs http://127.0.0.1:5080 FOLDER [PART-OF-A-NAME…]. Editing pages are taken of what is there:
// make a group, a site, a note and a target first. What asks for a sign-in is taken with Security__SignIn=Always and SLD_COOKIE=NAME=VALUE.
import { mkdirSync, writeFileSync } from 'node:fs';
import { openGlass, wait } from '../wall/glass.mjs';

const [address, folder, ...wanted] = process.argv.slice(2);
const widths = [[1440, 900], [1920, 1080], [390, 844]];
const tallest = 6000;
const day = (ago = 0) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);

/** By name: an address, or where a link to it is found. */
const pages = {
  overview: '/', 'overview-table': '/?view=table', 'overview-totals': ['/?totals=media', '.totals a[aria-expanded]'], 'overview-nothing': '/?q=nothing-is-called-so',
  queue: ['/', 'a.tile'], 'queue-unknown': '/queues/nobody/voice', explain: ['/', 'a.explain.day'],
  history: '/history', 'history-day': `/history?from=${day()}&to=${day()}&by=interval&media=voice`, 'history-side': `/history?from=${day(6)}&to=${day()}&show=side&media=voice`,
  'history-pattern': `/history?from=${day(27)}&to=${day()}&by=hour&media=voice`, 'history-against': `/history?from=${day(6)}&to=${day()}&against=7`,
  'history-threshold': `/history?from=${day()}&to=${day()}&by=interval&media=voice&threshold=17`, 'history-bad': '/history?from=nonsense',
  manage: '/manage', reconciliation: '/reconciliation', admin: '/admin', tokens: '/admin/tokens', account: '/account', people: '/people', changes: '/changes',
  boards: '/boards', board: '/boards/board/all', 'board-new': '/boards/new', 'board-import': '/boards/import', screens: '/screens', approve: '/screens/approve',
  groups: '/groups', 'group-new': '/groups/edit', group: ['/groups', 'a[href*="/edit/"]'], sites: '/sites', 'site-new': '/sites/edit', site: ['/sites', 'a[href*="/edit/"]'],
  annotations: '/annotations', 'annotation-new': '/annotations/edit', annotation: ['/annotations', 'a[href*="/edit/"]'],
  targets: '/targets', 'target-new': '/targets/edit', target: ['/targets', 'a[href*="/edit/"]'],
  'sign-in': '/sign-in', 'set-up': '/set-up', invitation: '/invitation', error: '/error', 'not-found': '/not-found', screen: '/screen', wall: '/wall/all',
};

const ready = `document.readyState === 'complete'
  && (document.querySelector('header[data-interactive]') || !document.querySelector('body > .page'))
  && !document.querySelector('.skeleton, [aria-busy=true]') && [...document.querySelectorAll('.trend-chart')].every(c => c.querySelector('.apexcharts-series'))`;

mkdirSync(folder, { recursive: true });
const glass = await openGlass();
if (process.env.SLD_COOKIE) {
  const [name, value] = process.env.SLD_COOKIE.split(/=(.*)/s);
  await glass.send('Network.setCookie', { name, value, url: address });
}

async function open(path) {
  await glass.send('Page.navigate', { url: new URL(path, address).href });
  await glass.until(ready, 15_000).catch(() => console.log(`not ready: ${path}`));
}

for (const [width, height] of widths) {
  await glass.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: false });
  for (const theme of ['dark', 'light']) {
    await glass.send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: theme }, { name: 'prefers-reduced-motion', value: 'reduce' }] });
    for (const [name, at] of Object.entries(pages)) {
      if (wanted.length > 0 && !wanted.some(part => name.includes(part))) continue;
      let path = at;
      if (Array.isArray(at)) {
        await open(at[0]);
        path = await glass.read(`document.querySelector('main ${at[1]}')?.getAttribute('href')`);
      }
      if (!path) { console.log(`${name}: nothing to take`); continue; }
      await open(path);
      await wait(700); // what is drawn after the data
      const tall = Math.min(tallest, Math.max(height, await glass.read('document.documentElement.scrollHeight')));
      const { data } = await glass.send('Page.captureScreenshot', { format: 'png', captureBeyondViewport: true, clip: { x: 0, y: 0, width, height: tall, scale: 1 } });
      writeFileSync(`${folder}/${name}-${width}-${theme}.png`, Buffer.from(data, 'base64'));
      if (await glass.read('document.documentElement.scrollWidth > document.documentElement.clientWidth')) console.log(`${name}: wider than ${width}`);
    }
  }
}
await glass.close();
