// An open page with its circuit, which goes with its instance as a browser's does: told to move, it is loaded again; cut off, it tries again and is loaded again.
import { visit } from '../wall/circuit.mjs';

const wait = ms => new Promise(done => setTimeout(done, ms));

export class Page {
  gaps = [];
  goneAt = Date.now();
  cookie = '';
  isEnded = false;

  constructor(address, path = '/') {
    [this.address, this.path] = [address, path];
    this.#live();
  }

  longestGap(from = 0) {
    return Math.max(this.goneAt === null ? 0 : Date.now() - this.goneAt, ...this.gaps.filter(g => g.at >= from - 500).map(g => g.ms), 0);
  }

  end() {
    this.isEnded = true;
    this.close?.('cut');
  }

  async #live() {
    while (!this.isEnded) {
      const seen = { open: 0, broken: 0, batches: 0, bytes: 0 };
      try {
        let moved;
        const moving = new Promise(done => { moved = done; });
        this.close = await visit(this.address, seen, {
          path: this.path, cookie: this.cookie, onCookie: cookie => { this.cookie = cookie || this.cookie; },
          onEnd: moved,
          onText: text => { const within = /data-within\D{0,20}?(\d+)/.exec(text); if (within) setTimeout(moved, Number(within[1])); },
        });
        if (seen.batches > 0) {
          if (this.goneAt !== null) this.gaps.push({ at: this.goneAt, ms: Date.now() - this.goneAt });
          this.goneAt = null;
          await moving;
          this.goneAt = Date.now();
          await this.close('cut');
        }
      } catch { /* nobody answers */ }
      if (this.goneAt === null) this.goneAt = Date.now();
      await wait(200 + 300 * Math.random());
    }
  }
}
