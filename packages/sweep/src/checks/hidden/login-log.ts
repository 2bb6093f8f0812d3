import type { Check } from '../check.ts';

/** Login records and logs that stopped being kept. */
export const loginLog: Check = {
  id: 'login-log',
  title: 'Log emptied or discarded',
  why: 'Who comes in without leave empties the records of logins, or sends them to /dev/null.',
  subject: 'login-log',
  sections: ['hidden'],
  attack: ['T1070.002'],
  lookAlikes: [
    'log rotation: a rotated sibling explains an empty or missing log',
    'hosts that never kept one: learned',
  ],
  next: 'See who changed {path}; compare with logs that were sent elsewhere.',
  summary: '{path} keeps nothing any more ({state}).',
  rules: [
    {
      disposition: 'ambiguous',
      severity: 'medium',
      any: [['log-discarded', 'log-dangling', 'log-empty', 'log-absent']],
      onChange: true,
    },
  ],
};
