// Keys for those who live in this page. "?" lists them; a single key does nothing while somebody types, nor when keys are
// switched off in the preferences (people who speak to their computer need that). Links name their key: data-go="h" is "g h".
const patience = 1500; // so long after "g" its second key is waited for
let leader = null;

const isOff = () => {
  try { return localStorage.getItem('keys') === 'off'; } catch { return false; } // storage may be forbidden
};

const dialog = id => document.getElementById(id);

function open(id) {
  const sheet = dialog(id);
  if (!sheet || document.querySelector('dialog[open]')) return;
  sheet.showModal();
  const input = sheet.querySelector('input');
  if (!input) return;
  input.value = '';
  input.dispatchEvent(new Event('input', { bubbles: true }));
}

function find() {
  const search = document.querySelector('[data-search]');
  if (search) search.focus();
  else open('jump');
}

function go(key) {
  if (key === 'q') open('jump');
  else document.querySelector(`a[data-go="${CSS.escape(key)}"]`)?.click();
}

/** In the palette the arrows walk through the matches, Enter in the field takes the first. */
function walk(event) {
  const box = dialog('jump');
  if (!box?.open) return;
  const links = [...box.querySelectorAll('ul :is(a, button)')];
  const at = links.indexOf(document.activeElement);
  if (event.key === 'Enter' && at < 0 && event.target.matches('input')) {
    event.preventDefault();
    links[0]?.click();
  }
  const next = event.key === 'ArrowDown' ? at + 1 : event.key === 'ArrowUp' ? at - 1 : null;
  if (next === null) return;
  event.preventDefault();
  (next < 0 ? box.querySelector('input') : links[Math.min(next, links.length - 1)])?.focus();
}

document.addEventListener('keydown', event => {
  walk(event);
  if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'k') {
    event.preventDefault();
    open('jump');
    return;
  }
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isOff()) return;
  if (event.target.closest?.('input, textarea, select, [contenteditable], dialog')) return;
  if (leader !== null && event.timeStamp - leader < patience) {
    leader = null;
    event.preventDefault();
    go(event.key.toLowerCase());
    return;
  }
  leader = null;
  switch (event.key) {
    case '/': event.preventDefault(); find(); break;
    case '?': event.preventDefault(); open('shortcuts'); break;
    case 'g': leader = event.timeStamp; break;
  }
});

document.addEventListener('click', event => {
  const opener = event.target.closest?.('[data-opens]');
  if (opener) open(opener.dataset.opens);
  // a link within a dialog leads away from it; a click beside its content closes it
  const sheet = event.target.closest?.('dialog[open]');
  if (sheet && (event.target === sheet || event.target.closest('a, [data-closes]'))) sheet.close();
  const next = event.target.closest?.('[data-then-opens]')?.dataset.thenOpens;
  if (next) open(next);
  // likewise a link in what a button of the bar opened
  if (event.target.closest?.('[popover] a')) event.target.closest('[popover]').hidePopover();
});
