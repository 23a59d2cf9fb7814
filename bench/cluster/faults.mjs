// What a cluster does with every fault. Usage: faults.mjs [NAME…]
import net from 'node:net';
import { begin, end, refreshSeconds, stop, until, wait } from './parts.mjs';
import { glasses } from './glass.mjs';

const lookMs = 250;

/** A mail server that takes everything and counts each message's id. */
function mailbox() {
  const ids = [];
  const server = net.createServer(socket => {
    let [text, isData] = ['', false];
    socket.write('220 sink\r\n');
    socket.on('error', () => {}).on('data', data => {
      text += data;
      for (;;) {
        const mark = isData ? '\r\n.\r\n' : '\r\n';
        const at = text.indexOf(mark);
        if (at < 0) return;
        const part = text.slice(0, at);
        text = text.slice(at + mark.length);
        if (isData) {
          ids.push(/^Message-Id: *(\S+)/im.exec(part)?.[1]);
          isData = false;
          socket.write('250 taken\r\n');
        } else if (/^data/i.test(part)) { isData = true; socket.write('354 go on\r\n'); } else if (/^quit/i.test(part)) socket.end('221 bye\r\n');
        else socket.write('250 sink\r\n');
      }
    });
  });
  return new Promise(done => server.listen(0, '127.0.0.1', () => { server.unref(); done({ port: server.address().port, ids }); }));
}

async function cluster(options) {
  const mail = await mailbox();
  const made = await begin({ ...options, settings: { Mail__Server: '127.0.0.1', Mail__Port: String(mail.port), Mail__Security: 'None', Mail__From: 'dashboard@example.com' } });
  const document = (kind, key, value) => made.database.ask(`INSERT INTO configuration ("Kind", "Key", "Json", "Version", "ChangedAt") VALUES ('${kind}', '${key}', '${JSON.stringify(value)}', 1, 0)`);
  try {
    document('route', 'office', { name: 'Office', kind: 'Mail', to: ['office@example.com'] });
    document('alert-rule', 'waits', { name: 'Waits', condition: 'LongestWaitOver', limit: 20, severity: 'Warning', holdSeconds: 0, hours: 'Always', routes: [{ route: 'office' }] });
  } catch (error) {
    process.stderr.write(`No alerts: ${error.message}\n`);
  }
  made.mail = mail;
  made.walls = glasses(made.proxy.address, 30);
  made.samples = [];
  const byName = Object.fromEntries(made.instances.map(i => [i.name, i]));
  made.leader = () => byName[made.centre.calls.findLast(c => c.path.startsWith('/api/'))?.who];
  made.lease = () => { try { return made.database.ask(`SELECT "Holder", "Epoch" FROM leases WHERE "Name" = 'collector'`).split('|'); } catch { return null; } };
  const look = async () => {
    const at = Date.now();
    const shown = await Promise.all(made.instances.map(i => i.shows()));
    made.samples.push({ at, ages: shown.map(s => s?.until ? Date.now() - s.until : null), versions: shown.map(s => s?.version) });
  };
  made.timer = setInterval(look, lookMs);
  return made;
}

const notes = [];
const seconds = ms => Number.isFinite(ms) ? (ms / 1000).toFixed(1) : 'never';

/** The refresh with the most calls, all instances together: those within any refresh's length. */
function fullestRefresh(centre, from, to) {
  const calls = centre.between(from, to).filter(c => !c.path.includes('/notifications/') && !c.path.includes('/limits/'));
  return calls.map((first, i) => calls.slice(i).filter(c => c.at < first.at + refreshSeconds * 850)).reduce((most, some) => some.length > most.length ? some : most, []);
}

/** Moments at which an instance called after another had taken over from it, in ms after that. */
function lateCalls(centre, from, to) {
  const calls = centre.between(from, to);
  let [leader, before] = [null, null];
  const late = [];
  for (const call of calls) {
    if (call.who === leader) continue;
    if (call.who === before?.who) late.push(call.at - before.at);
    [before, leader] = [{ who: leader, at: call.at }, call.who];
  }
  return late.length;
}

