import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { safeJson } from '@vedette/core';
import fc from 'fast-check';

import { backoffMs, RETRY_AFTER_MAX_MS } from './backoff.ts';
import { Notification, toNotification } from './notification.ts';
import { openedChange } from './testing/opened-change.ts';

const BYTES_MAX = 64 * 1024;

describe('toNotification', () => {
  it('tells of what was opened, opened again or raised, and only while it is open', () => {
    const change = openedChange('n');
    const told = (['opened', 'reopened', 'raised'] as const).map(
      (kind) => toNotification({ ...change, kind })?.type,
    );
    assert.deepEqual(told, ['finding.opened', 'finding.reopened', 'finding.raised']);
    for (const kind of ['joined', 'acknowledged', 'expected', 'closed'] as const) {
      assert.equal(toNotification({ ...change, kind }), null);
    }
    const by = { by: 'ada', atMs: 1, note: null };
    const expectation = { reason: 'r', owner: 'o', scope: 'shape', untilMs: null } as const;
    const lives = [
      { state: 'acknowledged', ...by },
      { state: 'resolved', ...by },
      { state: 'expected', by: 'ada', atMs: 1, ...expectation },
    ] as const;
    for (const life of lives) {
      const raised = { ...change, kind: 'raised', finding: { ...change.finding, life } } as const;
      assert.equal(toNotification(raised), null);
    }
  });

  it('hides secrets that an agent left in', () => {
    const argv = ['curl', 'https://bob:hunter2secret@a.example/'];
    const event = { argv: [...argv, '--password', 'hunter2secret', 'API_TOKEN=hunter2secret'] };
    const reasons = [{ code: 'c', contribution: 1, text: 'new: --password=hunter2secret' }];
    const told = toNotification(openedChange('n', { event, verdict: { reasons } }));
    assert.doesNotMatch(JSON.stringify(told), /hunter2secret/);
  });

  it('is bounded and inert whatever a host sends', () => {
    const text = fc.string({ unit: 'binary', maxLength: 5_000 });
    fc.assert(
      fc.property(fc.array(text, { maxLength: 80 }), text, fc.nat(), (argv, name, t) => {
        const event = { argv, host: name, workload: name, comm: name, exe: name, parent: name, t };
        const reasons = argv.map((word) => ({ code: 'c', contribution: 1, text: word }));
        const told = toNotification(openedChange('n', { event, verdict: { reasons } }));
        const json = safeJson(Notification.parse(told));
        assert.ok(Buffer.byteLength(json) < BYTES_MAX);
        assert.match(json, /^[^\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e]*$/);
      }),
      { numRuns: 200 },
    );
  });
});

describe('backoffMs', () => {
  const settings = { firstMs: 100, maxMs: 5_000 };

  it('doubles up to its bound, half of it at random', () => {
    const pauses = [1, 2, 3, 99].map((failures) =>
      backoffMs(failures, { settings, random: 0, afterMs: null }),
    );
    assert.deepEqual(pauses, [50, 100, 200, 2_500]);
  });

  it('is never shorter than asked for, and never longer than a receiver may ask', () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        fc.nat(),
        (n, random, afterMs) => {
          const pause = backoffMs(n, { settings, random, afterMs });
          assert.ok(
            pause >= Math.min(afterMs, RETRY_AFTER_MAX_MS) && pause >= settings.firstMs / 2,
          );
          assert.ok(pause <= Math.max(settings.maxMs, RETRY_AFTER_MAX_MS));
        },
      ),
    );
  });
});
