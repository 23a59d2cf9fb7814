// Keys for those who live in this page. "?" lists them; a single key does nothing while somebody types, nor when keys are
// switched off in the preferences (people who speak to their computer need that). Links name their key: data-go="h" is "g h".
const patience = 1500; // so long a second key after "g" is waited for, and the matches after Enter
let leader = null;

const isOff = () => {
  try { return localStorage.getItem('keys') === 'off'; } catch { return false; } // storage may be forbidden
};

/** The dialogs come from the server: their buttons ask for them, and what is typed on the way is kept for their field. */
let asked = null;
const isOpen = () => document.querySelector('.mud-dialog') !== null;

function open(name) {
  if (!isOpen()) document.querySelector(`[data-interactive] [data-opens="${name}"]`)?.click();
}

function hold(event) {
  if (asked === null || isOpen() && !document.querySelector('.mud-dialog input') || event.timeStamp - asked.since > patience) return false;
  if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return false;
  asked.typed += event.key;
  event.preventDefault();
  return true;
}

document.addEventListener('focusin', event => {
  if (asked === null || !event.target.matches('.mud-dialog input')) return;
  if (asked.typed) {
    event.target.value = asked.typed;
    event.target.dispatchEvent(new Event('input', { bubbles: true }));
  }
  asked = null;
});

function find() {
  const search = document.querySelector('[data-search]');
  if (search) search.focus();
  else open('jump');
}

function go(key) {
  if (key === 'q') open('jump');
  else document.querySelector(`a[data-go="${CSS.escape(key)}"]`)?.click();
}

/** Takes the first match once the matches are those of what is typed: who types fast is ahead of the server. */
function take(box, field, until) {
  if (!box.isConnected) return;
  if (box.querySelector('[data-matches]').dataset.matches === field.value) box.querySelector('ul :is(a, button)')?.click();
  else if (performance.now() < until) requestAnimationFrame(() => take(box, field, until));
}

/** In the palette the arrows walk through the matches, Enter in the field takes the first. */
function walk(event) {
  const box = document.getElementById('jump');
  if (!box) return;
  const links = [...box.querySelectorAll('ul :is(a, button)')];
  const at = links.indexOf(document.activeElement);
  if (event.key === 'Enter' && at < 0 && event.target.matches('input')) {
    event.preventDefault();
    take(box, event.target, event.timeStamp + patience);
  }
  const next = event.key === 'ArrowDown' ? at + 1 : event.key === 'ArrowUp' ? at - 1 : null;
  if (next === null) return;
  event.preventDefault();
  (next < 0 ? box.querySelector('input') : links[Math.min(next, links.length - 1)])?.focus();
}

document.addEventListener('keydown', event => {
  if (hold(event)) return;
  walk(event);
  if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'k') {
    event.preventDefault();
    open('jump');
    return;
  }
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isOff()) return;
  if (event.target.closest?.('input, textarea, select, [contenteditable], .mud-dialog')) return;
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
  if (opener) asked = opener.dataset.opens === 'jump' ? { since: event.timeStamp, typed: '' } : null; // the palette alone has a field
  // a link in what a button of the bar opened leads away from it
  if (event.target.closest?.('[popover] a')) event.target.closest('[popover]').hidePopover();
});
