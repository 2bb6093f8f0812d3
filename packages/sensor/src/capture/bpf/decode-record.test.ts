import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { decodeRecord, formatAddress, splitArguments } from './decode-record.ts';
import { createProcessIds } from './process-ids.ts';
import { ACTOR, EXEC, KIND } from './record-layout.ts';
import { createTextTable } from './text-table.ts';

const texts = createTextTable();
const context = { ids: createProcessIds('b'), texts, bootedAt: 0, takeArgv: () => null };

test('no record is thrown at', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 600 }),
      fc.constantFrom(...Object.values(KIND), 99),
      fc.boolean(),
      (bytes, kind, honest) => {
        const record = Buffer.from(bytes);
        if (record.length >= 8) {
          record.writeUInt32LE(kind, 0);
          if (honest) record.writeUInt32LE(record.length, 4);
        }
        const event = decodeRecord(record, context);
        if (!honest && record.length !== 0 && event !== null) {
          assert.equal(record.readUInt32LE(4), record.length);
        }
      },
    ),
  );
});

test('an exec record: parts in order, paths from the last name to the first', () => {
  fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^[a-z.]{1,12}$/), { minLength: 1, maxLength: 8 }),
      fc.array(fc.uint8Array({ maxLength: 9 }).map((one) => Buffer.from(one.map((b) => b || 1)))),
      (names, argv) => {
        const path = Buffer.from(
          names
            .toReversed()
            .map((name) => `${name}\0`)
            .join(''),
        );
        const bytes = Buffer.concat(argv.map((one) => Buffer.concat([one, Buffer.of(0)])));
        const head = Buffer.alloc(EXEC.data[0]);
        const record = Buffer.concat([head, path, bytes]);
        record.writeUInt32LE(KIND.exec, ACTOR.kind[0]);
        record.writeUInt32LE(record.length, ACTOR.bytes[0]);
        for (const field of [
          'exe_end',
          'cwd_end',
          'file_end',
          'interpreter_end',
          'cgroup_end',
        ] as const) {
          record.writeUInt32LE(path.length, EXEC[field][0]);
        }
        record.writeUInt32LE(argv.length, EXEC.argc[0]);
        record.writeUInt32LE(bytes.length, EXEC.argv_inline[0]);
        record.writeBigUInt64LE(BigInt(bytes.length), EXEC.argv_bytes[0]);
        const event = decodeRecord(record, context);
        assert.equal(event?.exe, `/${names.join('/')}`);
        assert.equal(event?.cwd, '/');
        assert.deepEqual(
          event?.argv.map((one) => [...Buffer.from(one)]),
          argv.map((one) => [...one]),
        );
        assert.equal(event?.argvTruncated, undefined);
      },
    ),
  );
});

test('arguments that were cut keep what there is', () => {
  const split = (text: string) =>
    splitArguments(texts, Buffer.from(text), { from: 0, to: text.length });
  assert.deepEqual(split('a\0\0b\0'), ['a', '', 'b']);
  assert.deepEqual(split('a\0b'), ['a', 'b']);
  assert.deepEqual(split(''), []);
});

for (const [hex, expected] of [
  ['00000000000000000000000000000000', '::'],
  ['00000000000000000000000000000001', '::1'],
  ['20010db8000000000001000000000001', '2001:db8::1:0:0:1'],
  ['20010db8000100010001000100010001', '2001:db8:1:1:1:1:1:1'],
  ['fe800000000000000000000000000000', 'fe80::'],
  ['00000000000000000000ffff0a000001', '10.0.0.1'],
] as const) {
  test(`address ${expected}`, () => {
    assert.equal(formatAddress(10, Buffer.from(hex, 'hex')), expected);
  });
}
