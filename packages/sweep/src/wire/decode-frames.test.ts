import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import fc from 'fast-check';

import { SECTIONS } from '../probe/sections.ts';
import { createFrameDecoder, type DecodedStream } from './decode-frames.ts';
import {
  anyRecord,
  chunksAt,
  encodeFrame,
  encodeStream,
  type PlainSection,
} from './encode-frames-for-test.ts';
import { FRAME_LIMITS, type FrameLimits } from './frame-limits.ts';

const NONCE = '0123456789abcdef0123456789abcdef';
const frame = (section: string, seq: number, payload: string): string =>
  encodeFrame(NONCE, section, seq, payload);
const END = frame('host', 1, 'end records=1 status=complete');
const HOST = frame('host', 0, 'host boot=x');
const FINISH = frame('-', 0, 'finish sections=1');

function decode(text: string | Buffer, limits: FrameLimits = FRAME_LIMITS): DecodedStream {
  const decoder = createFrameDecoder({ nonce: NONCE, sections: ['host'], limits });
  decoder.push(Buffer.from(text));
  return decoder.finish();
}

const anySections: fc.Arbitrary<PlainSection[]> = fc
  .subarray([...SECTIONS], { minLength: 1 })
  .chain((names) =>
    fc.tuple(
      ...names.map((section) =>
        fc.record({
          section: fc.constant(section),
          records: fc.array(anyRecord, { maxLength: 5 }),
        }),
      ),
    ),
  );

