// A glass as wall.js is one, without the picture: follows a board through the proxy, connects again by itself, and knows whether it may say "live".
import http from 'node:http';
import { answered, backOff, freshness, heard, newClock, serverNow, watched } from '../../wwwroot/wall/truth.js';

const wait = ms => new Promise(done => setTimeout(done, ms));
const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });
const steady = () => performance.now();

export class Glass {
  state = { version: '', until: null, limits: [0, 0, 0, 0] };
  clock = newClock();
  lastBeat = null;
  failures = 0;
  isEnded = false;
  gaps = [];          // of live figures, in ms, each with what came instead of them
  liveAt = null;
  falselyLive = 0;    // how long figures passed for live that were not, in ms by looks

  constructor(address, board = 'all') {
    [this.address, this.board] = [address, board];
    this.#connect();
  }

  get isLive() {
    return freshness(serverNow(this.clock, steady()), this.state, this.lastBeat) === 'live';
  }

  /** Looks at the glass; every tenth of a second. */
  look(everyMs) {
    this.clock = watched(this.clock, steady(), Date.now());
    const now = Date.now();
    if (serverNow(this.clock, steady()) === null && this.stream && steady() - this.askedAt > 1_000) this.#ask(); // as wall.js: a slow answer has proven too little
    if (this.isLive) {
      if (this.liveAt !== null && now - this.liveAt > 2 * everyMs) this.gaps.push({ ms: now - this.liveAt, at: this.liveAt });
      this.liveAt = now;
      if (now - this.state.until > this.state.limits[0] + 1_000) this.falselyLive += everyMs; // this machine's own clock knows
    }
  }

  /** The longest time without live figures, one that goes on included. */
  longestGap(from = 0) {
    const open = this.liveAt === null ? Infinity : Date.now() - this.liveAt;
    return Math.max(open, ...this.gaps.filter(g => g.at >= from - 500).map(g => g.ms), 0);
  }

  end() {
    this.isEnded = true;
    this.stream?.destroy();
  }

  #get(path, ms = 5_000) {
    return new Promise(done => {
      const request = http.get(`${this.address}/wall/${this.board}/${path}`, { agent, timeout: ms }, answer => {
        let text = '';
        answer.setEncoding('utf8').on('data', part => { text += part; }).on('end', () => done({ status: answer.statusCode, text })).on('error', () => done({ status: 0 }));
      });
      request.on('timeout', () => request.destroy()).on('error', () => done({ status: 0 }));
    });
  }

  async #ask() {
    const began = this.askedAt = steady();
    const time = await this.#get('time');
    if (time.status === 200) this.clock = answered(watched(this.clock, steady(), Date.now()), Number(time.text), began, steady());
    return time.status === 200;
  }

  async #connect() {
    while (!this.isEnded) {
      if (await this.#ask()) await this.#follow();
      else await wait(backOff(this.failures++, Math.random()));
    }
  }

  /** Resolves when the stream has ended. */
  #follow() {
    return new Promise(done => {
      let silence;
      const finish = async isFailed => {
        clearTimeout(silence);
        this.stream?.destroy();
        if (isFailed) await wait(backOff(this.failures++, Math.random()));
        done();
      };
      const listen = () => { clearTimeout(silence); silence = setTimeout(() => finish(false), 12_000); };
      listen();
      this.stream = http.get(`${this.address}/wall/${this.board}/stream?since=${encodeURIComponent(this.state.version)}`, { agent: false }, answer => {
        if (answer.statusCode !== 200) { answer.resume(); finish(true); return; }
        let text = '';
        answer.setEncoding('utf8').on('data', part => {
          listen();
          text += part;
          for (let end; (end = text.indexOf('\n\n')) >= 0; text = text.slice(end + 2)) this.#hear(text.slice(0, end));
        }).on('end', () => finish(false)).on('error', () => finish(false));
      });
      this.stream.on('error', () => finish(true));
    });
  }

  #hear(event) {
    const [first, time, body] = event.split('\n').map(line => line.slice(line.indexOf(': ') + 2));
    this.clock = heard(this.clock, Number(time), steady());
    this.lastBeat = Math.max(this.lastBeat || 0, Number(time));
    this.failures = 0;
    if (first === 'state') this.#take(JSON.parse(body));
  }

  async #take(news) {
    if (news.from && news.from !== this.state.version) {
      if (news.version === this.state.version || this.isFetching) return;
      this.wholes = (this.wholes || 0) + 1;
      this.isFetching = true;
      const whole = await this.#get('state');
      this.isFetching = false;
      if (whole.status === 200) this.#show(JSON.parse(whole.text));
    } else this.#show(news);
  }

  #show({ version, until = null, limits }) {
    this.state = { version, until, limits };
  }
}

/** Many of them, looked at together. */
export function glasses(address, count) {
  const everyMs = 100;
  const all = Array.from({ length: count }, () => new Glass(address));
  const timer = setInterval(() => all.forEach(glass => glass.look(everyMs)), everyMs);
  return Object.assign(all, { end() { clearInterval(timer); all.forEach(glass => glass.end()); } });
}
