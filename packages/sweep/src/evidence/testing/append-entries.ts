import { openEvidence, ID } from './test-evidence.ts';

/** Appends so many entries to the log in a folder, all at once. */
const [folder = '', count = '1', who = 'child'] = process.argv.slice(2);
const { log } = openEvidence(folder);
await Promise.all(
  Array.from({ length: Number(count) }, async () =>
    log.append({ action: ID, host: 'web-1', who, event: { kind: 'freezing' } }),
  ),
);
