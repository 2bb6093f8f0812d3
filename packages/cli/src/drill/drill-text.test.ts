import assert from 'node:assert/strict';
import { test } from 'node:test';

import { createPaint } from '@vedette/sweep';

import { found, missed, skipped } from './drill-result.ts';
import { DRILL_STEPS } from './drill-steps.ts';
import { practiceText, resultText, stepText, summaryText } from './drill-text.ts';
import { hotFinding } from './testing/hot-finding.ts';

const LAYOUT = { paint: createPaint(false), columns: 80, verbose: false };
const SHOWN = { url: 'http://127.0.0.1:4780', layout: LAYOUT };

test('each step is told within the width, with its techniques', () => {
  for (const step of DRILL_STEPS) {
    const text = stepText(step, LAYOUT);
    assert.ok(
      text.split('\n').every((line) => line.length <= LAYOUT.columns),
      text,
    );
    assert.ok(step.attack.every((technique) => text.includes(technique)));
  }
});

test('what was found is told with its reasons and where to read on', () => {
  const result = found('hot', { finding: hotFinding({ evidence: 'E-1' }), ms: 8_140, pid: 42 });
  assert.equal(
    resultText(result, SHOWN),
    `  ✓ found in 8.1 s: s-0123456789ab  critical · slam-dunk · score 1.05 · evidence E-1
            /tmp/vedette-drill-a/drill-hot (deleted) runs as process 42
  why       +0.30 its program was deleted
            +0.25 it uses 99 % of a core
  follow    vedette findings show s-0123456789ab
            http://127.0.0.1:4780/findings/s-0123456789ab`,
  );
});

test('what a host said moves no cursor', () => {
  const summary = 'a\u001b[2Jb\u202ec';
  const reasons = [{ code: 'x', contribution: -0.1, text: '\u001b]0;title\u0007' }];
  const result = found('tool', { finding: hotFinding({ summary, reasons }), ms: 1 });
  assert.doesNotMatch(resultText(result, SHOWN), /[\u001b\u0007\u202e]/);
  assert.doesNotMatch(resultText(missed('tool', summary), SHOWN), /[\u001b\u0007\u202e]/);
});

test('what was missed and what could not be run say why', () => {
  assert.match(resultText(missed('tool', 'too quiet'), SHOWN), /✗ not found: tool: too quiet/);
  assert.match(resultText(skipped('shell', 'no bash'), SHOWN), /◌ not run: shell: no bash/);
});

test('the end says how it went, how to resolve it all, and what stays', () => {
  const results = [
    found('hot', { finding: hotFinding(), ms: 8_000 }),
    found('tool', { finding: hotFinding({ id: 'x-0123456789ab' }), ms: 900 }),
    skipped('shell', 'no bash'),
  ];
  const text = summaryText(results, 'drill.service');
  assert.match(text, /^2 of 3 found: hot 8 s · tool 0\.9 s · shell not run\n/);
  assert.match(text, /for id in s-0123456789ab x-0123456789ab; do vedette findings resolve \$id/);
  assert.match(text, /the workload drill\.service stays known/);
  assert.equal(summaryText([missed('hot', 'x')], null), '0 of 1 found: hot missed');
});

test('practice names the host only where there are several', () => {
  const result = found('hot', { finding: hotFinding({ subject: "a'b" }), ms: 1, pid: 42 });
  assert.match(practiceText(result, { minutes: 10, listed: false }), /vedette freeze --pid 42 /);
  const listed = practiceText(result, { minutes: 10, listed: true });
  assert.match(listed, /--host 'a'\\''b' --pid 42 /);
});
