/** The text of a field as a stream: more than fits into one message. At most one byte more than the longest, which says that it is longer. */
export function read(field, longest) {
  return new Blob([field.value]).slice(0, longest + 1);
}
