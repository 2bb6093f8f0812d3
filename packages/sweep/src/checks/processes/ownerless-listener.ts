import type { Check } from '../check.ts';

export const ownerlessListener: Check = {
  id: 'ownerless-listener',
  title: 'A port is open and no process holds it',
  why: 'Every listening socket belongs to a process. One that belongs to none that can be seen belongs to a hidden one, or to the kernel.',
  subject: 'ownerless-listener',
  sections: ['processes'],
  attack: ['T1014', 'T1571'],
  lookAlikes: ['services inside the kernel (NFS, WireGuard, iSCSI): learned at the first sweep'],
  next: 'Compare with ss -lntp run from a trusted, static binary.',
  summary: '{protocol} port {port} is open and no process that can be seen holds it',
  rules: [{ disposition: 'ambiguous', severity: 'high', all: ['ownerless'], onChange: true }],
};
