// Keys for those who live in this page. "?" lists them; a single key does nothing while somebody types, nor when keys are
// switched off in the preferences (people who speak to their computer need that). Links name their key: data-go="h" is "g h".
const patience = 1500; // so long a second key after "g" is waited for
const wait = 30000; // so long the server may take to open a dialog and to find what is typed in it
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
  if (asked === null || isOpen() && !document.querySelector('.mud-dialog input') || event.timeStamp - asked.since > wait) return false;
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  switch (event.key) {
    case 'Enter': asked.isTaken = true; break;
    case 'Backspace': asked.typed = asked.typed.slice(0, -1); break;
    case 'Escape': asked = null; return false;
    default:
      if (event.key.length !== 1) return false;
      asked.typed += event.key;
  }
  event.preventDefault();
  return true;
}

document.addEventListener('focusin', event => {
  // something else is meant by now; not where a page that has just come gives its heading the focus
  if (!event.target.closest('.mud-dialog-container') && event.target.matches('a, button, input, select, textarea, summary')) asked = null;
  if (asked === null || !event.target.matches('.mud-dialog input')) return;
  if (asked.typed) {
    event.target.value = asked.typed;
    event.target.dispatchEvent(new Event('input', { bubbles: true }));
  }
  if (asked.isTaken) take(document.getElementById('jump'), event.target);
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
function take(box, field, typed = field.value, until = performance.now() + wait) {
  if (!box?.isConnected || field.value !== typed || performance.now() > until) return; // closed, or typed on
  if (box.querySelector('[data-matches]').dataset.matches === typed) box.querySelector('ul :is(a, button)')?.click();
  else requestAnimationFrame(() => take(box, field, typed, until));
}

/** In the palette the arrows walk through the matches, Enter in the field takes the first. */
function walk(event) {
  const box = document.getElementById('jump');
  if (!box) return;
  const links = [...box.querySelectorAll('ul :is(a, button)')];
  const at = links.indexOf(document.activeElement);
  if (event.key === 'Enter' && at < 0 && event.target.matches('input')) {
    event.preventDefault();
    take(box, event.target);
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
  if (opener) asked = opener.dataset.opens === 'jump' ? { since: event.timeStamp, typed: '', isTaken: false } : null; // the palette alone has a field
  // a link in what a button of the bar opened leads away from it
  if (event.target.closest?.('[popover] a')) event.target.closest('[popover]').hidePopover();
});
