import { test } from 'node:test';
import assert from 'node:assert/strict';
import { newWatch, quietMs, watchedOver } from '../../../wwwroot/wall/chime.js';

const day = 1_772_438_400_000;
const look = (watch, seconds, states, { isLive = true, isNight = false } = {}) => watchedOver(watch, day + seconds * 1000, isLive, isNight, states);
const calm = look(newWatch(null), 0, { a: 'on-target', b: 'at-risk' });

test('watchedOver_firstLook_callsForNothing', () => assert.deepEqual(look(newWatch(null), 0, { a: 'below' }).fallen, []));

test('watchedOver_falls_callsOnce', () => {
  const fell = look(calm, 1, { a: 'below', b: 'at-risk' });
  assert.deepEqual(fell.fallen, ['a']);
  assert.deepEqual(look(fell, 2, { a: 'below', b: 'at-risk' }).fallen, []);
});

test('watchedOver_severalAtOnce_callsForAllOfThem', () => assert.deepEqual(look(calm, 1, { a: 'below', b: 'below' }).fallen, ['a', 'b']));

test('watchedOver_withinFiveMinutes_isQuietAndDoesNotMakeUpForIt', () => {
  let watch = look(calm, 1, { a: 'below', b: 'at-risk' });
  watch = look(watch, 1 + quietMs / 1000 - 1, { a: 'below', b: 'below' });
  assert.deepEqual(watch.fallen, []);
  watch = look(watch, 1 + quietMs / 1000, { a: 'below', b: 'below' });
  assert.deepEqual(watch.fallen, []);
  watch = look(watch, 400, { a: 'on-target', b: 'below' });
  assert.deepEqual(look(watch, 401, { a: 'below', b: 'below' }).fallen, ['a']);
});

test('watchedOver_inTheNight_isQuietAndTheMorningTellsNothingOfIt', () => {
  const night = look(calm, 1, { a: 'below', b: 'at-risk' }, { isNight: true });
  assert.deepEqual(night.fallen, []);
  assert.deepEqual(look(night, 2, { a: 'below', b: 'at-risk' }).fallen, []);
});

test('watchedOver_comesBackFromStale_callsOnlyForWhatFellMeanwhile', () => {
  const below = look(calm, 1, { a: 'below', b: 'at-risk' });
  const stale = look(below, 600, { a: 'on-target', b: 'below' }, { isLive: false });
  assert.deepEqual(stale.fallen, []);
  assert.deepEqual(look(stale, 900, { a: 'below', b: 'at-risk' }).fallen, []);
  assert.deepEqual(look(stale, 900, { a: 'below', b: 'below' }).fallen, ['b']);
});

test('watchedOver_timeUnknown_callsForNothing', () => assert.deepEqual(watchedOver(calm, null, true, false, { a: 'below' }).fallen, []));

test('watchedOver_closedOrNotMeasuredBetween_isTheSameBreach', () => {
  const below = look(calm, 1, { a: 'below', b: 'at-risk' });
  for (const between of ['closed', 'not-measured'])
    assert.deepEqual(look(look(below, 600, { a: between, b: 'at-risk' }), 900, { a: 'below', b: 'at-risk' }).fallen, []);
});

test('watchedOver_putOnTheBoardBelow_isNotAFall', () => assert.deepEqual(look(calm, 1, { a: 'on-target', b: 'at-risk', c: 'below' }).fallen, []));

test('watchedOver_pageLoadedAgain_isQuietForTheSameBreachAndTheSameFiveMinutes', () => {
  const { calledAt } = look(calm, 1, { a: 'below', b: 'at-risk' });
  const again = look(newWatch(calledAt), 10, { a: 'below', b: 'at-risk' });
  assert.deepEqual(again.fallen, []);
  assert.deepEqual(look(again, 20, { a: 'below', b: 'below' }).fallen, []);
});

const ring = (watch, seconds, ringing, how = {}) => watchedOver(watch, day + seconds * 1000, how.isLive !== false, how.isNight === true, { a: 'on-target' }, ringing);

test('watchedOver_alertOnTheFirstLook_callsForNothing', () => assert.deepEqual(ring(newWatch(null), 0, ['1']).began, []));

test('watchedOver_alertBegins_callsOnce', () => {
  const began = ring(ring(newWatch(null), 0, ['1']), 1, ['1', '2']);
  assert.deepEqual(began.began, ['2']);
  assert.equal(began.calledAt, day + 1000);
  assert.deepEqual(ring(began, 2, ['1', '2']).began, []);
});

test('watchedOver_alertBeginsWhileNotLive_callsWhenItIsSeenLive', () => {
  const stale = ring(ring(newWatch(null), 0, []), 1, ['1'], { isLive: false });
  assert.deepEqual(stale.began, []);
  assert.deepEqual(ring(stale, 2, ['1']).began, ['1']);
});

test('watchedOver_alertInTheNightOrSoonAfterACall_isQuiet', () => {
  assert.deepEqual(ring(ring(newWatch(null), 0, []), 1, ['1'], { isNight: true }).began, []);
  const called = ring(ring(newWatch(null), 0, []), 1, ['1']);
  assert.deepEqual(ring(called, quietMs / 1000, ['1', '2']).began, []);
});
