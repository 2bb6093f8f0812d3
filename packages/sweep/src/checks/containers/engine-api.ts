import type { Check } from '../check.ts';

/** Engine API that anybody on the network may use. */
export const engineApi: Check = {
  id: 'engine-api',
  title: 'Container engine open to the network',
  why: 'Whoever reaches the API of a container engine is root on the host; the internet is scanned for it all day.',
  subject: 'engine-api',
  sections: ['containers'],
  attack: ['T1610', 'T1133'],
  lookAlikes: [
    'with tlsverify clients must show a certificate',
    'on 127.0.0.1 only this host reaches it: learned',
    'CI behind a firewall: approve it once',
  ],
  next: 'Bind it to a socket or to 127.0.0.1, or require TLS with tlsverify.',
  summary: 'The container engine takes commands on {address} without asking who sends them.',
  rules: [
    { disposition: 'benign', severity: 'info', all: ['engine-tls'] },
    { disposition: 'ambiguous', severity: 'low', all: ['engine-loopback'], onChange: true },
    { disposition: 'ambiguous', severity: 'high', all: ['engine-tcp'] },
  ],
};
