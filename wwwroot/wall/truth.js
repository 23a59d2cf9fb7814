// What time it is on the server, and how far the figures on the glass can be trusted to be of now. Pure; tested by node.
//
// Server times are milliseconds since 1970 on the server's clock; "steady" is this browser's monotonic clock, "wall" its settable one.
// Neither is trusted to know the time. A message that left the server at S and is here at steady M proves S - M <= offset; delay only
// lowers it, so the greatest over all messages comes nearest. A round trip that began at M0 proves offset <= S - M0. Whatever
// arrives late, held back by a proxy or by sleep, can therefore make figures look older than they are, and never younger.

export const beatLimitMs = 9_500;    // without a sign of life for this long, nothing is live: ten seconds, less the time to paint it
export const jumpLimitMs = 5_000;    // the two clocks part by more: this machine slept or was set
const roundTripLimitMs = 5_000;      // a slower answer proves too little

/** The estimate of the server's clock: null offset means that it is not known. */
export function newClock() {
  return { offset: null, parted: null };
}

/** A message with the server's time of sending has arrived. */
export function heard(clock, serverTime, steady) {
  if (clock.offset === null) return clock; // only a round trip begins an estimate: a first message may be old
  const proven = serverTime - steady;
  return proven > clock.offset ? { ...clock, offset: proven } : clock;
}

/** A round trip has ended: also corrects an estimate that this browser's drift or a server's clock set back has made too great. */
export function answered(clock, serverTime, began, ended) {
  if (ended - began > roundTripLimitMs) return clock;
  const [least, most] = [serverTime - ended, serverTime - began];
  const offset = clock.offset === null ? most : Math.min(Math.max(clock.offset, least), most);
  return { ...clock, offset };
}

/** Compares the two clocks of this machine: when they part, what was known is no longer. */
export function watched(clock, steady, wall) {
  const apart = wall - steady;
  if (clock.parted === null) return { ...clock, parted: apart };
  if (Math.abs(apart - clock.parted) > jumpLimitMs) return { offset: null, parted: apart };
  return clock;
}

/** The server's time now, or null. */
export const serverNow = (clock, steady) => clock.offset === null ? null : steady + clock.offset;

/**
 * How the figures must look: "live", "delayed", "stale", "nodata", or "unknown" when their age is not known.
 * @param now The server's time, or null.
 * @param data until: what the figures reach up to, or null; limits: [delayed, stale, nodata].
 * @param lastBeat The time of sending of the last message, or null.
 */
export function freshness(now, data, lastBeat) {
  if (data.until === null) return 'nodata';
  if (now === null) return 'unknown';
  const age = now - data.until;
  if (age > data.limits[2]) return 'nodata';
  if (age > data.limits[1]) return 'stale';
  return age > data.limits[0] || !isConnected(now, lastBeat) ? 'delayed' : 'live';
}

/** Whether the server was heard lately. */
export const isConnected = (now, lastBeat) => now !== null && lastBeat !== null && now - lastBeat <= beatLimitMs;

/** Whether what waits is of now: it has an age of its own and no word for being old. */
export const isObserved = (now, observed, limits, state) => state === 'live' && observed !== null && now - observed <= limits[3];

/**
 * Figures of unknown age are withdrawn as well, by whichever clock of this machine says that enough time has passed.
 * @param shownMs How long they have been of unknown age.
 * @param wall This machine's settable clock.
 */
export const isTooOldThough = (shownMs, wall, data) => data.until === null || shownMs > data.limits[2] || wall - data.until > data.limits[2];

/** The time to wait before trying again: doubled with every failure up to half a minute, and never the same for two screens. */
export function backOff(failures, random) {
  const longest = Math.min(1000 * 2 ** Math.min(failures, 5), 30_000);
  return longest * (0.5 + random / 2);
}

/** Whether loading the page again is allowed: at most three times in ten minutes, so that a mistake cannot make a loop of it. */
export function mayReload(times, now) {
  return times.filter(t => Math.abs(now - t) < 600_000).length < 3;
}

/** The hour and minute on the site's clocks. */
export function siteTime(serverTime, zoneMinutes) {
  const minutes = Math.floor(serverTime / 60_000) + zoneMinutes;
  const two = n => String(n).padStart(2, '0');
  return `${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)}`;
}
