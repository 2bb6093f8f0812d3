import type { Check } from '../check.ts';

/** The settings of sshd that decide who gets in. */
export const sshSetting: Check = {
  id: 'ssh-setting',
  title: 'Changed SSH server setting',
  why: 'A command that hands out keys, a trusted authority or a forced command lets somebody in without any file of keys changing.',
  subject: 'ssh-setting',
  sections: ['ssh'],
  attack: ['T1556', 'T1098.004', 'T1572'],
  lookAlikes: [
    'comments, order and spelling of sshd_config: only effective values are compared',
    'SSSD, OS Login, EC2 Instance Connect and systemd-userdb: their commands are known',
    'installing sshd: its defaults are normal, and are called so',
    'a package upgrade: the defaults compared are those of OpenSSH',
  ],
  next: 'Compare {setting} with what you meant; sshd -T prints what is in force.',
  summary: 'sshd: {setting} is now {now}.',
  rules: [
    { disposition: 'ambiguous', severity: 'low', all: ['known-key-command'], onChange: true },
    {
      disposition: 'ambiguous',
      severity: 'high',
      any: [['ssh-weaker', 'ssh-trusts-more']],
      onChange: true,
    },
    { disposition: 'ambiguous', severity: 'medium', none: ['ssh-default'], onChange: true },
  ],
};
