import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';

import { clientAddress, createTrustedProxies } from './client-address.ts';
import { placeOfCountry } from './country-places.ts';
import { createDigestKey } from './digest-key.ts';
import { leastDistanceKm } from './distance-km.ts';
import { createIpRangeTable } from './ip-range-table.ts';
import { isPublicAddress } from './is-public-address.ts';
import { kindOfNetwork } from './network-kinds.ts';
import { readClient } from './read-client.ts';
import { readJa4 } from './read-ja4.ts';
import { readSignIn, type SignalSettings } from './read-sign-in.ts';
import { SignIn } from './sign-in.ts';

const digestKey = createDigestKey('a secret of the tests');
const JA4 = 't13d1516h2_8daaf6152771_b186095e22b6';
const CHROME =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36';

const table = createIpRangeTable({
  v4: '16777216,16777471,13335,"Cloudflare, Inc."\n134744064,134744319,15169,Google LLC\n',
  v6: '42541956123769884636017138956568135816,42541956123769884636017138956568135900,15169,Google LLC\n',
});
const countries = createIpRangeTable({ v4: '134744064,134744319,US\n', v6: '' });

const settings: SignalSettings = {
  digestKey,
  isTrustedProxy: createTrustedProxies(['10.0.0.0/8']),
  networks: { asn: table, country: countries },
  ja4Header: 'x-ja4',
};

function read(peer: string | null, headers: Readonly<Record<string, string>>) {
  return readSignIn({ atMs: 1, peer, header: (name) => headers[name] ?? null }, settings);
}

describe('the client address', () => {
  const trusted = createTrustedProxies(['10.0.0.0/8', '2001:db8::/32']);

  test('is the nearest hop that is not ours', () => {
    assert.equal(clientAddress('10.0.0.1', '6.6.6.6, 8.8.8.8, 10.0.0.2', trusted), '8.8.8.8');
    assert.equal(clientAddress('2001:db8::1', '8.8.8.8', trusted), '8.8.8.8');
  });

  test('is the peer where the header comes from anybody else', () => {
    assert.equal(clientAddress('9.9.9.9', '8.8.8.8', trusted), '9.9.9.9');
  });

  test('is unknown where the chain is no chain', () => {
    assert.equal(clientAddress('10.0.0.1', 'unknown', trusted), null);
    assert.equal(clientAddress('10.0.0.1', '10.0.0.9', trusted), null);
    assert.equal(clientAddress('10.0.0.1', Array(40).fill('8.8.8.8').join(','), trusted), null);
  });

  test('a mistyped proxy is refused at once', () => {
    assert.throws(() => createTrustedProxies(['10.0.0.0/8', 'proxy.internal']));
  });
});

describe('networks', () => {
  test('are looked up by range, in both families', () => {
    assert.equal(table.lookup('8.8.8.8'), '15169');
    assert.equal(table.lookup('1.0.0.255'), '13335');
    assert.equal(table.lookup('1.0.1.0'), null);
    assert.equal(table.lookup('2001:4860:4860::8888'), '15169');
    assert.equal(table.lookup('2001:4860:4861::1'), null);
    assert.equal(table.lookup('no address'), null);
    assert.equal(table.lookup('::ffff:8.8.8.8'), '15169');
  });

  test('have a kind, and most are access networks', () => {
    assert.equal(kindOfNetwork(24_940), 'hosting');
    assert.equal(kindOfNetwork(9009), 'vpn');
    assert.equal(kindOfNetwork(36_183), 'relay');
    assert.equal(kindOfNetwork(29_695), 'access');
  });

  test('a private address that the application itself places says where it is', () => {
    const company = createIpRangeTable({ v4: '3232235520,3232301055,NO', v6: '' });
    const networks = { asn: null, country: company };
    const from = (address: string) =>
      readSignIn({ atMs: 1, peer: address, header: () => null }, { ...settings, networks }).address;
    assert.equal(from('192.168.0.1')?.country, 'NO');
    assert.equal(from('10.99.0.1'), null);
  });

  test('private and loopback addresses say nothing', () => {
    for (const address of ['127.0.0.1', '10.1.2.3', '192.168.0.1', '::1', 'fe80::1', 'x'])
      assert.equal(isPublicAddress(address), false);
    assert.equal(isPublicAddress('8.8.8.8'), true);
  });
});

