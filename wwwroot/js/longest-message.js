// A message to the server that is longer than it takes ends the connection. So a text that would make one is held back here and said; it stays in its field.
const notice = document.getElementById('text-too-long');
const longest = Number(notice.dataset.longest);
const isTyped = field => field instanceof HTMLTextAreaElement || (field instanceof HTMLInputElement && field.type !== 'file');
const isTooLong = text => text.length * 2 > longest && new Blob([JSON.stringify(text)]).size > longest;

function hold(event) {
  const field = event.target;
  if (!isTyped(field) || 'large' in field.dataset) return;
  const wasHeld = 'held' in field.dataset;
  if (!isTooLong(field.value)) {
    if (!wasHeld) return;
    delete field.dataset.held;
    field.setCustomValidity('');
    return;
  }
  event.stopImmediatePropagation();
  field.dataset.held = '';
  field.setCustomValidity(notice.textContent.trim());
  if (!wasHeld) field.reportValidity();
}

/** A form is not sent with what the field held before. */
function holdForm(event) {
  const held = event.target.querySelector('[data-held]');
  if (!held) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  held.reportValidity();
}

/** Whatever else happens in a field is told with its text, if anybody asks to be told. */
function silence(event) {
  if (event.target instanceof Element && 'held' in event.target.dataset) event.stopImmediatePropagation();
}

for (const type of ['input', 'change']) window.addEventListener(type, hold, true);
for (const type of ['focus', 'focusin', 'blur', 'focusout', 'keydown', 'keyup', 'click', 'paste', 'wheel', 'mousewheel']) window.addEventListener(type, silence, true);
window.addEventListener('submit', holdForm, true);
