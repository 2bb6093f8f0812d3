// Started beside a fleet, as `node finalizer.ts DIR`, and outlives it: when its stdin ends, because
// the fleet was closed or because the test crashed, it ends what still runs in the fleet's
// namespaces (one name a line on stdin) and removes DIR.
import { rmSync } from 'node:fs';
import { createInterface } from 'node:readline';

import { endNamespaces } from './namespace-processes.ts';

const dir = process.argv[2];
if (dir === undefined) throw new TypeError('usage: finalizer.ts DIR');
const namespaces: string[] = [];
for await (const line of createInterface({ input: process.stdin })) namespaces.push(line);
await endNamespaces(namespaces);
// A program that the crashed test had started may still be writing its last file.
rmSync(dir, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
