// Keeps N overviews open, each a circuit as a browser holds one, until it is ended. Usage: node --experimental-websocket hold.mjs ADDRESS N
import { visit } from './circuit.mjs';

const [address, count] = [process.argv[2], Number(process.argv[3])];
const seen = { open: 0, broken: 0, batches: 0, bytes: 0 };
for (let i = 0; i < count; i += 10) await Promise.all(Array.from({ length: Math.min(10, count - i) }, () => visit(address, seen)));
if (seen.open !== count || seen.broken) throw new Error(`${seen.open} of ${count} are open, ${seen.broken} broke`);
console.log('open');
