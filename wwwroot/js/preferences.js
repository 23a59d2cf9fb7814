// How this browser shows the dashboard: theme, contrast, keys, language. Runs before the first paint, so that no page flashes in the
// other theme. Choices are kept in this browser; without one the system's preference is followed.
(() => {
  const root = document.documentElement;
  const light = matchMedia('(prefers-color-scheme: light)');
  const contrast = matchMedia('(prefers-contrast: more)');
  const read = key => {
    try { return localStorage.getItem(key) ?? ''; } catch { return ''; } // storage may be forbidden: then the system decides
  };
  const keep = (key, value) => {
    try { value ? localStorage.setItem(key, value) : localStorage.removeItem(key); } catch { /* as above */ }
  };

  const { languageCookie } = root.dataset;
  const languageBefore = 'language'; // up to version 0.1
  const cookie = name => document.cookie.split('; ').find(c => c.startsWith(`${name}=`))?.slice(name.length + 1);
  const language = () => decodeURIComponent(cookie(languageCookie) ?? cookie(languageBefore) ?? '').split('uic=')[1] ?? '';
  const setLanguage = code => {
    // formats of the reader's own country where it speaks the chosen language
    const country = navigator.languages.find(l => l.includes('-') && l.split('-')[0] === code.split('-')[0]) ?? code;
    const path = new URL('.', document.baseURI).pathname;
    document.cookie = code
      ? `${languageCookie}=${encodeURIComponent(`c=${country}|uic=${code}`)}; path=${path}; max-age=31536000; samesite=lax`
      : `${languageCookie}=; path=${path}; max-age=0; samesite=lax`;
    document.cookie = `${languageBefore}=; path=/; max-age=0; samesite=lax`;
    language(); // a browser may write cookies behind the page's back: reading waits for it, and the page is asked for in the chosen language
    location.reload();
  };

  const apply = () => {
    root.dataset.theme = read('theme') || (light.matches ? 'light' : 'dark');
    root.dataset.contrast = read('contrast') || (contrast.matches ? 'more' : 'normal');
  };
  apply();
  light.addEventListener('change', apply);
  contrast.addEventListener('change', apply);

  const chosen = { theme: () => read('theme'), contrast: () => read('contrast'), keys: () => read('keys'), language };
  document.addEventListener('beforetoggle', event => {
    for (const input of event.target.querySelectorAll?.('input[data-preference]') ?? [])
      input.checked = input.value === chosen[input.dataset.preference]();
  }, true);
  document.addEventListener('click', event => {
    const setter = event.target.closest?.('[data-sets]');
    if (!setter) return;
    keep(setter.dataset.sets, setter.value);
    apply();
  });
  document.addEventListener('change', event => {
    const { preference } = event.target.dataset ?? {};
    if (!preference) return;
    if (preference === 'language') return setLanguage(event.target.value);
    keep(preference, event.target.value);
    apply();
  });
})();
