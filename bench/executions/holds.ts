import type { ExecutionEvent } from '@vedette/core';
import { ExecutionScorer, type Prior, shapeOf } from '@vedette/executions';

import { type BenchResult, ceiling } from '../benchmark.ts';
import { priorWithout } from './cross-fit.ts';
import type { Material } from './load-material.ts';
import type { Recording } from './recordings.ts';

/** One of each kind of token; none is part of a recording. */
const INSERTED = ['-v', '--debug', 'aXk39fQz', 'zzqx', '/tmp/x', '10.9.8.7', '/etc/passwd'];
const ALERT_LINE = 0.6;
/** The workload's own tools turned against it (process.md §7.3). */
const OWN_TOOLS = [
  'gzip -c /etc/shadow',
  'strip /tmp/.x',
  'rm -rf /root/.bash_history',
  'base64 -d /tmp/p',
  'rm -rf /root/.ssh',
  'mkdir -p /root/.ssh',
  'rm -rf /var/log',
];

/**
 * What must hold on every workload, with the prior that ships; for own tools also with one that
 * has not seen the workload, because its benign rest must not have taught what is asked of it.
 */
export function benchHolds({ attacks, benign, recordings }: Material): BenchResult[] {
  return recordings.flatMap((recording) => [
    insertedToken(recording),
    ownTools(recording, learned(recording), 'shipped prior'),
    ownTools(
      recording,
      learned(recording, priorWithout(attacks, benign, recording.workload)),
      'prior without it',
    ),
  ]);
}

function learned({ past }: Recording, prior?: Prior): ExecutionScorer {
  const scorer = new ExecutionScorer(prior === undefined ? {} : { prior });
  for (const event of past) scorer.learn(event);
  scorer.endLearning();
  return scorer;
}

function insertedToken(recording: Recording): BenchResult {
  const scorer = learned(recording);
  const known = new Map(recording.past.map((event) => [shapeOf(event).key, event]));
  let highest = 0;
  for (const event of known.values())
    for (const argv of INSERTED.flatMap((token) => withToken(event, token)))
      highest = Math.max(highest, scorer.score({ ...event, argv }).score);
  const metric = `highest score of a known command with one token inserted: ${recording.workload}`;
  return ceiling(metric, 'score', { ours: highest, below: ALERT_LINE });
}

function withToken({ argv }: ExecutionEvent, token: string): string[][] {
  const [name = '', ...rest] = argv;
  return [
    [name, token, ...rest],
    [...argv, token],
  ];
}

function ownTools(recording: Recording, scorer: ExecutionScorer, prior: string): BenchResult {
  const names = new Set(recording.past.map(({ comm }) => comm));
  const [like] = recording.past;
  const attacks = OWN_TOOLS.map((command) => command.split(' '))
    .filter(([name = '']) => names.has(name))
    .flatMap((argv): ExecutionEvent[] => {
      const [name = ''] = argv;
      return like === undefined
        ? []
        : [{ ...like, argv, comm: name, exe: `/usr/bin/${name}`, parent: 'bash' }];
    });
  const scores = attacks.map((event) => scorer.score(event).score);
  const lowest = Math.min(...scores);
  const above = recording.test.filter((event) => scorer.observe(event).score >= lowest).length;
  const metric = `benign test events not below ${scores.length} uses of own tools: ${recording.workload}, ${prior}`;
  return ceiling(metric, `of ${recording.test.length}`, { ours: above, below: 1 });
}
