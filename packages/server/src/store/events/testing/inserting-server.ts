import { createInterface } from 'node:readline';

import { openEventStore } from '../open-event-store.ts';
import { numberedBlock } from './numbered-block.ts';

/**
 * A server as far as the event store sees one, to be killed by a test: it recovers what an earlier
 * life left undone, then inserts block after block, and says before and after each.
 * Arguments: folder, positions that an earlier life began.
 */
const [folder = '', begun = '0'] = process.argv.slice(2);
const AT_ONCE = 2;

const store = openEventStore({ engine: { kind: 'chdb', folder }, retentionDays: 3_650 });
await store.migrate();
const stored = await store.storedAfter(0);
for (let position = 1; position <= Number(begun); position += 1) {
  const missing = numberedBlock(position).filter(
    ({ index }) => !stored.has(`${position}.${index}`),
  );
  if (missing.length > 0) await store.insert({ events: missing, coverage: [] });
  console.log(`stored ${position}`);
}
console.log('recovered');

let next = Number(begun) + 1;
const work = async (): Promise<void> => {
  for (;;) {
    const position = next;
    next += 1;
    console.log(`begun ${position}`);
    await store.insert({ events: numberedBlock(position), coverage: [] });
    console.log(`stored ${position}`);
  }
};
// Ends with the test, also where that is killed.
createInterface({ input: process.stdin }).on('close', () => process.exit(0));
await Promise.all(Array.from({ length: AT_ONCE }, work));
