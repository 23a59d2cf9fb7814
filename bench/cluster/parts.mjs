// The parts of a cluster on this machine, each a process of its own: PostgreSQL, PgBouncer, a contact centre that counts calls, instances, HAProxy.
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, openSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const wait = ms => new Promise(done => setTimeout(done, ms));

/** Waits until something holds; false when it does not within the time. */
export async function until(holds, ms = 60_000, everyMs = 100) {
  for (const end = Date.now() + ms; Date.now() < end; await wait(everyMs)) {
    try {
      if (await holds()) return true;
    } catch { /* not yet */ }
  }
  return false;
}

export const freePort = () => new Promise(done => {
  const server = net.createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    server.close(() => done(port));
  });
});

const isRoot = process.getuid() === 0;
const postgres = isRoot ? { uid: Number(execFileSync('id', ['-u', 'postgres'])), gid: Number(execFileSync('id', ['-g', 'postgres'])) } : {};
const bin = () => join('/usr/lib/postgresql', readdirSync('/usr/lib/postgresql').sort((a, b) => b - a)[0], 'bin');

const folder = mkdtempSync(join(tmpdir(), 'sld-cluster-'));
chmodSync(folder, 0o755);
const started = [];

function own(path) {
  mkdirSync(path);
  if (isRoot) chownSync(path, postgres.uid, postgres.gid);
  return path;
}

/** Starts a program; its words go into a file, and lines to whoever asks for them. */
function start(name, program, args, { env, hear, ...options } = {}) {
  const log = openSync(join(folder, `${name}.log`), 'a');
  const child = spawn(program, args, { stdio: ['ignore', hear ? 'pipe' : log, log], env: { ...process.env, ...env }, ...options });
  started.push(child);
  child.ended = new Promise(done => child.on('exit', code => done(code)));
  if (hear) child.stdout.on('data', data => { writeFileSync(log, data); hear(String(data)); });
  return child;
}

export function log(name) {
  return readFileSync(join(folder, `${name}.log`), 'utf8');
}

/** Ends all that was started; what comes then begins anew. */
export async function stop() {
  for (const child of started.splice(0).reverse()) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    try { process.kill(child.pid, 'SIGCONT'); } catch { /* gone */ }
    child.kill(child.quick || 'SIGTERM');
    await Promise.race([child.ended, wait(5_000).then(() => child.kill('SIGKILL'))]);
  }
}

/** The same, at the end of all. KEEP=1 leaves the logs. */
export async function end() {
  await stop();
  if (process.env.KEEP) process.stderr.write(`The logs are in ${folder}\n`);
  else rmSync(folder, { recursive: true, force: true });
}

// --- PostgreSQL and PgBouncer -------------------------------------------------------------------------------------------

export class Database {
  static async begin() {
    const database = new Database();
    database.port = await freePort();
    database.data = own(join(folder, `pg-${database.port}`));
    execFileSync(join(bin(), 'initdb'), ['-D', database.data, '-A', 'trust', '-U', 'postgres', '--no-locale', '-E', 'UTF8'], { ...postgres, stdio: 'ignore' });
    await database.start();
    return database;
  }

  async start() {
    this.process = start('postgresql', join(bin(), 'postgres'),
      ['-D', this.data, '-p', this.port, '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', '-c', 'max_connections=300'], { cwd: this.data, ...postgres });
    this.process.quick = 'SIGINT'; // the mode that waits for nobody
    if (!await until(() => this.ask('SELECT 1') === '1')) throw new Error('PostgreSQL did not start');
  }

  async stop() {
    this.process.kill('SIGINT');
    await this.process.ended;
  }

  /** The rows of an answer, columns parted by a bar. */
  ask(sql) {
    return execFileSync(join(bin(), 'psql'), ['-h', '127.0.0.1', '-p', this.port, '-U', 'postgres', '-At', '-c', sql], { stdio: ['ignore', 'pipe', 'ignore'], timeout: 5_000 })
      .toString().trim();
  }

  get address() {
    return `Host=127.0.0.1;Port=${this.poolerPort || this.port};Username=postgres;Database=postgres;Maximum Pool Size=20;Timeout=5;Command Timeout=10`;
  }

  /** Puts PgBouncer in between, which gives out sessions by the transaction: nobody hears a signal. */
  async pool() {
    this.poolerPort = await freePort();
    const file = join(folder, 'pgbouncer.ini');
    writeFileSync(file, `[databases]
* = host=127.0.0.1 port=${this.port} user=postgres
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${this.poolerPort}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 20
max_client_conn = 200
ignore_startup_parameters = extra_float_digits
logfile = ${own(join(folder, `pgbouncer-${this.poolerPort}`))}/log
`);
    start('pgbouncer', '/usr/sbin/pgbouncer', [file], { ...postgres });
  }
}

// --- the contact centre, and what stands before it to count -------------------------------------------------------------

export class Centre {
  calls = []; // { at, who, path }

  static async begin(queues = Number(process.env.QUEUES || 40)) {
    const centre = new Centre();
    let said = '';
    const child = start('centre', 'dotnet', [process.env.SHELL_PROGRAM, 'simulate', '--port', '0', '--queues', String(queues)], { hear: text => { said += text; } });
    child.quick = 'SIGKILL';
    if (!await until(() => /GENESYS_CLIENT_SECRET=\S+/.test(said))) throw new Error('The contact centre did not start');
    centre.variables = Object.fromEntries([...said.matchAll(/export (\w+)=(\S+)/g)].map(m => [m[1], m[2]]));
    return centre;
  }

