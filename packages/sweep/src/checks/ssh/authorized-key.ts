import type { Check } from '../check.ts';

/** Keys that open the host, compared by what they are, not by how the file looks. */
export const authorizedKey: Check = {
  id: 'authorized-key',
  title: 'New SSH key',
  why: 'An authorized key lets its holder in at any time, without a password, for as long as the line stays.',
  subject: 'authorized-key',
  sections: ['ssh'],
  attack: ['T1098.004'],
  lookAlikes: [
    'a file rewritten identically, reordered, or with other comments: keys are compared one by one by type, data and options',
    'keys of the Google Cloud console: marked so, and gone within a day',
    'EC2 Instance Connect: a command, no file',
    'configuration management: learned, or approved once',
  ],
  next: 'Ask whose key it is (ssh-keygen -lf {file}); if nobody knows, remove the line from {file} and look at logins since.',
  summary: 'A key for {user} is new or changed in {file}: {type} {fingerprint} {comment}',
  rules: [
    { disposition: 'ambiguous', severity: 'high', all: ['key-file-scratch'] },
    {
      disposition: 'ambiguous',
      severity: 'high',
      any: [['root-key', 'service-key', 'key-authority', 'key-file-writable']],
      none: ['expiring-key'],
      onChange: true,
    },
    { disposition: 'ambiguous', severity: 'medium', none: ['expiring-key'], onChange: true },
  ],
};
