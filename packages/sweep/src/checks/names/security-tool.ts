import type { Check } from '../check.ts';

/** Guards that were on duty. */
export const securityTool: Check = {
  id: 'security-tool',
  title: 'Security tool switched off',
  why: 'Whoever breaks in switches off what would tell: audit, intrusion detection, logs, firewall.',
  subject: 'security-tool',
  sections: ['names'],
  attack: ['T1562.001'],
  lookAlikes: ['a tool installed but never enabled: learned', 'maintenance: approve it once'],
  next: 'Ask who switched {tool} off; systemctl enable --now {tool} puts it back.',
  summary: '{tool} is no longer on duty: it is {state}.',
  rules: [{ disposition: 'ambiguous', severity: 'medium', all: ['guard-off'], onChange: true }],
  removed: { severity: 'medium' },
};
