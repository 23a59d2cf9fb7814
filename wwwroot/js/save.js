/** Saves what the page has made: the stream's bytes as a file of a type, under a name. */
export async function save(stream, type, name) {
  const address = URL.createObjectURL(new Blob([await stream.arrayBuffer()], { type }));
  Object.assign(document.createElement('a'), { href: address, download: name }).click();
  URL.revokeObjectURL(address);
}
