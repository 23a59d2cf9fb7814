// For the address that a screen opens, and no other: while the server does not answer, the screen goes to the board that is kept on
// this machine, which says how old it is.
const limitMs = 8_000;
const site = new URL('.', location.href).pathname;

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', event => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', event => {
  const { request } = event;
  if (request.mode === 'navigate' && new URL(request.url).pathname === `${site}screen`) event.respondWith(serve(request));
});

async function serve(request) {
  const abort = new AbortController();
  const limit = setTimeout(() => abort.abort(), limitMs);
  try {
    const answer = await fetch(request, { signal: abort.signal });
    if (answer.status < 500) return answer;
    return await kept() || answer;
  } catch {
    return await kept() || new Response('…', { headers: { 'content-type': 'text/plain; charset=utf-8', refresh: '10' } });
  } finally {
    clearTimeout(limit);
  }
}

/** The wall's page that was put beside its files last. */
async function kept() {
  const cache = await caches.open(site === '/' ? 'wall-page' : `wall-page:${site}`);
  const isBoard = page => page.pathname.startsWith(site) && /^wall\/[a-z0-9-]+$/.test(page.pathname.slice(site.length));
  const pages = (await cache.keys()).map(page => new URL(page.url)).filter(isBoard);
  return pages.length > 0 ? Response.redirect(pages[pages.length - 1].href) : null;
}
