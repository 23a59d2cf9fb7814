// Keeps the page of each board and its files, and serves them when the server does not answer. A page from here says so, and its
// figures are of unknown age until the server is heard.
const site = new URL('..', location.href).pathname; // as in site.js, which an ordinary worker cannot import
const name = site === '/' ? 'wall-page' : `wall-page:${site}`;

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', event => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', event => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== 'GET' || address.origin !== location.origin) return;
  const isPage = request.mode === 'navigate';
  const isFile = /\.(css|js|svg|woff2)$/.test(address.pathname);
  if (isPage || isFile) event.respondWith(serve(request, isPage));
});

async function serve(request, isPage) {
  const cache = await caches.open(name);
  try {
    const answer = await fetchWithin(request, isPage ? 5_000 : 10_000);
    if (answer.status === 401 || answer.status === 403) await caches.delete(name);
    else if (answer.ok) await cache.put(request, answer.clone());
    if (answer.status < 500) return answer;
    return await remembered(cache, request, isPage) || answer;
  } catch (error) {
    const answer = await remembered(cache, request, isPage);
    if (answer) return answer;
    throw error;
  }
}

async function fetchWithin(request, ms) {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), ms);
  try {
    return await fetch(request, { signal: abort.signal });
  } finally {
    clearTimeout(timer);
  }
}

async function remembered(cache, request, isPage) {
  const answer = await cache.match(request);
  if (!answer || !isPage) return answer;
  const html = (await answer.text()).replace(/data-freshness="[a-z]*"/, 'data-freshness="unknown" data-from-memory="yes"');
  const headers = new Headers(answer.headers);
  headers.delete('content-encoding');
  headers.delete('content-length');
  return new Response(html, { headers });
}
