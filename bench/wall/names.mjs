// Measures in the page what cannot be read: clipped words and lines, words cut though two lines hold them, tiles that read alike, text under 16 minutes of arc.
// Usage: node --experimental-websocket names.mjs [FOLDER for a picture of each, [NAMES alone]], from the repository's root.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { openGlass } from './glass.mjs';
import { startServer } from './server.mjs';

const [, , folder, only] = process.argv;
const sets = readFileSync('bench/wall/names.txt', 'utf8').split(/^# /m).slice(1).map(set => { const [title, ...names] = set.trim().split('\n'); return { title, names }; });
const glasses = [[1920, 1080], [3840, 2160], [1366, 768], [1080, 1920]];
const screens = [43, 55, 75].flatMap(inches => [5, 8].map(metres => [inches, metres]));
const languages = { simulated: ['en', 'de'], German: ['de'] };

/** Runs in the page, on all tiles, page by page; nothing else runs meanwhile. */
function measure(minute) {
  const found = { clipped: [], cut: [], alike: [], small: [] };
  const slots = [...document.querySelectorAll('.slot')];
  const style = getComputedStyle(document.documentElement);
  const room = Number(style.getPropertyValue('--columns')) * Number(style.getPropertyValue('--rows'));
  const seen = new Map();
  const words = document.getElementById('notice').dataset;
  const was = document.documentElement.dataset.freshness;
  const say = (list, element) => list.push(`${element.id || element.className.baseVal || element.className}: ${element.textContent.trim()}`);

  function look(area) {
    for (const e of area.querySelectorAll('*')) {
      if (!e.checkVisibility() || e.closest('.visually-hidden, #simulated, svg') || ![...e.childNodes].some(n => n.nodeType === 3 && n.nodeValue.trim())) continue;
      if (parseFloat(getComputedStyle(e).fontSize) * 0.7 / minute < 15.99) say(found.small, e);
      const outer = e.closest('.tile') || e.closest('footer');
      const [mine, its] = [e.getBoundingClientRect(), outer.getBoundingClientRect()];
      const spare = 1 + 0.12 * parseFloat(getComputedStyle(e).fontSize); // lines that are closer than the typeface would have them reach out of their box, their ink does not
      const isOut = mine.right > its.right + 1 || mine.bottom > its.bottom + spare || mine.left < its.left - 1 || mine.top < its.top - spare;
      if (e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== 'inline' || e.scrollHeight > e.clientHeight + spare && e.matches('#notice') || isOut) {
        if (!e.closest('.counts') || e.offsetTop < 2 * e.offsetHeight) say(found.clipped, e);
      }
    }
    for (const face of area.querySelectorAll('.face')) if (face.scrollHeight > face.clientHeight + 1 + 0.12 * parseFloat(getComputedStyle(face).fontSize)) say(found.clipped, face);
    for (const name of area.querySelectorAll('.name')) {
      const text = name.firstChild;
      const whole = document.createRange();
      whole.selectNodeContents(name);
      const middles = [...whole.getClientRects()].map(r => (r.top + r.bottom) / 2).sort((a, b) => a - b);
      const lines = 1 + middles.filter((middle, i) => i > 0 && middle - middles[i - 1] > parseFloat(getComputedStyle(name).lineHeight) / 2).length;
      if (lines > Number(style.getPropertyValue('--name-lines'))) say(found.clipped, name);
      for (const { 0: word, index } of text.nodeValue.matchAll(/[^\s-]+-?/g)) {
        if (/[\u2e80-\uffef]/.test(word)) continue;
        const range = document.createRange();
        range.setStart(text, index);
        range.setEnd(text, index + word.length);
        const lines = new Set([...range.getClientRects()].map(r => Math.round(r.top)));
        name.style.whiteSpace = 'nowrap';
        const width = range.getBoundingClientRect().width;
        name.style.whiteSpace = '';
        if (lines.size > 1 && width <= name.clientWidth) say(found.cut, name);
      }
    }
  }

  for (const freshness of ['live', 'stale', 'nodata']) {
    document.documentElement.dataset.freshness = freshness;
    for (const word of freshness === 'live' ? [''] : [words.delayed, words.stale, words.nodata, words.unknownAge]) {
      for (const place of document.querySelectorAll('[data-word]')) place.textContent = word;
      for (const place of document.querySelectorAll('[data-at]')) place.textContent = words.atTime.replace('{0}', '20:26');
      for (let i = 0; i < slots.length; i += room) {
        slots.forEach((slot, k) => { slot.hidden = k < i || k >= i + room; });
        look(document.getElementById('tiles'));
      }
    }
    document.getElementById('notice').textContent = words.notLiveData.replace('{0}', '20:26');
    look(document.querySelector('footer'));
  }
  document.documentElement.dataset.freshness = was;
  for (const slot of slots) {
    const reads = slot.querySelector('.name').textContent + (slot.querySelector('.media use')?.getAttribute('href') ?? '');
    if (seen.has(reads)) say(found.alike, slot.querySelector('.name'));
    seen.set(reads, slot);
  }
  return { tiles: slots.length, ...found };
}

if (folder) mkdirSync(folder, { recursive: true });
const glass = await openGlass();
await glass.send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: 'dark' }] });
let bad = 0;
const examples = new Set();
console.log('| names | language | screens | tiles looked at | clipped | cut in a word | alike | under 16 minutes |\n|---|---|---|---|---|---|---|---|');
for (const { title, names } of sets.filter(set => !only || set.title === only)) {
  const file = `${tmpdir()}/wall-names.txt`;
  writeFileSync(file, names.join('\n'));
  const server = await startServer('--period', '5', '--below', '0', '--names', file, '--simulated', 'false', '--Boards:floor:Fit=paged', '--Boards:floor:DayLine=true');
  for (const language of languages[title] ?? ['en']) {
    await glass.send('Network.setExtraHTTPHeaders', { headers: { 'Accept-Language': language } });
    const sum = { tiles: 0, clipped: 0, cut: 0, alike: 0, small: 0 };
    for (const [width, height] of glasses) for (const [inches, metres] of screens) {
      await glass.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: false });
      await glass.send('Page.navigate', { url: `${server.address}/wall/floor?diagonal=${inches}&distance=${metres}` });
      await glass.until(`document.documentElement.dataset.freshness === 'live' && document.fonts.status === 'loaded'`);
      const minute = metres * 1000 * Math.tan(Math.PI / 180 / 60) * Math.hypot(width, height) / (inches * 25.4);
      if (folder) {
        const { data } = await glass.send('Page.captureScreenshot', { format: 'png' });
        writeFileSync(`${folder}/${title}-${language}-${width}x${height}-${inches}in-${metres}m.png`, Buffer.from(data, 'base64'));
      }
      const found = await glass.read(`(${measure})(${minute})`);
      for (const key of Object.keys(sum)) {
        sum[key] += key === 'tiles' ? found.tiles : found[key].length;
        if (key !== 'tiles') for (const example of found[key]) examples.add(`${key} at ${width}x${height} ${inches}" ${metres} m: ${example}`);
      }
    }
    console.log(`| ${title} | ${language} | ${glasses.length * screens.length} | ${sum.tiles} | ${sum.clipped} | ${sum.cut} | ${sum.alike} | ${sum.small} |`);
    bad += sum.clipped + sum.cut + sum.alike + sum.small;
  }
  await server.stop();
}
await glass.close();
for (const example of [...examples].slice(0, 60)) console.error(example);
process.exit(bad === 0 ? 0 : 1);
