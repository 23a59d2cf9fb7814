// Whether this wall may keep a stream; places.js settles that among the walls of this browser. Where there is no shared worker, or it does not answer, it may.
const answerMs = 2_000;

/** @param onLost Called when the place is another's: the stream is to be closed. */
export function newPlace(onLost) {
  let port = null;
  let isHeld = false;
  let wake = null;           // ends a wait
  let settle = null;

  function open() {
    if (!('SharedWorker' in window)) return null;
    try {
      const worker = new SharedWorker(new URL('places.js', import.meta.url));
      worker.onerror = () => { port = null; decide(true); };
      worker.port.onmessage = ({ data }) => hear(data);
      return worker.port;
    } catch {
      return null; // forbidden here
    }
  }

  function decide(may) {
    const had = isHeld;
    isHeld = may;
    if (settle) settle();
    if (wake) wake();
    if (had && !may) onLost();
  }

  function hear(word) {
    if (word === 'there?') port.postMessage('here');
    else decide(word === 'yes');
  }

  return {
    /** Asks for a place, unless it is held; true when the stream may be opened. */
    async want() {
      if (isHeld) return true;
      if (port === null) port = open();
      if (port === null) return true;
      await new Promise(done => {
        settle = done;
        port.postMessage('want');
        setTimeout(() => { if (settle === done) decide(true); }, answerMs);
      });
      settle = null;
      return isHeld;
    },
    /** Waits until it is time to ask again, a place is given, or the wall is looked at. */
    rest: ms => new Promise(done => {
      wake = done;
      setTimeout(done, ms);
    }),
    wake() { if (wake) wake(); },
    /** The page is going. */
    leave() {
      isHeld = false;
      if (port !== null) port.postMessage('leave');
    },
  };
}
