// The page as a picture or on paper, both in the light theme and with an imprint. A picture is made of the page's own elements and style sheets, which
// the browser draws as an image of their own: no style is asked for element by element, so that the page stays alive however many tiles it has.
const scale = 2; // sharp on dense screens and in slides
const most = 100; // so many tiles, or rows of a table, are on one picture
const longestSide = 16_000; // browsers draw nothing larger
const margin = 16;
const html = 'http://www.w3.org/1999/xhtml';
const drawing = 'http://www.w3.org/2000/svg';
const left = '[data-unpictured], search, button, dialog, script, [popover], .visually-hidden, details:not([open])';

/** Writes into the imprint what only the browser knows: the page's title, the age of the figures now, and when this was made. */
function fillImprint() {
  const imprint = document.getElementById('imprint');
  if (!imprint) return;
  const write = (name, text) => { const place = imprint.querySelector(`[data-${name}]`); if (place) place.textContent = text; };
  write('page-title', document.title);
  write('shown-age', document.querySelector('[data-freshness-source] [data-age]')?.textContent ?? '');
  write('made', new Date().toLocaleString(document.documentElement.lang, { dateStyle: 'medium', timeStyle: 'short' }));
}

/** What is on the screen, without what one would click, and with a sentence where there was too much of it. */
function copyOf(content, cutText) {
  const copy = content.cloneNode(true);
  for (const part of copy.querySelectorAll(left)) part.remove();
  for (const list of copy.querySelectorAll('ul, tbody')) {
    const all = list.children.length;
    if (all <= most) continue;
    while (list.children.length > most) list.lastElementChild.remove();
    const note = document.createElement('p');
    note.textContent = cutText.replace('{0}', most).replace('{1}', all);
    (list.closest('table') ?? list).before(note);
  }
  const imprint = document.getElementById('imprint');
  if (imprint) copy.prepend(imprint.cloneNode(true));
  copy.style.padding = `${margin}px`;
  return copy;
}

function heightOf(copy, width) {
  const place = document.body.appendChild(document.createElement('div'));
  place.style.cssText = `position: absolute; visibility: hidden; left: -99999px; top: 0; width: ${width}px;`;
  place.className = 'pictured';
  place.inert = true;
  place.append(copy);
  const height = copy.offsetHeight;
  place.remove();
  return height;
}

/** An image may load nothing, and the page's policy takes no face from data: names of faces that systems have remain (css/faces.css), as wide as ours. */
function styles() {
  const rules = [...document.styleSheets].flatMap(sheet => [...sheet.cssRules]);
  return rules.filter(rule => !(rule instanceof CSSFontFaceRule && rule.cssText.includes('url('))).map(rule => rule.cssText).join('\n');
}

async function takePicture(cutText) {
  const content = document.getElementById('content');
  if (!content) return;
  fillImprint();
  const width = content.clientWidth + 2 * margin;
  const copy = copyOf(content, cutText);
  const height = heightOf(copy, width);

  const svg = document.createElementNS(drawing, 'svg');
  for (const [name, value] of Object.entries({ width, height, 'data-theme': 'light' })) svg.setAttribute(name, value);
  const frame = svg.appendChild(document.createElementNS(drawing, 'foreignObject'));
  frame.setAttribute('width', '100%');
  frame.setAttribute('height', '100%');
  const root = frame.appendChild(document.createElementNS(html, 'html'));
  root.append(document.createElementNS(html, 'style'), document.createElementNS(html, 'body'));
  root.firstChild.textContent = styles();
  root.lastChild.className = 'pictured';
  root.lastChild.append(copy);

  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(svg))}`;
  await image.decode();
  if (!content.isConnected) return; // left meanwhile
  const sharp = Math.min(scale, longestSide / height);
  const canvas = Object.assign(document.createElement('canvas'), { width: width * sharp, height: height * sharp });
  canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
  const file = URL.createObjectURL(await new Promise(made => canvas.toBlob(made)));
  Object.assign(document.createElement('a'), { href: file, download: `${fileName(document.title)}.png` }).click();
  setTimeout(() => URL.revokeObjectURL(file), 60_000); // a browser may ask where to, and read it then
}

const fileName = title => title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '');

addEventListener('beforeprint', fillImprint);

document.addEventListener('click', async event => {
  if (event.target.closest?.('[data-print]')) window.print();
  const button = event.target.closest?.('[data-picture]');
  if (!button) return;
  button.disabled = true;
  try {
    await takePicture(button.dataset.picture);
  } catch (error) {
    console.warn('No picture could be made.', error); // the page is as it was
  } finally {
    button.disabled = false;
  }
});
