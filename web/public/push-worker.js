/* Shows a message that the push service brings, also while no page is open. The same message again replaces itself. */
addEventListener('push', (event) => {
  const { key, subject, text, link, urgent } = event.data?.json() ?? {};
  if (!subject) return;
  const options = { body: text, tag: key, data: { link }, requireInteraction: urgent === true, renotify: false };
  event.waitUntil(registration.showNotification(subject, options));
});

addEventListener('notificationclick', (event) => {
  event.notification.close();
  const { link } = event.notification.data ?? {};
  if (link) event.waitUntil(clients.openWindow(link));
});
