import type { Check } from '../check.ts';

/** Which server answers for names. */
export const resolverFile: Check = {
  id: 'resolver-file',
  title: 'Changed name server',
  why: 'Whoever answers for names can lead updates and logins astray.',
  subject: 'resolver-file',
  sections: ['names'],
  attack: ['T1565.001'],
  lookAlikes: [
    'files that NetworkManager, resolvconf, systemd-resolved, Tailscale or Docker write: their link is compared, not their content',
  ],
  next: 'Compare {file} with what your network hands out.',
  summary: '{file} is new or changed.',
  rules: [{ disposition: 'ambiguous', severity: 'low', onChange: true }],
};
