// What an enrolled screen's page says of itself beside its question for the time: soon after its start and every few minutes. Nothing of the organisation.
const everyMs = 300_000;
const countMs = 2_000;
let saidAt = -Infinity;
let countedAt = -Infinity;
let frames = null; // how often a second the page can draw; null while nobody sees it

function count() {
  countedAt = performance.now();
  frames = null;
  let drawn = 0;
  const draw = () => {
    const passed = performance.now() - countedAt;
    if (passed < countMs) { drawn++; requestAnimationFrame(draw); } else if (passed < 2 * countMs) frames = Math.round(drawn * 1000 / passed);
  };
  requestAnimationFrame(draw);
}

/** What goes with a question now: nothing most of the time. @param server The server's time, or null while it is not known. */
export function report(server) {
  const now = performance.now();
  if (server === null || now - saidAt < everyMs || now - countedAt < 1.5 * countMs) return '';
  saidAt = now;
  setTimeout(count, everyMs - 3 * countMs); // ready for the next time
  const { memory: heap } = performance; // Chromium's alone
  const memory = heap ? Math.round(heap.usedJSHeapSize / 1_048_576) : '';
  const parts = [`${innerWidth}x${innerHeight}`, Number(devicePixelRatio.toFixed(3)), frames === null ? '' : frames, Math.round(Date.now() - server), memory];
  return `&page=${parts.join('_')}`;
}

count();