  /** An address of its own for an instance, so that it is known who calls. */
  async doorOf(who) {
    const to = new URL(this.variables.GENESYS_URL);
    const server = http.createServer((request, response) => {
      this.calls.push({ at: Date.now(), who, path: request.url.split('?')[0] });
      const on = http.request({ host: to.hostname, port: to.port, path: request.url, method: request.method, headers: { ...request.headers, host: to.host } }, answer => {
        response.writeHead(answer.statusCode, answer.headers);
        answer.pipe(response);
      });
      on.on('error', () => response.destroy());
      request.pipe(on);
    });
    await new Promise(done => server.listen(0, '127.0.0.1', done));
    server.unref();
    return `http://127.0.0.1:${server.address().port}/`;
  }

  /** Calls of the API from a moment to another, without tokens. */
  between(from, to) {
    return this.calls.filter(c => c.at >= from && c.at < to && c.path.startsWith('/api/'));
  }
}

// --- instances ----------------------------------------------------------------------------------------------------------

export const refreshSeconds = 5;

export class Instance {
  static async begin(name, database, centre, settings = {}, prefix = []) {
    const instance = new Instance();
    Object.assign(instance, { name, prefix, port: await freePort() });
    instance.data = join(folder, `${name}-${instance.port}`);
    instance.address = `http://127.0.0.1:${instance.port}`;
    instance.env = {
      ...centre.variables,
      GENESYS_URL: await centre.doorOf(name),
      ASPNETCORE_URLS: instance.address,
      ASPNETCORE_ENVIRONMENT: 'Production',
      AllowedHosts: '127.0.0.1;localhost',
      Storage__PostgreSql: `${database.address};Application Name=${name}`,
      Storage__DataFolder: instance.data,
      Site__TimeZone: 'Europe/London',
      Refresh__IntervalsSeconds: String(refreshSeconds),
      Refresh__ObservationsSeconds: String(refreshSeconds),
      History__BackfillDays: '0',
      Security__SignIn: 'Never',
      Security__Proxies: '127.0.0.1',
      Security__StreamsPerClient: '20000',
      Security__ConnectionsPerClient: '30000',
      Security__RequestsPerSecond: '20000',
      Wall__MaximalScreens: '20000',
      ...settings,
    };
    await instance.start();
    return instance;
  }

  async start() {
    const [program, ...args] = [...this.prefix, 'dotnet', process.env.PROGRAM];
    this.process = start(this.name, program, args, { env: this.env });
    this.process.quick = 'SIGKILL';
  }

  ready(ms = 120_000) {
    return until(async () => (await this.get('/health/ready')).status === 200, ms);
  }

  get(path, ms = 2_000) {
    return fetch(this.address + path, { signal: AbortSignal.timeout(ms) });
  }

  signal(name) {
    process.kill(this.process.pid, name);
  }

  /** What it shows: until when the figures reach, and which content it is; null when it does not answer. */
  async shows() {
    try {
      const answer = await this.get('/wall/all/state');
      return answer.ok ? await answer.json() : null;
    } catch {
      return null;
    }
  }
}

// --- HAProxy, as it is packaged -----------------------------------------------------------------------------------------

export async function proxy(instances) {
  const port = await freePort();
  let text = readFileSync('packaging/haproxy.cfg', 'utf8')
    .replace(/^ *bind :443.*\n/m, '').replace('bind :80', `bind 127.0.0.1:${port}`)
    .replace(/^ *http-request redirect scheme.*\n/m, '').replace('X-Forwarded-Proto https', 'X-Forwarded-Proto http')
    .replaceAll(' httponly secure', ' httponly').replaceAll('hdr Host dashboard.example', 'hdr Host 127.0.0.1')
    .replace('global\n', 'global\n    stats socket ' + join(folder, `haproxy-${port}.sock`) + '\n');
  ['one', 'two', 'three'].forEach((name, i) => {
    text = instances[i] ? text.replaceAll(`127.0.0.1:${5080 + i}`, `127.0.0.1:${instances[i].port}`) : text.replace(new RegExp(`^ *server ${name} .*\\n`, 'mg'), '');
  });
  const file = join(folder, `haproxy-${port}.cfg`);
  writeFileSync(file, text);
  const child = start('haproxy', '/usr/sbin/haproxy', ['-q', '-f', file]);
  child.quick = 'SIGKILL';
  const address = `http://127.0.0.1:${port}`;
  if (!await until(async () => (await fetch(`${address}/health/ready`)).ok)) throw new Error('HAProxy leads to nobody');
  return { address, child };
}

/** A cluster whose instances all have figures. */
export async function begin({ count = Number(process.env.INSTANCES || 3), isPooled = false, settings = {}, prefixOf = () => [] } = {}) {
  const [database, centre] = [await Database.begin(), await Centre.begin()];
  if (isPooled) await database.pool();
  const instances = [];
  for (let i = 0; i < count; i++) {
    instances.push(await Instance.begin(['one', 'two', 'three', 'four', 'five'][i], database, centre, settings, prefixOf(i)));
    if (i === 0 && !await instances[0].ready()) throw new Error(`The first instance has no figures:\n${log('one').slice(-3000)}`);
  }
  for (const instance of instances) if (!await instance.ready()) throw new Error(`${instance.name} has no figures:\n${log(instance.name).slice(-3000)}`);
  return { database, centre, instances, proxy: await proxy(instances) };
}

let isEnding = false;
const giveUp = error => {
  if (error instanceof Error) console.error(error);
  if (isEnding) return; // a second error would end this before the programs have
  isEnding = true;
  end().then(() => process.exit(1));
};
for (const event of ['SIGINT', 'SIGTERM', 'uncaughtException', 'unhandledRejection']) process.on(event, giveUp);
