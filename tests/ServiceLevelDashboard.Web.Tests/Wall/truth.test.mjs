import { test } from 'node:test';
import assert from 'node:assert/strict';
import { answered, backOff, beatLimitMs, freshness, heard, isConnected, isObserved, isTooOldThough, mayReload, newClock, serverNow, siteTime, watched } from '../../../wwwroot/wall/truth.js';

const limits = [60_000, 300_000, 900_000, 30_000];
const known = offset => ({ offset, parted: 0 });

test('heard_beforeAnyRoundTrip_provesNothing', () => {
  assert.equal(heard(newClock(), 1_000_000, 5).offset, null);
});

test('answered_first_takesTheLaterBound_soThatFiguresLookOlderAndNotYounger', () => {
  assert.equal(answered(newClock(), 1_000_000, 100, 300).offset, 999_900);
});

test('heard_lateMessage_doesNotSetTheClockBack', () => {
  const clock = heard(known(1_000_000), 1_000_500, 30_500); // left at 1,000,500 and came 30 s late
  assert.equal(clock.offset, 1_000_000);
});

test('heard_quickMessage_bringsTheEstimateNearer', () => {
  assert.equal(heard(known(1_000_000), 1_000_600, 500).offset, 1_000_100);
});

test('answered_serverSetBack_followsIt', () => {
  const clock = answered(known(1_000_000), 940_000, 10, 20);
  assert.equal(clock.offset, 939_990);
});

test('answered_slowAnswer_provesNothing', () => {
  assert.deepEqual(answered(known(7), 1_000_000, 0, 6_000), known(7));
});

test('estimate_anyDelays_isNeverBehindTheServerByMoreThanTheBestDelay', () => {
  let seed = 7;
  const random = () => (seed = seed * 48271 % 2147483647) / 2147483647;
  for (let run = 0; run < 200; run++) {
    const truth = random() * 1e9;
    let clock = { offset: null, parted: null }, best = Infinity, steady = 0;
    for (let i = 0; i < 30; i++) {
      steady += random() * 5_000;
      if (random() < 0.2) {
        const [out, back] = [random() * 2_000, random() * 2_000];
        clock = answered(clock, steady + out + truth, steady, steady + out + back);
        best = Math.min(best, back);
        steady += out + back;
      } else {
        const delay = random() * 20_000;
        clock = heard(clock, steady + truth, steady + delay);
        if (clock.offset !== null) best = Math.min(best, delay);
      }
      if (clock.offset !== null) assert.ok(clock.offset >= truth - 20_000 && clock.offset <= truth + 2_001, `${clock.offset - truth}`);
    }
  }
});

test('watched_clocksPart_nothingIsKnown', () => {
  const clock = watched(watched(known(5), 1_000, 1_000), 2_000, 9_000);
  assert.equal(clock.offset, null);
  assert.equal(serverNow(clock, 2_000), null);
});

test('watched_smallStep_isNoJump', () => {
  assert.equal(watched(watched(known(5), 1_000, 1_000), 2_000, 6_900).offset, 5);
});

for (const [age, state] of [[0, 'live'], [60_000, 'live'], [60_001, 'delayed'], [300_001, 'stale'], [900_001, 'nodata']]) {
  test(`freshness_age${age}_is_${state}`, () => {
    assert.equal(freshness(1e6, { until: 1e6 - age, limits }, 1e6), state);
  });
}

test('freshness_noBeat_isNotLive', () => {
  assert.equal(freshness(1e6, { until: 1e6, limits }, 1e6 - beatLimitMs - 1), 'delayed');
  assert.equal(freshness(1e6, { until: 1e6, limits }, null), 'delayed');
});

test('freshness_clockUnknown_isUnknown', () => assert.equal(freshness(null, { until: 1, limits }, 1), 'unknown'));

test('freshness_noFigures_isNoData', () => assert.equal(freshness(1e6, { until: null, limits }, 1e6), 'nodata'));

test('isConnected_floodOfOldMessages_isNot', () => assert.equal(isConnected(1e6, 1e6 - 25_000), false));

test('isObserved_oldObservation_isNotOfNow', () => {
  assert.equal(isObserved(1e6, 1e6 - 30_000, limits, 'live'), true);
  assert.equal(isObserved(1e6, 1e6 - 30_001, limits, 'live'), false);
  assert.equal(isObserved(1e6, 1e6, limits, 'delayed'), false);
});

test('isTooOldThough_eitherClock_withdraws', () => {
  assert.equal(isTooOldThough(900_001, 0, { until: 1e6, limits }), true);
  assert.equal(isTooOldThough(0, 2e6, { until: 1e6, limits }), true);
  assert.equal(isTooOldThough(0, 1e6, { until: 1e6, limits }), false);
});

test('backOff_grows_isCapped_andDiffers', () => {
  assert.equal(backOff(0, 1), 1000);
  assert.equal(backOff(50, 1), 30_000);
  assert.ok(backOff(3, 0.1) !== backOff(3, 0.9));
});

test('mayReload_threeTimesInTenMinutes_isEnough', () => {
  assert.equal(mayReload([1, 2, 3], 1000), false);
  assert.equal(mayReload([1, 2, 3], 700_000), true);
});

test('siteTime_isTheSites', () => {
  assert.equal(siteTime(Date.UTC(2026, 8, 1, 10, 42), 60), '11:42');
  assert.equal(siteTime(Date.UTC(2026, 8, 1, 23, 42), 60), '00:42');
});
