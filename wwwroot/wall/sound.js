// A board that chimes: when a queue falls below its target, or an alert begins whose rule asks for it, there is a short sound, a frame around the glass and the queue's name in the line below.
import { newWatch, watchedOver } from './chime.js';

const root = document.documentElement;
const shownMs = 12_000;
const answerMs = 3_000; // after that a browser that has not let the sound begin forbids it
const calledKey = 'wall-chimed';
const [heard, muted] = ['heard', 'muted'].map(id => document.getElementById(id));
const Audio = window.AudioContext || window.webkitAudioContext;

function kept() {
  try { return Number(sessionStorage.getItem(calledKey)) || null; } catch { return null; } // storage may be forbidden
}

function keep(time) {
  try { sessionStorage.setItem(calledKey, String(time)); } catch { /* likewise */ }
}

/** The loudspeaker: asleep between sounds. A browser that wants a touch first leaves its answer open. */
function newSpeaker() {
  let audio = null;
  let isAllowed = false;
  let askedAt = performance.now();
  let sleep;

  function wake(then) {
    askedAt = performance.now();
    if (audio === null || audio.state === 'closed') {
      try { audio = Audio ? new Audio() : null; } catch { audio = null; } // no sound here
    }
    if (audio === null) return;
    const begun = audio.resume();
    if (begun) begun.then(() => { isAllowed = true; then(); rest(); }, () => { isAllowed = false; });
  }

  function rest() {
    clearTimeout(sleep);
    sleep = setTimeout(() => { if (audio) audio.suspend(); }, 3_000);
  }

  function tone(hertz, at) {
    const [voice, loudness] = [audio.createOscillator(), audio.createGain()];
    voice.frequency.value = hertz;
    loudness.gain.setValueAtTime(0.0001, at);
    loudness.gain.exponentialRampToValueAtTime(0.3, at + 0.02);
    loudness.gain.exponentialRampToValueAtTime(0.0001, at + 0.9);
    voice.connect(loudness);
    loudness.connect(audio.destination);
    voice.start(at);
    voice.stop(at + 1);
  }

  const touched = () => { if (!isAllowed) wake(() => { /* nothing to play: from now on it may */ }); };
  for (const event of ['pointerdown', 'keydown']) addEventListener(event, touched);
  touched();
  return {
    isMuted: now => !isAllowed && now - askedAt > answerMs,
    play() {
      isAllowed = false; // until it answers
      wake(() => { for (const [hertz, after] of [[659.25, 0.05], [880, 0.25]]) tone(hertz, audio.currentTime + after); });
    },
  };
}

/** What the modules of the wall call with every look. */
export function newSound() {
  const speaker = newSpeaker();
  let watch = newWatch(kept());
  let isShown;

  function call(now, fallen, began) {
    keep(now);
    const texts = began.concat(fallen.map(key => nameOf(key)).filter(Boolean).map(name => heard.dataset.fell.replace('{0}', name)));
    heard.textContent = (texts[0] || '') + (texts.length > 1 ? ` · +${texts.length - 1}` : '');
    root.dataset.called = String(now);
    root.dataset.calling = 'yes';
    clearTimeout(isShown);
    isShown = setTimeout(() => { root.dataset.calling = 'no'; }, shownMs);
    speaker.play();
    dispatchEvent(new CustomEvent('wall-chime', { detail: { at: now, queues: fallen, alerts: began } })); // for tests, and players that listen
  }

  return function look(now, isLive, isNight, alerts) {
    const ringing = alerts.filter(alert => alert.chime);
    watch = watchedOver(watch, now, isLive, isNight, states(), ringing.map(alert => alert.id));
    if (watch.fallen.length + watch.began.length > 0) call(now, watch.fallen, ringing.filter(alert => watch.began.includes(alert.id)).map(alert => alert.text));
    const isHidden = !speaker.isMuted(performance.now());
    if (muted.hidden !== isHidden) muted.hidden = isHidden;
  };
}

const slots = () => Array.from(document.querySelectorAll('#tiles .slot'));

function states() {
  const all = {};
  for (const slot of slots()) if (slot.firstElementChild) all[slot.dataset.key] = slot.firstElementChild.classList[1];
  return all;
}

function nameOf(key) {
  const slot = slots().find(one => one.dataset.key === key);
  const name = slot ? slot.querySelector('.name') : null;
  return name ? name.textContent.trim() : '';
}