describe('createFrameDecoder', () => {
  it('decodes what the probe encodes, however it is cut into chunks', () => {
    fc.assert(
      fc.property(anySections, fc.array(fc.nat(), { maxLength: 20 }), (sections, cuts) => {
        const names = sections.map(({ section }) => section);
        const decoder = createFrameDecoder({ nonce: NONCE, sections: names });
        for (const chunk of chunksAt(Buffer.from(encodeStream(NONCE, sections)), cuts)) {
          assert.equal(decoder.push(chunk), true);
        }
        const { finished, records, sections: states } = decoder.finish();
        assert.equal(finished, true);
        assert.deepEqual(
          records.map(({ type, section, fields }) => ({ type, section, fields: [...fields] })),
          sections.flatMap(({ section, records }) =>
            records.map(({ type, fields }) => ({ type, section, fields: Object.entries(fields) })),
          ),
        );
        assert.deepEqual(
          [...states],
          names.map((name) => [name, 'complete']),
        );
      }),
    );
  });

  it('says that a whole stream is whole, noise around it or not', () => {
    const { finished, truncated, noise } = decode(`Welcome!\n\n${HOST}${END}${FINISH}bye`);
    assert.deepEqual(
      { finished, truncated, noise },
      {
        finished: true,
        truncated: false,
        noise: { bytes: 13, lines: 3 },
      },
    );
  });

  it('takes the word of a section that it is incomplete', () => {
    const stream = decode(`${HOST}${frame('host', 1, 'end records=1 status=incomplete')}${FINISH}`);
    assert.equal(stream.finished, true);
    assert.equal(stream.sections.get('host'), 'incomplete');
  });

  const notWhole: readonly (readonly [string, string])[] = [
    ['nothing', ''],
    ['no finish', HOST + END],
    ['no end', HOST + FINISH],
    ['no newline at the end', (HOST + END + FINISH).slice(0, -1)],
    ['a missing section', FINISH],
    ['frames of another nonce', (HOST + END + FINISH).replaceAll('@0', '@1')],
  ];
  for (const [name, text] of notWhole) {
    it(`without a word of blame, not whole: ${name}`, () => {
      const { finished, violations } = decode(text);
      assert.equal(finished, false);
      assert.equal(violations.count, 0);
    });
  }

  const bad = (payload: string): string => frame('host', 0, payload) + END + FINISH;
  const violating: readonly (readonly [string, string, string])[] = [
    ['a duplicate frame', HOST + HOST + END + FINISH, 'sequence'],
    ['a lost frame', frame('host', 1, 'host boot=x') + FINISH, 'sequence'],
    ['a wrong length', HOST.replace('boot=x', 'boot=xy') + END + FINISH, 'length'],
    ['a section that was not asked for', frame('ssh', 0, 'gap check=a') + FINISH, 'section'],
    ['a frame after the end', HOST + END + frame('host', 2, 'host boot=x') + FINISH, 'section'],
    ['a frame after the finish', HOST + END + FINISH + HOST, 'finish'],
    ['a second finish', HOST + END + FINISH + FINISH, 'finish'],
    ['a finish that counts wrong', HOST + END + frame('-', 0, 'finish sections=2'), 'finish'],
    ['an end that counts wrong', HOST + frame('host', 1, 'end records=2 status=complete'), 'end'],
    [
      'an end with more to say',
      HOST + frame('host', 1, 'end records=1 status=complete a=b'),
      'end',
    ],
    ['an end with another status', HOST + frame('host', 1, 'end records=1 status=clean'), 'end'],
    ['a header with a leading zero', HOST.replace('host 0', 'host 00') + END + FINISH, 'frame'],
    ['a type that is no record', bad('boom a=b'), 'payload'],
    ['a finish inside a section', bad('finish sections=1'), 'payload'],
    ['a field without a value', bad('host boot'), 'payload'],
    ['a field twice', bad('host a=1 a=2'), 'payload'],
    ['a name that is not one', bad('host __proto__=1'), 'payload'],
    ['two spaces', bad('host  a=1'), 'payload'],
    ['a raw byte that must be escaped', bad('host a=\u001b[2J'), 'payload'],
    ['a lower-case escape', bad('host a=%1b'), 'payload'],
    ['half an escape', bad('host a=%1'), 'payload'],
    ['a carriage return', HOST.replace('\n', '\r\n') + END + FINISH, 'length'],
  ];
  for (const [name, text, code] of violating) {
    it(`blames: ${name}`, () => {
      const { finished, violations, sections } = decode(text);
      assert.equal(finished, false);
      assert.equal(violations.first[0]?.code, code);
      assert.ok(
        code === 'finish' || name === 'a second finish' || sections.get('host') !== 'complete',
      );
    });
  }

  it('refuses a section that comes back', () => {
    const decoder = createFrameDecoder({ nonce: NONCE, sections: ['host', 'ssh'] });
    const ssh = frame('ssh', 0, 'end records=0 status=complete');
    decoder.push(Buffer.from(HOST + ssh + END + frame('-', 0, 'finish sections=2')));
    const { finished, violations, sections } = decoder.finish();
    assert.equal(finished, false);
    assert.equal(violations.first[0]?.code, 'section');
    assert.equal(sections.get('host'), 'incomplete');
  });

  it('still gives the records of a damaged stream, so that they can alarm', () => {
    const { records } = decode(HOST + frame('host', 2, 'gap check=a effect=blind reason=b'));
    assert.equal(records.length, 1);
    assert.equal(decode(`${HOST}garbage\n${END}`).records.length, 1);
  });

  it('decodes text that is not UTF-8 with replacements', () => {
    const { records } = decode(frame('host', 0, 'host a=%FF%E2%82%AC%C3'));
    assert.equal(records[0]?.fields.get('a'), '\ufffd€\ufffd');
  });

  const few: FrameLimits = {
    ...FRAME_LIMITS,
    recordsMax: 3,
    streamFieldsMax: 4,
    noiseBytesMax: 100,
  };
  const records = (payload: string, count: number): string =>
    Array.from({ length: count }, (_, seq) => frame('host', seq, payload)).join('');
  const floods: readonly (readonly [string, string, FrameLimits])[] = [
    ['stream', 'a\n'.repeat(40), { ...FRAME_LIMITS, streamBytesMax: 40 }],
    ['line', 'x'.repeat(FRAME_LIMITS.lineBytesMax + 1), FRAME_LIMITS],
    ['records', records('gap', 4), few],
    ['fields', records('gap a=1 b=2', 3), few],
    ['fields', frame('host', 0, `gap ${'a=1 '.repeat(80)}`), FRAME_LIMITS],
    ['value', frame('host', 0, `gap a=${'%41'.repeat(4_097)}`), FRAME_LIMITS],
    ['noise', 'banner\n'.repeat(20), few],
  ];
  for (const [limit, text, limits] of floods) {
    it(`ends a stream at the limit of ${limit}`, () => {
      const decoder = createFrameDecoder({ nonce: NONCE, sections: ['host'], limits });
      assert.equal(decoder.push(Buffer.from(text)), false);
      assert.equal(decoder.push(Buffer.from(HOST + END + FINISH)), false);
      const stream = decoder.finish();
      assert.deepEqual([stream.limit, stream.finished, stream.truncated], [limit, false, true]);
    });
  }

  it('never throws, stays within its limits, and reads alike in any chunks', () => {
    const anyLine = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc
        .tuple(fc.constantFrom('host', '-', 'ssh', ''), fc.nat(4), fc.string({ maxLength: 30 }))
        .map(([section, seq, payload]) => frame(section, seq, payload)),
      fc.tuple(fc.nat(4), anyRecord).map(([seq, { type }]) => frame('host', seq, `${type} a=b`)),
      fc.constantFrom(HOST, END, FINISH, `@${NONCE} `, `@${NONCE} host 0 99999 x\n`),
    );
    const limits: FrameLimits = {
      streamBytesMax: 2_000,
      lineBytesMax: 100,
      recordsMax: 5,
      recordFieldsMax: 3,
      streamFieldsMax: 8,
      valueBytesMax: 10,
      noiseBytesMax: 200,
    };
    fc.assert(
      fc.property(
        fc.array(anyLine, { maxLength: 40 }),
        fc.array(fc.nat(), { maxLength: 30 }),
        (lines, cuts) => {
          const bytes = Buffer.from(lines.join(''));
          const decoder = createFrameDecoder({ nonce: NONCE, sections: ['host'], limits });
          for (const chunk of chunksAt(bytes, cuts)) decoder.push(chunk);
          const cut = decoder.finish();
          const { bytesReceived: _whole, ...inOne } = decode(bytes, limits);
          const { bytesReceived, ...inMany } = cut;
          assert.deepEqual(inMany, inOne);
          assert.ok(bytesReceived <= limits.streamBytesMax);
          assert.ok(cut.records.length <= limits.recordsMax);
          assert.ok(cut.violations.first.length <= 8);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('holds no more of an endless stream than its limits', () => {
    const decoder = createFrameDecoder({ nonce: NONCE, sections: ['host'] });
    const chunk = Buffer.from(HOST.repeat(1_000));
    let pushed = 0;
    while (decoder.push(chunk)) pushed += chunk.length;
    const { bytesReceived, records, violations } = decoder.finish();
    assert.ok(pushed <= FRAME_LIMITS.streamBytesMax);
    assert.equal(bytesReceived, FRAME_LIMITS.streamBytesMax);
    assert.equal(records.length, 1);
    assert.equal(violations.first.length, 8);
  });
});
