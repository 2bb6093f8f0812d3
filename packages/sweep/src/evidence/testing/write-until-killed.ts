import { ID, openEvidence, PLANNED } from './test-evidence.ts';

/** Logs and gathers without end, and says each time what was acknowledged. */
const [folder = ''] = process.argv.slice(2);
const { store, log } = openEvidence(folder);
const bundle = await store.reopen(ID);
for (;;) {
  const { seq } = await log.append({ action: ID, host: 'h', who: 'w', event: PLANNED });
  process.stdout.write(`entry ${seq}\n`);
  const item = bundle.startItem({ name: 'exe', source: '/proc/1/exe', phase: 'before-freeze' });
  for (let chunk = 0; chunk < 20; chunk += 1) item.write(Buffer.alloc(10_000, chunk));
  item.end({ status: 'whole' });
  process.stdout.write(`item ${bundle.items().length}\n`);
}
