import type { Check } from '../check.ts';

/** Files that run or set variables at each SSH login. */
export const sshHook: Check = {
  id: 'ssh-hook',
  title: 'Commands at SSH login',
  why: '~/.ssh/rc and /etc/ssh/sshrc run at every login, ~/.ssh/environment may preload a library; hardly anybody uses them.',
  subject: 'ssh-hook',
  sections: ['ssh'],
  attack: ['T1546.004', 'T1574.006'],
  lookAlikes: ['hosts that forward X11 with an sshrc of their own: learned'],
  next: 'Read {file}; if nobody put it there, move it away and look at who owns it.',
  summary: '{file} is new or changed and takes effect at each SSH login.',
  rules: [
    {
      disposition: 'ambiguous',
      severity: 'high',
      any: [['scratch-command', 'download-to-shell', 'encoded-to-shell', 'socket-redirection']],
    },
    { disposition: 'ambiguous', severity: 'high', onChange: true },
  ],
};
