// The page as a picture or on paper. The library that draws pictures is loaded when the first one is asked for.
const scale = 2; // sharp on dense screens and in slides

async function takePicture() {
  await import('../lib/html-to-image/html-to-image.js'); // a script of the old kind: it leaves its name behind
  const page = document.getElementById('content');
  if (!page) return;
  const colours = getComputedStyle(document.documentElement);
  const picture = await globalThis.htmlToImage.toPng(page, {
    pixelRatio: scale,
    skipFonts: true, // they are the system's
    backgroundColor: colours.getPropertyValue('--bg').trim(),
    style: { padding: '0 16px 16px' },
    width: page.scrollWidth + 32,
    filter: node => !(node instanceof Element) || (!node.hasAttribute('data-unpictured') && !node.matches('.visually-hidden')),
  });
  if (!page.isConnected) return; // left meanwhile
  const link = Object.assign(document.createElement('a'), { href: picture, download: `${fileName(document.title)}.png` });
  link.click();
}

const fileName = title => title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '');

document.addEventListener('click', async event => {
  if (event.target.closest?.('[data-print]')) window.print();
  const button = event.target.closest?.('[data-picture]');
  if (!button) return;
  button.disabled = true;
  try {
    await takePicture();
  } catch (error) {
    console.warn('No picture could be made.', error); // the page is as it was
  } finally {
    button.disabled = false;
  }
});
