// An open page as a browser holds one: as much of Blazor's protocol as it takes to keep a circuit alive and to confirm every batch.
const utf8 = new TextEncoder();

// --- as much of MessagePack as the hub speaks ---------------------------------------------------------------------------

function packed(value) {
  if (value === null) return [0xc0];
  if (value === true || value === false) return [value ? 0xc3 : 0xc2];
  if (typeof value === 'number') return value < 128 ? [value] : [0xce, value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
  if (typeof value === 'string') { const b = utf8.encode(value); return [0xdb, b.length >>> 24, (b.length >>> 16) & 255, (b.length >>> 8) & 255, b.length & 255, ...b]; }
  if (Array.isArray(value)) return [0x90 + value.length, ...value.flatMap(packed)];
  return [0x80]; // an empty map
}

function message(value) {
  const body = packed(value);
  const head = [];
  for (let n = body.length; ; n >>= 7) { head.push(n > 127 ? (n & 127) | 128 : n); if (n <= 127) break; }
  return new Uint8Array([...head, ...body]);
}

function read(b, at) {
  const t = b[at++];
  const number = n => { let v = 0; for (let i = 0; i < n; i++) v = v * 256 + b[at++]; return v; };
  const text = n => { at += n; return [Buffer.from(b.buffer, b.byteOffset + at - n, n).toString('utf8'), at]; };
  const list = n => { const items = []; for (let i = 0; i < n; i++) { const [item, next] = read(b, at); items.push(item); at = next; } return [items, at]; };
  const skip = n => [undefined, at + n];
  if (t < 0x80) return [t, at];
  if (t < 0x90) { for (let i = 0; i < 2 * (t & 15); i++) at = read(b, at)[1]; return [{}, at]; }
  if (t < 0xa0) return list(t & 15);
  if (t < 0xc0) return text(t & 31);
  switch (t) {
    case 0xc0: return [null, at];
    case 0xc2: case 0xc3: return [t === 0xc3, at];
    case 0xc4: return skip(number(1));
    case 0xc5: return skip(number(2));
    case 0xc6: return skip(number(4));
    case 0xcc: case 0xd0: return [number(1), at];
    case 0xcd: case 0xd1: return [number(2), at];
    case 0xce: case 0xd2: return [number(4), at];
    case 0xcf: case 0xd3: return [number(8), at];
    case 0xd9: return text(number(1));
    case 0xda: return text(number(2));
    case 0xdb: return text(number(4));
    case 0xdc: return list(number(2));
    default: return t >= 0xe0 ? [t - 256, at] : [undefined, b.length];
  }
}

function* messages(b) {
  for (let at = 0; at < b.length;) {
    let [length, shift] = [0, 0];
    for (;;) { const part = b[at++]; length |= (part & 127) << shift; shift += 7; if (part < 128) break; }
    yield read(b, at)[0];
    at += length;
  }
}

// --- one page -----------------------------------------------------------------------------------------------------------

/**
 * Opens a page and keeps it open. Counts into seen: open and broken circuits, batches, and the bytes of messages as the page reads them.
 * Answers with what closes it: as a browser does, which says so, or when told "cut", as a machine that goes away.
 */
export async function visit(address, seen, { path = '/', Socket = WebSocket, cookie = '', onCookie, onEnd, onText } = {}) {
  const answer = await fetch(address + path, { headers: { 'accept-encoding': 'identity', cookie } });
  const given = answer.headers.getSetCookie().map(c => c.split(';')[0]).join('; '); // which instance it is at
  onCookie?.(given);
  const html = await answer.text();
  const markers = [...html.matchAll(/<!--Blazor:(\{.*?\})-->/g)].map(m => JSON.parse(m[1])).filter(m => m.type === 'server' && m.descriptor);
  const state = /<!--Blazor-Server-Component-State:(.*?)-->/.exec(html)?.[1] ?? '';
  const operations = markers.map((marker, i) => ({ type: 'add', ssrComponentId: i + 1, marker }));
  let close;
  await new Promise(done => {
    let circuit, beat, isClosing = false, objects = 0;
    const socket = new Socket(`${address.replace('http', 'ws')}/_blazor`, onCookie ? { headers: { cookie: given || cookie } } : undefined);
    socket.binaryType = 'arraybuffer';
    let isSpeaking = false;
    const say = (target, values, id = null) => socket.send(message([1, {}, id, target, values, []]));
    socket.onopen = () => socket.send(new Uint8Array([...utf8.encode('{"protocol":"blazorpack","version":1}'), 0x1e]));
    socket.onclose = socket.onerror = () => { clearInterval(beat); if (isSpeaking) { seen.open--; isSpeaking = false; } if (!isClosing) seen.broken++; onEnd?.(); done(); };
    close = async how => {
      isClosing = true;
      if (how !== 'cut') await fetch(`${address}/_blazor/disconnect`, { method: 'POST', body: new URLSearchParams({ circuitId: circuit }) });
      socket.close();
    };
    socket.onmessage = event => {
      const data = typeof event.data === 'string' ? utf8.encode(event.data) : new Uint8Array(event.data);
      seen.bytes += data.length;
      if (!isSpeaking) {
        isSpeaking = true;
        seen.open++;
        say('StartCircuit', [`${address}/`, address + path, '[]', state], '0');
        beat = setInterval(() => { if (socket.readyState === 1) socket.send(message([6])); }, 10_000);
        return;
      }

      for (const [kind, , id, target, values] of messages(data)) {
        if (kind === 3 && id === '0') {
          circuit = values;
          say('UpdateRootComponents', [JSON.stringify({ batchId: 1, operations }), state]);
        }
        if (kind !== 1) continue;
        if (target === 'JS.RenderBatch' && onText) onText(Buffer.from(data).toString('latin1'));
        if (target === 'JS.RenderBatch') { seen.batches++; say('OnRenderCompleted', [values[0], null]); done(); }
        if (target === 'JS.BeginInvokeJS') {
          const call = JSON.parse(values[0]);
          const result = call.resultType === 1 ? { __jsObjectId: ++objects } : null; // a module that was asked for, or a value
          if (call.asyncHandle) say('EndInvokeJSFromDotNet', [call.asyncHandle, true, JSON.stringify([call.asyncHandle, true, result])]);
        }
      }
    };
  });
  return close;
}
