/** What the items of a bundle are; each name may stand behind `member-PID-`. */
const WORDS: Readonly<Record<string, string>> = {
  exe: 'its program, byte by byte',
  cmdline: 'its command line',
  environ: 'its environment, which may hold secrets',
  maps: 'its memory map',
  fds: 'its open files',
  comm: 'the name it gave itself',
  stat: 'its times and its parent',
  smaps_rollup: 'how much memory it uses',
  links: 'its program, folder and root',
  fdinfo: 'the state of its open files',
  mountinfo: 'what is mounted where it is',
  loginuid: 'who logged in to start it',
  io: 'what it has read and written',
  preload: 'libraries that the host loads into every program',
  crontab: 'the scheduled jobs of its user',
  'package-log': 'the host’s log of packages',
  status: 'how the kernel described it',
  cgroup: 'its control group',
  limits: 'its limits',
  ancestry: 'the processes above it',
  siblings: 'the processes beside it',
  'container-inspect': 'its container, described by the engine',
  'container-diff': 'what changed in its container',
  'container-logs': 'the last output of its container',
  'auth-log': 'the host’s log of logins',
};
const MEMBER = /^member-([0-9]+)-(.+)$/;

/** What an item of evidence is, in words; empty for one that is not known here. */
export function itemWords(name: string): string {
  const [, pid, own] = MEMBER.exec(name) ?? [];
  const words = wordsOf(own ?? name);
  if (pid === undefined || words === '') return words;
  return `${words} (process ${pid}, frozen along)`;
}

function wordsOf(name: string): string {
  if (name.startsWith('net-')) return 'the sockets of its network';
  return Object.hasOwn(WORDS, name) ? (WORDS[name] ?? '') : '';
}
