import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';

import fc from 'fast-check';

import type { Check } from '../checks/check.ts';
import { assembleProbe, sectionsOf } from '../probe/assemble-probe.ts';
import { createLocalTransport } from '../transport/local-transport.ts';
import { runScript } from '../transport/transport-contract.ts';
import { createFrameDecoder, type DecodedStream } from './decode-frames.ts';
import { encodeFrame, encodeStream } from './encode-frames-for-test.ts';

const NONCE = 'feedfacefeedfacefeedfacefeedface';
const OTHER_NONCE = 'feedfacefeedfacefeedfacefeedfac0';
const MUTATIONS = 10_000;

const check: Check = {
  id: 'a-check',
  title: '',
  why: '',
  subject: 'none',
  sections: ['kernel', 'accounts', 'login'],
  attack: [],
  lookAlikes: [],
  next: '',
  summary: '',
  rules: [],
};
const sections = sectionsOf([check]);

/** Every kind of record, where a healthy machine sends only some. */
const written = Buffer.from(
  encodeStream(NONCE, [
    { section: 'host', records: [{ type: 'host', fields: { boot: '', hostname: 'a b' } }] },
    {
      section: 'kernel',
      records: [
        { type: 'process', fields: { pid: '12', start: '99', exe: '/tmp/x\n', evidence: 'a,b' } },
        { type: 'item', fields: { subject: 'module', key: 'k%', value: 'v', evidence: '' } },
        { type: 'gap', fields: { check: 'kernel', effect: 'blind', reason: 'not readable' } },
      ],
    },
    { section: 'accounts', records: [] },
    { section: 'login', records: [{ type: 'gap', fields: { check: 'login', effect: 'limited' } }] },
  ]),
);

const forged = (nonce: string): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.constantFrom(...sections, '-', 'setuid'),
      fc.nat(8),
      fc.constantFrom(
        'end records=0 status=complete',
        'end records=3 status=complete',
        'finish sections=4',
        'gap check=kernel effect=limited reason=forged',
        'item subject=module key=k value=v evidence=',
      ),
    )
    .map(([section, seq, payload]) => encodeFrame(nonce, section, seq, payload));

const place = fc.nat();
type Mutation = (bytes: Buffer) => Buffer;
const splice = (bytes: Buffer, at: number, remove: number, insert: Uint8Array): Buffer =>
  Buffer.concat([bytes.subarray(0, at), insert, bytes.subarray(at + remove)]);
const linesOf = (bytes: Buffer): string[] => bytes.toString('latin1').split(/(?<=\n)/);

/** One change each: two could make a frame of another length that is consistent in itself. */
const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.tuple(place, fc.integer({ min: 1, max: 255 })).map(([at, mask]): Mutation => (bytes) => {
    const flipped = Buffer.from(bytes);
    const index = at % bytes.length;
    flipped[index] = (bytes[index] ?? 0) ^ mask;
    return flipped;
  }),
  fc.tuple(place, fc.integer({ min: 1, max: 300 })).map(
    ([at, length]): Mutation =>
      (bytes) =>
        splice(bytes, at % bytes.length, length, Buffer.alloc(0)),
  ),
  fc.tuple(place, fc.uint8Array({ minLength: 1, maxLength: 40 })).map(
    ([at, junk]): Mutation =>
      (bytes) =>
        splice(bytes, at % bytes.length, 0, junk),
  ),
  fc
    .tuple(place, place, fc.integer({ min: 1, max: 300 }))
    .map(([from, to, length]): Mutation => (bytes) => {
      const start = from % bytes.length;
      return splice(bytes, to % bytes.length, 0, bytes.subarray(start, start + length));
    }),
  fc.tuple(place, place).map(([from, to]): Mutation => (bytes) => {
    const lines = linesOf(bytes);
    const [moved = ''] = lines.splice(from % lines.length, 1);
    return Buffer.from(lines.toSpliced(to % lines.length, 0, moved).join(''), 'latin1');
  }),
  fc
    .tuple(place, fc.oneof(forged(NONCE), forged(OTHER_NONCE)))
    .map(([at, frame]): Mutation => (bytes) => {
      const lines = linesOf(bytes);
      return Buffer.from(lines.toSpliced(at % (lines.length + 1), 0, frame).join(''), 'latin1');
    }),
  place.map(
    (at): Mutation =>
      (bytes) =>
        bytes.subarray(0, at % bytes.length),
  ),
);

function decode(bytes: Buffer): DecodedStream {
  const decoder = createFrameDecoder({ nonce: NONCE, sections });
  decoder.push(bytes);
  return decoder.finish();
}

/** What of each frame is not its payload. */
function headersOf(bytes: Buffer): string[] {
  return linesOf(bytes)
    .filter((line) => line.startsWith(`@${NONCE} `))
    .map((line) => line.split(' ', 4).join(' '));
}

describe('a stream that was tampered with', () => {
  let recorded = Buffer.alloc(0);
  before(async () => {
    const script = assembleProbe({
      nonce: NONCE,
      checks: [check],
      wallSecondsMax: 20,
      cpuSecondsMax: 10,
    });
    const target = { name: 'here', ssh: null, note: '', tags: [], sudo: false };
    const { stdout } = await runScript({ transport: createLocalTransport(), target }, script);
    recorded = Buffer.from(stdout, 'latin1');
  });

  it('is whole before: what the probe sends here, and what a test writes', () => {
    assert.equal(decode(recorded).finished, true);
    assert.equal(decode(written).finished, true);
  });

  it(`is not taken for whole with other content, in ${MUTATIONS} ways`, () => {
    fc.assert(
      fc.property(fc.boolean(), mutation, (real, mutate) => {
        const original = real ? recorded : written;
        const mutated = mutate(original);
        const stream = decode(mutated);
        // Payload bytes changed in place cannot be told on the wire: judging again is for that.
        if (stream.finished) assert.deepEqual(headersOf(mutated), headersOf(original));
      }),
      { numRuns: MUTATIONS },
    );
  });
});
