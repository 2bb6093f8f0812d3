import type { Check } from '../check.ts';

/** Whether the journal is kept. */
export const journalStorage: Check = {
  id: 'journal-storage',
  title: 'Journal switched off',
  why: 'With Storage=none journald keeps nothing that happens.',
  subject: 'journal-storage',
  sections: ['names'],
  attack: ['T1562.012'],
  lookAlikes: ['containers and appliances that never kept one: learned'],
  next: 'Look for Storage=none in /etc/systemd/journald.conf and its drop-ins.',
  summary: "The journal's storage is now {storage}.",
  rules: [
    { disposition: 'ambiguous', severity: 'high', all: ['journal-off'], onChange: true },
    { disposition: 'ambiguous', severity: 'low', onChange: true },
  ],
};
