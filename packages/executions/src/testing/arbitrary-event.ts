import type { ExecutionEvent } from '@vedette/core';
import fc from 'fast-check';

import { makeEvent } from './make-event.ts';

const hostile = fc.constantFrom(
  '__proto__',
  'constructor',
  'toString',
  '\uD800',
  '\0',
  '<n>',
  'net:x',
  '',
  '-',
  '--=',
  '/',
  '//',
  'http://',
  '$(x)',
);

/** A word of a command line: ordinary, random or hostile. */
export const arbitraryWord: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom('-v', '--all', '/srv/app', '/tmp/x', '8080', 'http://10.0.0.1/a', 'main'),
  fc.string({ unit: 'binary', maxLength: 24 }),
  hostile,
);

/** An event of one workload. */
export const arbitraryEvent: fc.Arbitrary<ExecutionEvent> = fc
  .record({
    name: fc.constantFrom('ls', 'curl', 'bash', 'node', '__proto__'),
    parent: fc.constantFrom('bash', 'node', 'constructor'),
    uid: fc.constantFrom(0, 33, 1_000),
    words: fc.array(arbitraryWord, { maxLength: 6 }),
  })
  .map(({ name, parent, uid, words }) => makeEvent(name, { parent, uid, argv: [name, ...words] }));
