/** After a failed save: the first field that is marked as wrong has the focus, in sight. */
export function focusFirstMarked(form) {
  const field = form.querySelector('[aria-invalid="true"]');
  field?.focus({ preventScroll: true });
  field?.scrollIntoView({ block: 'center' });
}
