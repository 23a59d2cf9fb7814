// Shared by all walls of a browser. Over HTTP/1.1 a browser opens six connections to a host, whatever its tabs: were every wall to keep one, the seventh page
// would never come. So three walls keep a stream, and the others ask from time to time until one of these makes room.
const most = 3;
const patience = 3;          // looks that a wall may leave unanswered before its place is another's: its tab has crashed or is frozen
const lookMs = 10_000;
const holders = new Map();   // port: looks that it has not answered
const waiting = new Set();

function give() {
  for (const port of waiting) {
    if (holders.size >= most) return;
    waiting.delete(port);
    holders.set(port, 0);
    port.postMessage('yes');
  }
}

function hear(port, word) {
  if (word === 'here') {
    if (holders.has(port)) holders.set(port, 0);
    else if (!waiting.has(port)) port.postMessage('no'); // it was thought dead
  }
  if (word === 'leave') {
    holders.delete(port);
    waiting.delete(port);
  }
  if (word === 'want' && !holders.has(port)) {
    waiting.add(port);
    give();
    if (waiting.has(port)) port.postMessage('no');
  }
  give();
}

setInterval(() => {
  if (waiting.size === 0) return;
  for (const [port, unanswered] of holders) {
    if (unanswered >= patience) holders.delete(port);
    else holders.set(port, unanswered + 1);
    port.postMessage('there?');
  }
  give();
}, lookMs);

self.onconnect = ({ ports: [port] }) => {
  port.onmessage = ({ data }) => hear(port, data);
};