async function suffer(made, name, act, afterMs) {
  await wait(3 * refreshSeconds * 1000);
  const [leader, lease, from, mails] = [made.leader(), made.lease(), Date.now(), made.mail.ids.length];
  made.walls.forEach(glass => { glass.falselyLive = 0; });
  await act(leader, made);
  await wait(afterMs);
  const to = Date.now();
  const taken = made.centre.between(from, to).find(c => c.who !== leader.name);
  const after = made.lease();
  const samples = made.samples.filter(s => s.at >= from && s.at < to);
  const fresh = samples.find(s => taken && s.at >= taken.at && s.ages.every((age, i) => age === null || made.instances[i] === leader || s.at - age >= taken.at - 1_000));
  const ages = made.instances.map((_, i) => Math.max(...samples.map(s => s.ages[i] ?? 0)));
  const doubles = made.mail.ids.length - new Set(made.mail.ids).size;
  let twice = '–';
  try {
    twice = made.database.ask(`SELECT count(*) FROM alerts a JOIN alerts b ON a."Rule" = b."Rule" AND a."Subject" = b."Subject" AND a."Id" < b."Id"
      AND a."SinceMs" < coalesce(b."ResolvedMs", 9e15) AND b."SinceMs" < coalesce(a."ResolvedMs", 9e15)`);
  } catch { /* no alerts */ }
  const fullest = fullestRefresh(made.centre, from, to);
  notes.push(`${name}: ${fullest.map(c => `${c.who} ${c.path.split('/').slice(-2).join('/')} +${c.at - fullest[0].at} ms`).join(', ')}`);
  console.log(`| ${name} | ${taken ? seconds(taken.at - from) : 'stays'} | ${fresh ? seconds(fresh.at - from) : '–'} | ${lease?.[1]} → ${after?.[1]} | ${lateCalls(made.centre, from, to)} | ${fullest.length} | ${ages.map(a => seconds(a)).join(' / ')} | ${seconds(Math.max(...made.walls.map(g => g.longestGap(from))))} | ${seconds(Math.max(...made.walls.map(g => g.falselyLive)))} | ${made.mail.ids.length - mails}, ${doubles} | ${twice} |`);
}

const again = async instance => {
  await instance.start();
  if (!await instance.ready()) throw new Error(`${instance.name} does not come back`);
};

const faults = {
  sigstop: { title: 'SIGSTOP of the leader for 60 s', afterMs: 20_000, async act(leader) { leader.signal('SIGSTOP'); await wait(60_000); leader.signal('SIGCONT'); } },
  kill: { title: 'kill -9 of the leader', afterMs: 30_000, act(leader) { leader.signal('SIGKILL'); }, after: again },
  terminate: {
    title: '`pg_terminate_backend` of its sessions', afterMs: 25_000,
    act: (leader, { database }) => database.ask(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '${leader.name}'`),
  },
  restart: { title: 'PostgreSQL restarted', afterMs: 30_000, async act(_, { database }) { await database.stop(); await database.start(); } },
  without: { title: '30 s without PostgreSQL', afterMs: 30_000, async act(_, { database }) { await database.stop(); await wait(30_000); await database.start(); } },
};

const own = {
  clocks: {
    title: 'clocks 0, 5 min ahead and 5 min behind; kill -9 of the leader',
    // the library itself, not the program around it, which would be what is killed; without the last setting all timed waits of .NET end at once
    options: {
      prefixOf: i => i === 0 ? [] : ['env', 'LD_PRELOAD=/usr/$LIB/faketime/libfaketime.so.1', `FAKETIME=${i === 1 ? '+5m' : '-5m'}`, 'NO_FAKE_STAT=1',
        'FAKETIME_DONT_FAKE_MONOTONIC=1', 'FAKETIME_FORCE_MONOTONIC_FIX=0'],
    },
  },
  silent: { title: 'behind PgBouncer, which lets nobody listen; kill -9 of the leader', options: { isPooled: true } },
};

const wanted = process.argv.slice(2);
const isWanted = name => wanted.length === 0 || wanted.includes(name);
console.log('| fault | another asks the centre after, s | all others show its figures after, s | epoch | calls of one that was overtaken | most calls in one refresh | greatest age at each, s | longest gap of live figures on 30 glasses, s | live though stale, s | mails, of these twice | alerts twice |');
console.log('|---|---|---|---|---|---|---|---|---|---|---|');
if (Object.keys(faults).some(isWanted)) {
  const made = await cluster({});
  for (const [name, { title, act, afterMs, after }] of Object.entries(faults)) {
    if (!isWanted(name)) continue;
    const leader = made.leader();
    await suffer(made, title, act, afterMs);
    await after?.(leader);
    await until(async () => (await Promise.all(made.instances.map(i => i.ready(1_000)))).every(Boolean));
  }
  clearInterval(made.timer);
  made.walls.end();
  await stop();
}
for (const [name, { title, options }] of Object.entries(own)) {
  if (!isWanted(name)) continue;
  const made = await cluster(options);
  await suffer(made, title, leader => leader.process.kill('SIGKILL'), 30_000);
  clearInterval(made.timer);
  made.walls.end();
  await stop();
}
console.log(`\nThe refresh with the most calls of each:\n\n- ${notes.join('\n- ')}`);
await end();
process.exit(0);
