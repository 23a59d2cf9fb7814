// Runs before the first paint, so that no page flashes in the other theme. The choice is kept in this browser; without one
// the system's preference is followed.
(() => {
  const key = 'theme';
  const system = matchMedia('(prefers-color-scheme: light)');
  const chosen = () => {
    try { return localStorage.getItem(key); } catch { return null; } // storage may be forbidden: then the system decides
  };
  const apply = () => {
    document.documentElement.dataset.theme = chosen() ?? (system.matches ? 'light' : 'dark');
  };
  apply();
  system.addEventListener('change', apply);
  document.addEventListener('click', event => {
    if (!event.target.closest?.('[data-theme-switch]')) return;
    const next = document.documentElement.dataset.theme === 'light' ? 'dark' : 'light';
    try { localStorage.setItem(key, next); } catch { /* as above */ }
    document.documentElement.dataset.theme = next;
  });
})();
