/** What helps against gaps whose reason says something; the first that matches. */
const ADVICE: readonly (readonly [RegExp, string])[] = [
  [
    /even root/i,
    'No login can look there: run a sensor on the host, and look at the process by hand.',
  ],
  [/tracefs/i, 'Mount it on the host: mount -t tracefs nodev /sys/kernel/tracing.'],
  [
    /without root|cannot be (?:read|listed|entered)|cannot read|permission|unreadable/i,
    'Let the login read it: set sudo = true for this host in the inventory, or log in as root.',
  ],
  [
    /(?:is|are) (?:missing|not installed)/i,
    'Install the named tool on the host; the next sweep uses it.',
  ],
  [
    /ssh_timeout|total_timeout|fell silent|not done within|did not come to its end/i,
    'The host was too slow: look at its load, or raise ssh_timeout_secs in the inventory.',
  ],
  [
    /forges|writes into its output|not what the probe sends|sent too much/i,
    'Something on the host writes into the sweep: look at the start-up files of the login by hand.',
  ],
  [
    /more than|the bound on|took more than/i,
    'There is more than a sweep looks at; look at the rest by hand.',
  ],
  [
    /kernel|kallsyms|taint/i,
    'This kernel does not tell it; a newer one or its full configuration would.',
  ],
  [
    /interrupted|before its turn|nothing came from|broke off|exit code/i,
    'Sweep again; if it stays so, look at the log of the server.',
  ],
];
const OTHERWISE = 'Sweep again; if it stays so, look at the host by hand.';

/** What to do about something that a sweep could not look at, from the reason it gave. */
export function gapAdvice(reason: string): string {
  return ADVICE.find(([said]) => said.test(reason))?.[1] ?? OTHERWISE;
}
