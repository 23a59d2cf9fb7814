// Whoever was signed in here before has left, or may no more: what their walls have kept in this browser is not for the next.
import { wipe } from '../wall/memory.js';

await wipe();
