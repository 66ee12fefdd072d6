// Runs before the first paint, so that nobody who works at night sees a white flash. The rest is in src/theme.ts.
(() => {
  var chosen = null;
  try {
    chosen = localStorage.getItem('hearth.theme');
  } catch (_) {
    // A browser that keeps nothing follows the system.
  }
  var dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
})();