describe('places', () => {
  const place = (code: string) => {
    const found = placeOfCountry(code);
    assert.ok(found);
    return found;
  };

  test('neighbours touch, the other side of the world is far', () => {
    assert.equal(leastDistanceKm(place('NO'), place('SE')), 0);
    assert.equal(leastDistanceKm(place('NO'), place('NO')), 0);
    const far = leastDistanceKm(place('NO'), place('BR'));
    assert.ok(far > 4000 && far < 12_000, String(far));
    assert.equal(placeOfCountry('XX'), undefined);
  });
});

describe('a request', () => {
  test('tells browser, system and type, and never keeps the text', () => {
    const client = readClient(CHROME, digestKey);
    assert.equal(client?.family, 'Chrome');
    assert.equal(client?.major, 126);
    assert.equal(client?.os, 'Windows');
    assert.equal(client?.osMajor, null);
    assert.equal(client?.type, 'desktop');
    assert.equal(readClient(' ', digestKey), null);
    const curl = readClient('curl/8.5.0', digestKey);
    assert.deepEqual([curl?.family, curl?.type], ['curl', 'script']);
    assert.equal(readClient(CHROME.replace('Chrome', 'HeadlessChrome'), digestKey)?.type, 'script');
  });

  test('whose hints belie its user agent is told apart', () => {
    const brands = (major: number): string =>
      `"Not/A)Brand";v="8", "Chromium";v="${major}", "Google Chrome";v="${major}"`;
    const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
    for (const [agent, hints, agrees] of [
      [CHROME, { brands: brands(126), platform: 'Windows' }, true],
      [CHROME, { brands: null, platform: null }, null],
      [CHROME, { brands: brands(99), platform: 'Windows' }, false],
      [CHROME, { brands: brands(126), platform: 'macOS' }, false],
      [CHROME, { brands: brands(126), platform: 'Linux' }, false],
      [CHROME, { brands: '";\u0000', platform: null }, true],
      [firefox, { brands: brands(126), platform: null }, false],
      [firefox, { brands: null, platform: null }, null],
    ] as const) {
      const client = readClient(agent, digestKey, { ...hints, platformVersion: null });
      assert.equal(client?.hintsAgree, agrees, JSON.stringify([agent, hints]));
    }
  });

  test('believes JA4 and forwarded addresses from trusted hops only', () => {
    const forged = { 'x-ja4': JA4, 'x-forwarded-for': '8.8.8.8', 'user-agent': CHROME };
    const direct = read('9.9.9.9', forged);
    assert.equal(direct.ja4, null);
    assert.equal(direct.address?.key, digestKey('address', '9.9.9.9'));
    const proxied = read('10.0.0.1', forged);
    assert.equal(proxied.ja4, JA4);
    assert.deepEqual(proxied.address, {
      key: digestKey('address', '8.8.8.8'),
      asn: 15_169,
      country: 'US',
      kind: 'hosting',
    });
  });

  test('what is missing, private or malformed is not evidence', () => {
    assert.equal(read('127.0.0.1', {}).address, null);
    assert.equal(read(null, {}).address, null);
    assert.equal(read('8.8.8.8', {}).client, null);
    assert.equal(readJa4('t13d1516h2_8daaf6152771'), null);
    const odd = readSignIn(
      {
        atMs: 1,
        peer: null,
        header: () => null,
        utcOffsetMinutes: 1e9,
        roundTripMs: -4,
        failures: 2,
      },
      settings,
    );
    assert.equal(odd.utcOffsetMinutes, null);
    assert.equal(odd.roundTripMs, null);
    assert.equal(odd.failures, 2);
  });

  test('never throws, whatever the headers say', () => {
    const text = fc.string({ unit: 'binary', maxLength: 600 });
    fc.assert(
      fc.property(text, text, text, fc.option(text), (agent, forwarded, hint, deviceCookie) => {
        const header = (name: string): string =>
          name === 'user-agent' ? agent : name === 'x-forwarded-for' ? forwarded : hint;
        const signIn = readSignIn({ atMs: 1, peer: '10.0.0.1', header, deviceCookie }, settings);
        assert.deepEqual(SignIn.parse(signIn), signIn);
      }),
    );
  });

  test('digests differ by key and by purpose', () => {
    const other = createDigestKey('another secret');
    assert.notEqual(digestKey('address', '8.8.8.8'), other('address', '8.8.8.8'));
    assert.notEqual(digestKey('address', '8.8.8.8'), digestKey('device', '8.8.8.8'));
  });
});
