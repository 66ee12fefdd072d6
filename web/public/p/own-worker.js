/*
 * Opens a patient's own page where there is no connection: the page's frame, scripts and styles, nothing of a person. What the phone keeps of
 * the person is kept by the page itself, encrypted (src/offline/kept.ts). Lies in /p/ and so sees nothing but those pages.
 */
const FRAME = 'hearth-own-frame';
const PATIENCE_MS = 6_000;

addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(clients.claim()));

addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin || url.pathname.startsWith('/api/')) return;
  if (request.mode === 'navigate') event.respondWith(frame(request));
  else if (/^\/(?:assets\/.+|theme\.js|icon\.svg)$/.test(url.pathname)) event.respondWith(file(request));
});

/** The page from the server; the frame that is kept, where none answers in a while. */
async function frame(request) {
  const kept = await caches.match('/p/', { cacheName: FRAME });
  if (!kept) return fetch(request);
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS, kept));
  return Promise.race([fetch(request).catch(() => kept), late]);
}

async function file(request) {
  return fetch(request).catch(async () => (await caches.match(request.url, { cacheName: FRAME })) ?? Response.error());
}
