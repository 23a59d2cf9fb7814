// Scripts and styles of the screens run on browsers that are years old (docs/decisions/wall.md); package.json names the oldest. No such browser runs here: what
// they do not know is refused by its name.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import compat from 'eslint-plugin-compat';
import es from 'eslint-plugin-es-x';
import stylelint from 'stylelint';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const folders = ['wwwroot/wall/', 'wwwroot/screen/'];
const files = [...folders.flatMap(folder => readdirSync(root + folder).map(name => folder + name)), 'wwwroot/screen-worker.js', 'wwwroot/css/tokens.css'];

// in none of the list or not in all of it, and used only where it is there
const asked = ['AudioContext', 'Intl.Segmenter', 'SharedWorker', 'document.fullscreenElement', 'document.fullscreenEnabled', 'navigator.wakeLock'];
const unused = Object.keys(es.rules).filter(rule => rule.startsWith('no-iterator-prototype-')); // named as the methods of arrays are

const scripts = new ESLint({
  cwd: root,
  overrideConfigFile: true,
  overrideConfig: [
    es.configs['flat/restrict-to-es2019'],
    compat.configs['flat/recommended'],
    {
      linterOptions: { reportUnusedDisableDirectives: 'error' },
      settings: { 'es-x': { aggressive: true }, lintAllEsApis: true, polyfills: asked },
      rules: {
        // newer than ES2019, and in all browsers of the list
        'es-x/no-import-meta': 'off',
        'es-x/no-dynamic-import': 'off',
        'es-x/no-numeric-separators': 'off',
        ...Object.fromEntries(unused.map(rule => [`es-x/${rule}`, 'off'])),
      },
    },
  ],
});

const styles = {
  plugins: ['stylelint-no-unsupported-browser-features'],
  rules: {
    'plugin/no-unsupported-browser-features': [true, { severity: 'error', ignorePartialSupport: true, ignore: ['css-not-sel-list'] }],
    'selector-not-notation': 'simple', // in place of what is ignored above, which takes :not(a):not(b) for it
    // what the data of the plugin do not tell
    'property-disallowed-list': ['translate', 'rotate', 'scale', '/^inset/', 'aspect-ratio', 'content-visibility', '/^container/', 'text-wrap', 'accent-color'],
    'selector-pseudo-class-disallowed-list': ['is', 'where', 'has', 'focus-visible'],
    'function-disallowed-list': ['clamp', 'color-mix', 'light-dark', 'oklch'],
    'declaration-property-value-disallowed-list': { 'overflow-wrap': ['anywhere'], '/^overflow/': ['clip'] },
  },
};

async function inScript(name, text) {
  const [{ messages }] = await scripts.lintText(text, { filePath: root + name });
  return messages.map(m => `${name}:${m.line} ${m.ruleId || ''} ${m.message}`);
}

async function inStyle(name, text) {
  const { results: [{ warnings }] } = await stylelint.lint({ code: text, config: styles, cwd: root });
  return warnings.map(w => `${name}:${w.line} ${w.text}`);
}

const of = name => name.endsWith('.js') ? inScript : inStyle;

test('files_ofTheScreens_useWhatTheOldestBrowsersKnow', async () => {
  const found = await Promise.all(files.filter(name => /\.(js|css)$/.test(name)).map(name => of(name)(name, readFileSync(root + name, 'utf8'))));
  assert.ok(files.length > 15);
  assert.deepEqual(found.flat(), []);
});

for (const [name, newer] of [
  ['a.js', 'pages.at(-1);'],
  ['a.js', 'tile?.remove();'],
  ['a.js', 'export const a = b ?? c;'],
  ['a.js', 'await ready();'],
  ['a.js', 'text.replaceAll("a", "b");'],
  ['a.js', 'new ResizeObserver(look);'],
  ['a.css', 'html:is(.a, .b) p { color: red; }'],
  ['a.css', '#board { translate: 1px 2px; }'],
  ['a.css', '.head { display: flex; gap: 4px; }'],
  ['a.css', '.cover { inset: 0; }'],
  ['a.css', '.tile { aspect-ratio: 2; }'],
  ['a.css', 'p:not(.a, .b) { color: red; }'],
]) test(`newer_${newer}_isRefused`, async () => assert.notDeepEqual(await of(name)(`wwwroot/wall/${name}`, newer), []));
