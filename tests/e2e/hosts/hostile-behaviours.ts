import { hostileShell } from './hostile-shell.ts';
import type { HostOptions } from './test-host.ts';

/** One way in which a host can misbehave behind a real sshd. */
export interface HostileBehaviour {
  /** The host's name; says what it does. */
  readonly name: string;
  /** The host's login shell. */
  readonly loginShell: string;
  readonly banner?: string;
}

const HOST =
  'host boot=00000000-0000-4000-8000-000000000000 uptime=100.00 load1=0.10 cpus=2 uid=0 pidns=init now=1700000000 kernel=6.1.0 hostname=web';
/** Says "cleared", in a title that moves the cursor, and backwards. */
const ESCAPES = '\u001b[2J\u001b]0;cleared\u0007\u009b2J\u202edetcefni\u2028';
const ESCAPED = encodeURIComponent(ESCAPES).replace(/[^A-Za-z0-9%]/g, '');

/** A frame as the probe sends it, of the right length; the nonce is filled in by the shell. */
function frame(section: string, seq: number, payload: string): string {
  return `@%NONCE% ${section} ${seq} ${Buffer.byteLength(payload)} ${payload}\n`;
}

/** A section with a good end. */
function section(name: string, ...payloads: readonly string[]): string {
  const end = `end records=${payloads.length} status=complete`;
  return [...payloads, end].map((payload, seq) => frame(name, seq, payload)).join('');
}

/** Shell code: a good, empty end of every section that was asked for but some. */
const END_THE_REST = `
count=0
for name in $sections; do
  count=$((count + 1))
  case " $done " in *" $name "*) continue ;; esac
  printf '@%s %s 0 29 end records=0 status=complete\\n' "$nonce" "$name"
done
payload="finish sections=$count"
printf '@%s - 0 %s %s\\n' "$nonce" "\${#payload}" "$payload"
`;
const ended = (...names: readonly string[]): string => `done='${names.join(' ')}'\n${END_THE_REST}`;

/** Everything in place but this one record of a process. */
function whole(play: string): HostileBehaviour['loginShell'] {
  return hostileShell({ play: section('host', HOST) + play, after: ended('host', 'processes') });
}

const SLEEP = 'exec sleep 864000';

