import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { DISPOSITIONS } from '@vedette/core';
import fc from 'fast-check';

import type { Observation } from '../findings/observation.ts';
import { TEST_CATALOG } from '../findings/testing/test-catalog.ts';
import { judgeEvidence } from '../judge/judge-evidence.ts';
import { approveFindings } from './approve-findings.ts';
import { NO_FLEET } from './fleet-knowledge.ts';
import { emptyState } from './host-state.ts';
import { type HostReview, reviewHost } from './review-host.ts';
import { sweeps } from './testing/run-sweeps.ts';
import { process, view } from './testing/test-view.ts';

const codes = fc.uniqueArray(fc.constantFrom(...Object.keys(TEST_CATALOG.evidence)));
const claim = fc.record({
  check: fc.constantFrom('gone', 'busy', 'key', 'guard', 'daemon'),
  disposition: fc.constantFrom('benign', 'ambiguous', 'slam-dunk'),
  severity: fc.constantFrom('info', 'low', 'medium', 'high', 'critical'),
} as const);
const observation: fc.Arbitrary<Observation> = fc
  .record({
    subject: fc.constantFrom('process', 'key', 'guard', 'daemon'),
    key: fc.constantFrom('1:1', '2:2', 'x', '__proto__'),
    value: fc.constantFrom('', 'v', 'w'),
    evidence: codes,
    held: codes,
    failed: codes,
    claims: fc.array(claim, { maxLength: 6 }),
    facts: fc.dictionary(
      fc.constantFrom('pid', 'exe', 'uid', 'exe_dev_inode'),
      fc.constantFrom('1', '/x (deleted)', ''),
    ),
  })
  .map((record) => ({
    ...record,
    section: record.subject === 'process' || record.subject === 'daemon' ? 'processes' : 'ssh',
  }));
const observations = fc.array(observation, { maxLength: 12 });
const rank = (disposition: (typeof DISPOSITIONS)[number]): number =>
  DISPOSITIONS.indexOf(disposition);

describe('whatever a host sends', () => {
  test('no verdict is above the host’s own claim, nor above our own', () => {
    fc.assert(
      fc.property(observations, observations, (first, second) => {
        const review = sweeps(view(first), view(second));
        for (const finding of review.findings) {
          const records = second.filter(({ subject }) => subject === finding.subject);
          const claimed = records.flatMap(({ claims }) =>
            claims
              .filter(({ check }) => finding.checks.includes(check))
              .map(({ disposition }) => rank(disposition)),
          );
          const own = records.flatMap(({ evidence, held, subject }) =>
            judgeEvidence(TEST_CATALOG.checks, subject, new Set([...evidence, ...held])).map(
              ({ disposition }) => rank(disposition),
            ),
          );
          if (finding.change === 'removed') assert.equal(finding.disposition, 'ambiguous');
          else
            assert.ok(
              rank(finding.disposition) <= Math.min(Math.max(...claimed), Math.max(...own)),
            );
        }
      }),
    );
  });

  test('the order of records makes no difference', () => {
    fc.assert(
      fc.property(
        observations.chain((list) =>
          fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
        ),
        ([list, shuffled]) => {
          const sorted = (review: HostReview): unknown => ({
            findings: review.findings.toSorted((a, b) =>
              a.id + a.check < b.id + b.check ? -1 : 1,
            ),
            items: review.state.items,
          });
          assert.deepEqual(sorted(sweeps(view(list))), sorted(sweeps(view(shuffled))));
        },
      ),
    );
  });

  test('a second look at the same thing says nothing that the first did not', () => {
    fc.assert(
      fc.property(observations, (list) => {
        const first = sweeps(view(list));
        const second = sweeps(view(list), view(list));
        const ids = new Set(first.findings.map(({ id }) => id));
        assert.deepEqual(
          second.findings.filter(({ id }) => !ids.has(id)),
          [],
        );
      }),
    );
  });

  test('nothing learned or approved takes a slam-dunk below ambiguous', () => {
    fc.assert(
      fc.property(fc.array(observations, { maxLength: 3 }), (history) => {
        const bad = process(1, ['deleted', 'pegged'], { exe_dev_inode: '1', exe: '/x (deleted)' });
        let state = emptyState('web-1');
        for (const list of history) {
          const review = reviewHost(view([...list, bad]), state, NO_FLEET);
          const request = { reason: 'r', who: 'w', now: '2026-01-01T00:00:00.000Z' };
          state = approveFindings(review.state, { ...request, findings: 'all' }).state;
        }
        const { findings } = reviewHost(view([bad]), state, NO_FLEET);
        const left = findings.filter(({ subject }) => subject === 'process');
        assert.equal(left.length, 1);
        assert.notEqual(left[0]?.disposition, 'benign');
      }),
    );
  });
});
