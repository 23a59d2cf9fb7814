import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { newRotation, pagesOf, partsOf, pinLimitMs, shiftAt, turned, unfolded } from '../../../wwwroot/wall/rotation.js';

const keys = [...'abcdefghij'];
const pages = pagesOf(keys, 0, 4);
const turnMs = 15_000;
const started = turned(newRotation(0), 0, pages, [], turnMs);

/** The same as in WallPagesTests: small letters are calm. */
for (const { why, tiles, vital, room, fit, pages: expected } of JSON.parse(readFileSync(new URL('pages.json', import.meta.url), 'utf8'))) {
  test(`pagesOf_cases_${why}`, () => {
    const all = [...tiles];
    const shown = fit === 'folded' && all.length > room ? unfolded(all, key => key === key.toLowerCase() ? 'on-target' : 'below', vital, room) : all;
    assert.deepEqual(pagesOf(shown, vital, room).map(page => page.join('')), expected);
  });
}

test('turned_afterItsTurn_showsTheNextPageAndComesRound', () => {
  let r = started;
  const seen = [];
  for (let now = 0; now <= 60_000; now += 1000) {
    r = turned(r, now, pages, [], turnMs);
    if (seen.at(-1) !== r.page) seen.push(r.page);
  }
  assert.deepEqual(seen, [0, 1, 2, 0, 1]);
});

test('turned_firstLook_showsABreachWithoutInterrupting', () => {
  const r = turned(newRotation(0), 0, pages, ['f'], turnMs);
  assert.equal(r.page, 1);
  assert.equal(r.pin, null);
});

test('turned_entersBelow_interruptsOnce_isPinnedForFiveMinutes_thenPagesTurn', () => {
  let r = turned(started, 1_000, pages, ['j'], turnMs);
  assert.equal(r.page, 2);
  for (let now = 1_000; now < pinLimitMs; now += 1_000) {
    r = turned(r, now, pages, ['j'], turnMs);
    assert.equal(r.page, 2, String(now));
  }
  const seen = new Set();
  for (let now = pinLimitMs + 1_000; now < pinLimitMs + 61_000; now += 1_000) {
    r = turned(r, now, pages, ['j'], turnMs);
    seen.add(r.page);
  }
  assert.equal(seen.size, 3);
  assert.equal(r.pin, null);
});

test('turned_recovers_theyTurnAgain_andASecondBreachInterruptsAgain', () => {
  let r = turned(started, 1_000, pages, ['j'], turnMs);
  r = turned(r, 2_000, pages, [], turnMs);
  assert.equal(r.pin, null);
  r = turned(r, 20_000, pages, ['j'], turnMs);
  assert.equal(r.pin.key, 'j');
});

test('turned_breachOfAQueueThatLeft_doesNotHoldTheBoard', () => {
  const r = turned(started, 1_000, pages, ['j'], turnMs);
  assert.equal(turned(r, 2_000, pagesOf(keys.slice(0, 9), 0, 4), ['j'], turnMs).pin, null);
});

test('turned_pageThatDoesNotExistAnyMore_isNotShown', () => {
  const r = { ...started, page: 2 };
  assert.ok(turned(r, 1_000, pagesOf(keys.slice(0, 4), 0, 4), [], turnMs).page < 1);
});

test('turned_clockSetBack_isNotStuck', () => {
  let r = { ...started, turnedAt: 1e9 };
  r = turned(r, 1_000, pages, [], turnMs);
  r = turned(r, 16_000, pages, [], turnMs);
  assert.equal(r.page, 1);
});

test('turned_anyStorm_neverLeavesThePagesNorStandsStillForTenMinutes', () => {
  let seed = 3;
  const random = () => (seed = seed * 48271 % 2147483647) / 2147483647;
  let r = newRotation(0), last = 0, changed = 0;
  for (let now = 0; now < 7_200_000; now += 1000) {
    const below = now % 60_000 === 0 ? keys.filter(() => random() < 0.3) : r.known ?? [];
    r = turned(r, now, pages, below, turnMs);
    assert.ok(r.page >= 0 && r.page < pages.length);
    if (r.page !== last) [last, changed] = [r.page, now];
    assert.ok(now - changed <= 600_000, String(now));
  }
});

test('shiftAt_staysWithinItsPixels', () => {
  for (let minute = 0; minute < 100; minute++) assert.ok(shiftAt(minute, 8).every(n => Math.abs(n) <= 8));
});

test('partsOf_message_losesNothingAndFits', () => {
  const text = 'Town hall at 15:00 in the canteen, everybody is welcome';
  const fits = most => line => Array.from(line).length <= most;
  const parts = partsOf(text, fits(32));
  assert.equal(parts.join(' '), text);
  assert.ok(parts.length === 2 && parts.every(part => part.length <= 32));
  assert.deepEqual(partsOf('', fits(32)), []);
  assert.deepEqual(partsOf('abcdefghijkl', fits(10)), ['abcdefghij', 'kl']);
  assert.deepEqual(partsOf('本日は全員集合です', fits(4)), ['本日は全', '員集合で', 'す']);
});

test('partsOf_aWordThatIsTooLong_isBrokenBetweenLetters', () => {
  const family = '\u{1F468}\u200D\u{1F469}\u200D\u{1F467}';
  assert.deepEqual(partsOf(`e\u0301e\u0301${family}${family}`, line => line.length <= 8), ['e\u0301e\u0301', family, family]);
});