/** The ways, each of which a sweep must survive, bound, and never call clean. */
export const HOSTILE_BEHAVIOURS: readonly HostileBehaviour[] = [
  { name: 'says-nothing', loginShell: hostileShell({}) },
  { name: 'ends-at-once', loginShell: '#!/bin/sh\nexit 0\n' },
  { name: 'never-reads', loginShell: `#!/bin/sh\n${SLEEP}\n` },
  {
    name: 'plays-ssh-failure',
    loginShell: hostileShell({
      after: 'echo "root@web: Permission denied (publickey)." >&2; exit 255',
    }),
  },
  { name: 'random-bytes', loginShell: hostileShell({ after: 'head -c 1000000 /dev/urandom' }) },
  { name: 'endless-lines', loginShell: hostileShell({ after: 'yes Welcome' }) },
  { name: 'endless-line', loginShell: hostileShell({ after: "tr '\\0' x </dev/zero" }) },
  { name: 'endless-zeros', loginShell: hostileShell({ after: 'cat /dev/zero' }) },
  {
    name: 'endless-records',
    loginShell: hostileShell({
      play: section('host', HOST),
      after:
        'awk -v nonce="$nonce" \'BEGIN { text = "gap check=deleted-exe effect=limited reason=x"; for (i = 0; ; i++) printf "@%s processes %d %d %s\\n", nonce, i, length(text), text }\'',
    }),
  },
  { name: 'endless-errors', loginShell: hostileShell({ after: 'yes Welcome >&2' }) },
  {
    name: 'drips',
    loginShell: hostileShell({ after: 'while :; do printf x; sleep 0.2; done' }),
  },
  {
    name: 'falls-silent',
    loginShell: hostileShell({ play: section('host', HOST), after: SLEEP }),
  },
  {
    name: 'closes-and-stays',
    loginShell: hostileShell({ after: `exec >&- 2>&-; ${SLEEP}` }),
  },
  {
    name: 'leaves-a-holder',
    loginShell: hostileShell({ play: section('host', HOST), after: 'sleep 864000 &' }),
  },
  { name: 'no-end-frame', loginShell: hostileShell({ play: frame('host', 0, HOST) }) },
  { name: 'no-finish', loginShell: hostileShell({ play: section('host', HOST) }) },
  {
    name: 'finish-at-once',
    loginShell: hostileShell({ play: frame('-', 0, 'finish sections=13') }),
  },
  { name: 'all-sections-empty', loginShell: hostileShell({ after: ended() }) },
  {
    name: 'other-nonce',
    loginShell: hostileShell({
      play: section('host', HOST).replaceAll('%NONCE%', '00112233445566778899aabbccddeeff'),
      after: `nonce=00112233445566778899aabbccddeeff\n${ended('host')}`,
    }),
  },
  {
    name: 'wrong-length',
    loginShell: whole(section('processes').replace(' 29 ', ' 30 ')),
  },
  {
    name: 'frame-twice',
    loginShell: hostileShell({
      play: frame('host', 0, HOST) + section('host', HOST),
      after: ended('host'),
    }),
  },
  {
    name: 'sequence-gap',
    loginShell: whole(frame('processes', 7, 'end records=7 status=complete')),
  },
  {
    name: 'section-again',
    loginShell: hostileShell({
      play: section('host', HOST) + section('processes') + section('host', HOST),
      after: ended('host', 'processes'),
    }),
  },
  {
    name: 'unknown-section',
    loginShell: hostileShell({
      play: section('host', HOST) + section('backdoors'),
      after: ended('host'),
    }),
  },
  {
    name: 'wrong-count',
    loginShell: whole(frame('processes', 0, 'end records=5 status=complete')),
  },
  {
    name: 'damaged-huge-line',
    loginShell: hostileShell({
      play: section('host', HOST),
      after: `printf '@%s processes 0 999999 ' "$nonce"; head -c 999999 /dev/zero | tr '\\0' A; echo\n${ended('host')}`,
    }),
  },
  {
    name: 'escapes-everywhere',
    loginShell: hostileShell({
      play: `${ESCAPES}\n${section('host', HOST.replace('hostname=web', `hostname=${ESCAPED}`))}${frame(
        'processes',
        0,
        `process pid=7 start=1 exe=${ESCAPED} comm=${ESCAPED} argv=${ESCAPED} evidence=deleted,scratch verdict=deleted-exe:ambiguous:high`,
      )}${frame('processes', 1, `gap check=deleted-exe effect=blind reason=${ESCAPED}`)}${ESCAPES}`,
      after: `printf '\\033[2J\\033]0;cleared\\007' >&2`,
    }),
    banner: `${ESCAPES}\n`,
  },
  {
    name: 'inherited-names',
    loginShell: whole(
      section(
        'processes',
        'item subject=__proto__ key=constructor value=x evidence=__proto__ __proto__=y toString=z',
        '__proto__ constructor=x',
      ),
    ),
  },
  {
    name: 'forged-verdict',
    loginShell: whole(
      section(
        'processes',
        'process pid=1 start=1 exe=/sbin/init evidence=forged-code verdict=forged-check:slam-dunk:critical',
      ),
    ),
  },
  {
    name: 'impossible-numbers',
    loginShell: whole(
      section(
        'processes',
        'process pid=99999999999999999999 start=-1 exe=/tmp/x evidence=deleted,scratch,pegged',
        'process pid=1;reboot start=$(reboot) exe=/tmp/x evidence=deleted',
      ),
    ),
  },
  {
    name: 'path-names',
    loginShell: hostileShell({
      play:
        section('host', HOST.replace('hostname=web', 'hostname=../../../../etc/passwd')) +
        section('processes', 'item subject=../x key=../../../../tmp/y value=/etc evidence=../z'),
      after: ended('host', 'processes'),
    }),
  },
];

/**
 * A liar without a fault: every frame as the probe would send it, and nothing found. Nobody can
 * tell it from an honest host at first sight; it shows that the ways above fail by their faults.
 */
export const FAULTLESS_LIAR: HostileBehaviour = {
  name: 'faultless-liar',
  loginShell: hostileShell({ play: section('host', HOST), after: ended('host') }),
};

/** The host of a behaviour. */
export function hostileHost({ name, loginShell, banner }: HostileBehaviour): HostOptions {
  return { name, system: 'busybox', loginShell, ...(banner === undefined ? {} : { banner }) };
}
