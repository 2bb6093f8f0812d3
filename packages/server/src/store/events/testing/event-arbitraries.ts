import { ExecutionEvent } from '@vedette/core';
import fc from 'fast-check';

import type { EventRow } from '../event-store.ts';

/** Text as a hostile host may write it; long and half surrogate pairs among it. */
export const hostileText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.string({ unit: 'grapheme', maxLength: 10 }),
  fc.constantFrom(
    '',
    "'; DROP TABLE execution_events; --",
    '\\',
    "\\'",
    '\u0000',
    'a\u0000b\tc\nd\re\u2028f',
    '\ud800',
    'x\udc00y',
    '\\ud800',
    '{org:String}',
    '\\N',
    'NULL',
    '[1]',
    '😀'.repeat(50),
    '\ufeff\u202e',
    'z'.repeat(100_000),
  ),
);
const count = fc.maxSafeNat();
const id = fc.nat({ max: 2 ** 32 - 1 });
const integer = fc.maxSafeInteger();
/** JSON has no negative zero. */
const double = (options: fc.DoubleConstraints): fc.Arbitrary<number> =>
  fc.double({ noNaN: true, noDefaultInfinity: true, ...options }).map((value) => value + 0);

const optional = {
  source: fc.constantFrom('bpf' as const, 'netlink' as const, 'poll' as const),
  id: hostileText,
  parentId: hostileText,
  parentExe: hostileText,
  file: hostileText,
  interpreter: hostileText,
  argc: count,
  argvBytes: count,
  argvTruncated: fc.boolean(),
  argvRaw: fc.dictionary(fc.nat({ max: 99 }).map(String), fc.base64String(), {
    noNullPrototype: true,
  }),
  redacted: count,
  secrets: fc.array(hostileText, { maxLength: 3 }),
  cwd: hostileText,
  euid: id,
  gid: id,
  loginuid: id,
  session: count,
  tty: hostileText,
  container: hostileText,
  image: hostileText,
  unit: hostileText,
  cgroup: hostileText,
  namespaces: fc.record(
    { pid: count, mnt: count, net: count, user: count },
    { requiredKeys: [], noNullPrototype: true },
  ),
  memfd: fc.boolean(),
  deleted: fc.boolean(),
  privileged: fc.boolean(),
  start: double({ min: 0 }),
  exitCode: integer,
  signal: integer,
  durationMs: double({ min: 0 }),
  errno: integer,
  endpoint: fc.record(
    {
      protocol: fc.constantFrom('tcp' as const, 'udp' as const),
      address: hostileText,
      port: fc.nat({ max: 65_535 }),
      result: integer,
    },
    { requiredKeys: ['protocol', 'address', 'port'], noNullPrototype: true },
  ),
};
const needed = {
  t: double({ min: 0 }),
  host: hostileText,
  workload: hostileText,
  pid: count,
  ppid: count,
  uid: id,
  comm: hostileText,
  parent: hostileText,
  exe: hostileText,
  argv: fc.array(hostileText, { maxLength: 5 }),
  kind: fc.constantFrom(...ExecutionEvent.shape.kind.unwrap().options),
};

const NEEDED: (keyof typeof needed)[] = [
  't',
  'host',
  'workload',
  'pid',
  'ppid',
  'uid',
  'comm',
  'parent',
  'exe',
  'argv',
  'kind',
];

/** Every event that the schema allows. */
const anyEvent: fc.Arbitrary<ExecutionEvent> = fc
  .record(
    { ...needed, ...optional },
    {
      requiredKeys: NEEDED,
      noNullPrototype: true,
    },
  )
  .map((event) => ExecutionEvent.parse(event));

/** Every row, but for its name, which the test gives it. */
export const anyRow: fc.Arbitrary<Omit<EventRow, 'org' | 'position' | 'index'>> = fc.record(
  {
    // So late that nothing of it is gone while the test runs.
    receivedMs: fc.integer({ min: 3_000_000_000_000, max: 3_900_000_000_000 }),
    event: anyEvent,
    shape: fc.option(fc.oneof(fc.stringMatching(/^[0-9a-f]{16}$/), hostileText)),
    score: fc.option(double({ min: 0, max: 1 })),
    p: fc.option(double({ min: 0, max: 1 })),
    state: fc.constantFrom('learning' as const, 'watching' as const, null),
    threshold: fc.option(double({ min: 0, max: 1 })),
    reasons: fc.array(
      fc.record(
        { code: hostileText, contribution: double({}), text: hostileText },
        { noNullPrototype: true },
      ),
      { maxLength: 3 },
    ),
    nearest: fc.option(
      fc.record(
        { argv: fc.array(hostileText, { maxLength: 3 }), distance: double({ min: 0, max: 2 }) },
        { noNullPrototype: true },
      ),
    ),
    finding: fc.option(fc.stringMatching(/^x-[0-9a-f]{12}$/)),
  },
  { noNullPrototype: true },
);
