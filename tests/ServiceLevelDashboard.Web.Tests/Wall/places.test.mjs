// Which walls of a browser keep a stream. Run by node's test runner.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import vm from 'node:vm';

const source = readFileSync(new URL('../../../wwwroot/wall/places.js', import.meta.url), 'utf8');

/** The shared worker, with a clock that the test turns. */
function newBrowser() {
  let look = null;
  const self = {};
  vm.runInNewContext(source, { self, setInterval: act => { look = act; } });
  return {
    look: () => look(),
    /** A wall that keeps what it was told last; one that is frozen does not answer. */
    open() {
      const wall = { may: null, isFrozen: false };
      const port = {
        postMessage(word) {
          if (word === 'there?') { if (!wall.isFrozen) port.onmessage({ data: 'here' }); } else wall.may = word === 'yes';
        },
      };
      self.onconnect({ ports: [port] });
      wall.say = word => port.onmessage({ data: word });
      wall.say('want');
      return wall;
    },
  };
}

const streams = walls => walls.filter(wall => wall.may).length;

test('three of ten walls keep a stream', () => {
  const browser = newBrowser();
  const walls = Array.from({ length: 10 }, () => browser.open());
  assert.equal(streams(walls), 3);
  assert.equal(walls[9].may, false);
});

test('a wall that leaves makes room at once', () => {
  const browser = newBrowser();
  const walls = Array.from({ length: 5 }, () => browser.open());
  walls[0].say('leave');
  assert.deepEqual(walls.slice(1).map(wall => wall.may), [true, true, true, false]);
});

test('a wall that asks again keeps what it has', () => {
  const browser = newBrowser();
  const walls = Array.from({ length: 4 }, () => browser.open());
  walls.forEach(wall => wall.say('want'));
  assert.deepEqual(walls.map(wall => wall.may), [true, true, true, false]);
});

test('the place of a wall that has died is given on, and it is told when it comes back', () => {
  const browser = newBrowser();
  const walls = Array.from({ length: 4 }, () => browser.open());
  walls[1].isFrozen = true;
  for (let i = 0; i < 10; i++) browser.look();
  assert.deepEqual([walls[0].may, walls[2].may, walls[3].may], [true, true, true]);
  walls[1].say('here');
  assert.equal(walls[1].may, false);
});

test('nobody loses a place while nobody waits', () => {
  const browser = newBrowser();
  const wall = browser.open();
  wall.isFrozen = true;
  for (let i = 0; i < 10; i++) browser.look();
  assert.equal(wall.may, true);
  assert.equal(streams([browser.open(), browser.open()]), 2);
});
