import type { Check } from '../check.ts';

/** A preload file that is there by name and not in its directory, or the reverse. */
export const preloadHidden: Check = {
  id: 'preload-hidden',
  title: 'Preload file hidden',
  why: 'Only something that changes the answers of the system makes a file exist and not be listed.',
  subject: 'preload-file',
  sections: ['preload'],
  attack: ['T1574.006', 'T1014'],
  lookAlikes: [
    'a file created or removed between the two looks: looked at twice, a second apart',
    'a dangling link: counted as there',
  ],
  next: 'Look at the disk from outside: this host hides /etc/ld.so.preload from its own tools.',
  summary: '/etc/ld.so.preload is hidden (by name: {named}, in the listing: {listed}).',
  rules: [{ disposition: 'ambiguous', severity: 'critical', all: ['preload-file-hidden'] }],
};
