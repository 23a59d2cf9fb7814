// A web socket that takes compressed messages as browsers do (permessage-deflate), which Node's own does not, and counts what comes over the wire.
import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { constants, inflateRawSync } from 'node:zlib';

const endOfMessage = Buffer.from([0, 0, 0xff, 0xff]);

/** As much of WebSocket as a circuit needs. wire counts the bytes received, by all of a class. */
export class DeflatingSocket {
  static wire = 0;
  readyState = 0;
  #left = Buffer.alloc(0);
  #parts = [];
  #isCompressed = false;
  #socket;

  constructor(address) {
    const { hostname, port, pathname } = new URL(address);
    this.#socket = connect(Number(port), hostname, () => this.#socket.write(
      `GET ${pathname} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n`
      + `Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n\r\n`));
    this.#socket.on('data', bytes => {
      this.constructor.wire += bytes.length;
      this.#left = Buffer.concat([this.#left, bytes]);
      if (this.readyState === 0) this.#greet();
      if (this.readyState === 1) this.#read();
    });
    this.#socket.on('close', () => { this.readyState = 3; this.onclose?.(); }).on('error', () => {});
  }

  /** Sends a binary message. Its mask is of zeros: a mask protects proxies, of which there is none. */
  send(bytes) {
    const length = bytes.length < 126 ? [0x80 | bytes.length] : bytes.length < 65536 ? [0xfe, bytes.length >> 8, bytes.length & 255] : [0xff, 0, 0, 0, 0, bytes.length >>> 24, (bytes.length >>> 16) & 255, (bytes.length >>> 8) & 255, bytes.length & 255];
    this.#socket.write(Buffer.concat([Buffer.from([0x82, ...length, 0, 0, 0, 0]), bytes]));
  }

  #greet() {
    const end = this.#left.indexOf('\r\n\r\n');
    if (end < 0) return;
    const head = this.#left.subarray(0, end).toString('latin1');
    if (!head.startsWith('HTTP/1.1 101') || !/permessage-deflate.*server_no_context_takeover/i.test(head)) throw new Error(head);
    this.#left = this.#left.subarray(end + 4);
    this.readyState = 1;
    this.onopen?.();
  }

  #read() {
    for (;;) {
      const frame = this.#left;
      if (frame.length < 2) return;
      const short = frame[1] & 127;
      const from = short < 126 ? 2 : short === 126 ? 4 : 10;
      if (frame.length < from) return;
      const length = short < 126 ? short : short === 126 ? frame.readUInt16BE(2) : Number(frame.readBigUInt64BE(2));
      if (frame.length < from + length) return;
      this.#left = frame.subarray(from + length);
      const kind = frame[0] & 15;
      if (kind === 8) { this.#socket.end(); return; }
      if (kind > 2) continue; // a ping or its answer
      if (kind > 0) this.#isCompressed = (frame[0] & 0x40) !== 0;
      this.#parts.push(frame.subarray(from, from + length));
      if ((frame[0] & 0x80) === 0) continue;
      const whole = Buffer.concat(this.#isCompressed ? [...this.#parts, endOfMessage] : this.#parts);
      this.#parts = [];
      this.onmessage?.({ data: this.#isCompressed ? inflateRawSync(whole, { finishFlush: constants.Z_SYNC_FLUSH }) : whole });
    }
  }
}
