// Started beside a fleet, as `node finalizer.ts DIR`, and outlives it: when its stdin ends, because
// the fleet was closed or because the test crashed, it ends what still runs in the fleet's
// namespaces (one process id a line on stdin: a process that is in them) and removes DIR.
import { closeSync, rmSync } from 'node:fs';
import { createInterface } from 'node:readline';

import { endNamespaces, type HeldNamespace, holdNamespaces } from './namespace-processes.ts';

const dir = process.argv[2];
if (dir === undefined) throw new TypeError('usage: finalizer.ts DIR');
const held: HeldNamespace[] = [];
for await (const line of createInterface({ input: process.stdin })) {
  held.push(...holdNamespaces(Number(line)));
}
await endNamespaces(held.map(({ name }) => name));
for (const { descriptor } of held) closeSync(descriptor);
// A program that the crashed test had started may still be writing its last file.
rmSync(dir, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
