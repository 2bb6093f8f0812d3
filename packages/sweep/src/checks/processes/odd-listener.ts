import type { Check } from '../check.ts';

export const oddListener: Check = {
  id: 'odd-listener',
  title: 'Something new listens on the network',
  why: 'A backdoor has to wait somewhere. A port that this host never opened is worth one look.',
  subject: 'listener',
  sections: ['processes'],
  attack: ['T1571', 'T1205'],
  lookAlikes: [
    'services on this host’s own addresses only (loopback): not counted',
    'ports that are drawn anew at each start: counted once per program',
  ],
  next: 'If you installed or moved a service, approve it.',
  summary: '{exe} (process {pid}) now listens on {protocol} port {port}',
  rules: [
    {
      disposition: 'ambiguous',
      severity: 'low',
      all: ['listening', 'package-owned'],
      onChange: true,
    },
    { disposition: 'ambiguous', severity: 'medium', all: ['listening'], onChange: true },
  ],
};
