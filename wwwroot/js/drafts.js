// What was typed outlives the page. Before the page is loaded again because its server went, what its form has told the server (data-draft) and what stands in
// its fields is kept with its entry in the history; once the new page lives, both are given back. Never passwords. Only this tab has it, and only until then.
const key = 'draft';
const pieceLength = 12_000; // a message holds 32 KB, and a character takes up to two bytes, or six where it is escaped
const patienceMs = 5_000;
const typed = new Set();

const isOurs = field => field.matches?.('input, textarea') && !['password', 'file', 'hidden', 'submit', 'button'].includes(field.type) && !field.readOnly && !field.disabled;
const isTicked = field => field.type === 'checkbox' || field.type === 'radio';
const valueOf = field => isTicked(field) ? field.checked : field.value;

/** What a field is called on its page; the same after the page was loaded again, unlike its id. */
function nameOf(field) {
  const label = field.labels?.[0]?.textContent || field.getAttribute('aria-label') || field.name || field.placeholder || '';
  return `${field.type} ${label.trim()}`;
}

/** All fields of the page with a name and which of that name each is. */
function fields() {
  const seen = new Map();
  return [...document.querySelectorAll('#content input, #content textarea')].filter(isOurs).map(field => {
    const name = nameOf(field);
    const which = seen.get(name) || 0;
    seen.set(name, which + 1);
    return { field, name, which };
  });
}

addEventListener('input', event => { if (event.target instanceof Element && isOurs(event.target)) typed.add(event.target); }, true);

/** Keeps what is typed for the page that comes after this one. */
export function keep() {
  const forms = [...document.querySelectorAll('[data-draft]')].map(form => form.dataset.draft);
  const values = fields().filter(({ field }) => typed.has(field))
    .map(({ field, name, which }) => ({ name, which, value: valueOf(field), isFocused: field === document.activeElement }));
  if (forms.every(form => form === '') && values.length === 0) return;
  try {
    history.replaceState({ ...history.state, [key]: { path: location.pathname, forms, values } }, '');
  } catch (error) {
    console.warn(error); // too long for the history
  }
}

const wait = ms => new Promise(done => setTimeout(done, ms));

async function until(holds) {
  const began = performance.now();
  while (!holds() && performance.now() - began < patienceMs) await wait(50);
  return holds();
}

/** Gives back what was kept, once the page lives. */
export async function giveBack() {
  const draft = history.state?.[key];
  if (!draft) return;
  const { [key]: _, ...rest } = history.state;
  history.replaceState(rest, '');
  if (draft.path !== location.pathname) return;
  const forms = () => document.querySelectorAll('[data-draft]');
  if (!await until(() => document.querySelector('header[data-interactive]') && forms().length >= draft.forms.length)) return;
  for (const [i, content] of draft.forms.entries()) {
    if (content === '') continue;
    tell(forms()[i], content);
    await until(() => forms()[i]?.dataset.draft === content);
  }
  await until(() => draft.values.every(find));
  draft.values.forEach(type);
}

function tell(element, content) {
  for (let at = 0; at < content.length; at += pieceLength) {
    element.value = (at + pieceLength < content.length ? '+' : '.') + content.slice(at, at + pieceLength);
    element.dispatchEvent(new Event('change', { bubbles: true }));
  }
}

const find = ({ name, which }) => fields().find(f => f.name === name && f.which === which)?.field;

/** As if it had been typed. What stands there already is left. */
function type(kept) {
  const field = find(kept);
  if (!field) return;
  if (valueOf(field) !== kept.value) {
    if (isTicked(field)) field.click();
    else {
      field.value = kept.value;
      field.dispatchEvent(new Event('input', { bubbles: true }));
      field.dispatchEvent(new Event('change', { bubbles: true }));
    }
  }
  typed.add(field);
  if (!kept.isFocused) return;
  field.focus({ preventScroll: true });
  try { field.setSelectionRange(kept.value.length, kept.value.length); } catch { /* of numbers and dates there is none */ }
}
