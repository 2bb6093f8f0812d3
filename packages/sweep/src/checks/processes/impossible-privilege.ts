import type { Check } from '../check.ts';

export const impossiblePrivilege: Check = {
  id: 'impossible-privilege',
  title: 'A process is root without a way to have become it',
  why: 'Root under a parent that is not root, in somebody’s login session, with no setuid program or capability between: that is what a kernel exploit leaves.',
  subject: 'process',
  sections: ['processes'],
  attack: ['T1068'],
  lookAlikes: [
    'sudo, su, pkexec: setuid programs',
    'user namespaces and containers: their root is not the host’s',
  ],
  next: 'Treat the host as taken over. Look at process {ppid} and the login it belongs to.',
  summary: 'process {pid} ({exe}) is root and nothing there could have made it so',
  rules: [{ disposition: 'ambiguous', severity: 'critical', all: ['impossible-privilege'] }],
};
