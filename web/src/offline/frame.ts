const FRAME = 'hearth-own-frame';
const OURS = /^\/(?:assets\/.+|theme\.js|icon\.svg)$/;

/**
 * Lets the page open without a connection: registers its worker, and keeps the frame and the files that this page was made of. Nothing of a person is
 * among them, and not the link: the frame lies under `/p/`. A browser that cannot do it loses nothing but that.
 */
export async function keepFrame(): Promise<void> {
  if (!('serviceWorker' in navigator) || !('caches' in globalThis)) return;
  await navigator.serviceWorker.register('/p/own-worker.js', { scope: '/p/' });
  const cache = await caches.open(FRAME);
  const loaded = performance.getEntriesByType('resource').map(({ name }) => new URL(name));
  const files = new Set(loaded.filter(({ origin, pathname }) => origin === location.origin && OURS.test(pathname)).map(({ href }) => href));
  const frame = await fetch('/p/', { headers: { accept: 'text/html' } });
  if ((frame.headers.get('content-type') ?? '').includes('text/html'))
    await cache.put('/p/', new Response(await frame.text(), { headers: frame.headers }));
  for (const href of files) if (!(await cache.match(href))) await cache.add(href);
  // Files of a version before this one.
  for (const { url } of await cache.keys()) if (OURS.test(new URL(url).pathname) && !files.has(url)) await cache.delete(url);
}

/** Takes the frame and the worker away. */
export async function dropFrame(): Promise<void> {
  if (!('serviceWorker' in navigator) || !('caches' in globalThis)) return;
  await caches.delete(FRAME);
  await (await navigator.serviceWorker.getRegistration('/p/'))?.unregister();
}
