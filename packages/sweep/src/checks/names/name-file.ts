import type { Check } from '../check.ts';

/** Where names and libraries lead. */
export const nameFile: Check = {
  id: 'name-file',
  title: 'Changed name or library look-up',
  why: 'hosts, nsswitch, the library path and trusted certificates decide what a name, a library or a certificate leads to.',
  subject: 'name-file',
  sections: ['names'],
  attack: ['T1565.001', 'T1553.004', 'T1574.006'],
  lookAlikes: [
    "a mirror of one's own network: a private address is no alarm by itself",
    'container engines and cloud-init writing /etc/hosts: low',
    'files that a package owns and has not changed: digests of dpkg, ucf and apk',
  ],
  next: 'Compare {file} with what you meant.',
  summary: '{file} is new or changed, or leads somewhere it should not.',
  rules: [
    { disposition: 'ambiguous', severity: 'high', any: [['scratch-library-path']] },
    { disposition: 'ambiguous', severity: 'medium', any: [['update-redirected']] },
    {
      disposition: 'ambiguous',
      severity: 'medium',
      any: [['source-redirected', 'update-mirror']],
      onChange: true,
    },
    { disposition: 'ambiguous', severity: 'low', none: ['package-installed'], onChange: true },
  ],
};
