import { stateFolder as sweepFolder } from '@vedette/sweep';

import { createAcceptBatch } from './api/accept-batch.ts';
import { DEFAULT_LIMITS } from './api/api-limits.ts';
import type { ApiParts } from './api/api-parts.ts';
import type { App } from './api/app.ts';
import { createApi } from './api/create-api.ts';
import { isLoopback } from './api/host-names.ts';
import { createMetrics } from './api/metrics.ts';
import { type Closers, createClosers } from './closers.ts';
import { removeEndpoint, writeEndpoint } from './endpoint.ts';
import type { ServerLevels } from './health/load-health.ts';
import type { JournalRecord } from './journal/journal.ts';
import { listenAt } from './listen.ts';
import type { Containment } from './containment/containment.ts';
import { createContainment } from './containment/create-containment.ts';
import { type PageTable, readPages } from './pages/read-pages.ts';
import { createLoginCodes, loginLink } from './sessions/login-codes.ts';
import { createSessions } from './sessions/sessions.ts';
import { createLocalGrants, type LocalGrants } from './local-grants.ts';
import { openParts, type ServerParts } from './open-parts.ts';
import { LAG_ENTRIES_MAX, readinessChecks } from './readiness-checks.ts';
import type { RunningServer, ServerSettings, SweepSchedule } from './server-settings.ts';
import { createEmbedder } from './search/embeddings/create-embedder.ts';
import type { Embedder } from './search/embeddings/embedder.ts';
import { createSearch } from './search/search-events.ts';
import { signInLevels } from './signins/status-answer.ts';
import { addSignInRoutes } from './signins/sign-in-routes.ts';
import { startPruning } from './signins/start-pruning.ts';
import { runSweep } from './sweeps/run-sweep.ts';
import { type SweepControl, sweepControl } from './sweeps/sweep-control.ts';
import { openSweepFiles } from './sweeps/sweep-files.ts';
import { type SweepTimer, startSweepTimer } from './sweeps/sweep-timer.ts';
import { watchEngine } from './watch-engine.ts';

/** Whose everything is on a machine of one's own; fleets name theirs with their tokens. */
const LOCAL_ORG = 'default';

/**
 * Starts a server: opens what it knows, goes on where it ended, listens. What is opened is closed
 * the other way round: first nothing new comes in, then what was asked is finished, then what is
 * known is written.
 *
 * @throws VedetteError `server-running`, `port-in-use`, `address-unusable`, `embeddings-invalid`,
 * `embeddings-unusable`, and what the stores say
 * @example
 * const server = await createServer({ stateFolder, listen: '127.0.0.1', port: 0, … });
 * await server.close();
 */
export async function createServer(settings: ServerSettings): Promise<RunningServer> {
  const closers = createClosers();
  try {
    return await startAll(settings, closers);
  } catch (error) {
    await closers.close();
    throw error;
  }
}

async function startAll(settings: ServerSettings, closers: Closers): Promise<RunningServer> {
  const { stateFolder, listen, owner, log, nowMs } = settings;
  // First: what cannot work is said before anything is opened.
  const embedder = await createEmbedder(settings.embeddings ?? null);
  const parts = await openParts(settings, closers);
  const { engine } = parts;
  const grants = createLocalGrants(LOCAL_ORG);
  const record = recorder(parts);
  const stopping = { now: false };
  const pages = await pagesOf(settings);
  const timer: { now: SweepTimer | null } = { now: null };
  const sweeps =
    settings.sweeps === null ? null : sweepControl(settings.sweeps.everyMs, () => timer.now);
  const serving = apiParts(settings, { ...parts, grants, record, sweeps, embedder });
  closers.add(() => serving.containment?.idle());
  const api = await createApi(serving, {
    ...{ listen, publicNames: settings.publicNames, isStopping: () => stopping.now },
    pages,
    more: [(app) => addSignInRoutes(app, parts.signIns)],
  });
  closers.add(() => closeInTime(api));
  if (!isLoopback(listen)) {
    log('warn', 'listening-without-tls', { listen, hint: 'put a proxy with TLS before it' });
  }
  const url = await listenAt(api, settings);
  const token = grants.grant('operate', owner);
  await writeEndpoint(stateFolder, { url, token, pid: process.pid, startedMs: nowMs() });
  closers.add(async () => {
    stopping.now = true;
    await removeEndpoint(stateFolder);
  });
  log('info', 'listening', { url });
  if (settings.sweeps !== null) {
    const begun = beginSweeps(settings, settings.sweeps, record);
    timer.now = begun;
    closers.add(() => begun.close());
  }
  const pruning = startPruning(parts.signIns, log);
  closers.add(() => pruning.close());
  const watch = watchEngine(engine, log);
  closers.add(() => watch.close());
  const finished = Promise.withResolvers<void>();
  return {
    url,
    grant: grants.grant,
    loginLink: () => {
      const holder = grants.authenticate(token);
      if (holder === undefined) throw new TypeError('the owner has no token');
      const { tokenId, name, org } = holder;
      return loginLink(url, serving.loginCodes.create({ tokenId, name, org, scope: 'operate' }));
    },
    status: () => {
      const { workloads, openFindings, lagEntries, counters } = engine.status();
      const learning = engine
        .workloads(LOCAL_ORG)
        .filter(({ state }) => state === 'learning').length;
      return { events: counters['scored'] ?? 0, workloads, learning, openFindings, lagEntries };
    },
    openFindings: () => engine.findings(LOCAL_ORG).filter(({ life }) => life.state === 'open'),
    finished: finished.promise,
    close: async () => {
      try {
        await closers.close();
        log('info', 'stopped', {});
      } finally {
        finished.resolve();
      }
    },
  };
}

/** Puts something into the journal, and hands it to the engine once it is on the disk. */
type Recorder = (record: JournalRecord) => Promise<number>;

function recorder({ journal, engine }: ServerParts): Recorder {
  return async (record) => {
    const position = await journal.append(record);
    engine.take({ position, record });
    return position;
  };
}

function beginSweeps(
  { owner, version, nowMs, random, log }: ServerSettings,
  { everyMs, firstAfterMs = 0, inventory, cwd, env }: SweepSchedule,
  record: Recorder,
): SweepTimer {
  const clock = { epochMs: nowMs, monotonicMs: () => performance.now() };
  const run = { inventory, cwd, env, clock, random, who: owner, version };
  return startSweepTimer({
    ...{ org: LOCAL_ORG, everyMs, firstAfterMs, clock, random, log },
    run: (signals) => runSweep(run, signals),
    append: record,
  });
}

function apiParts(
  settings: ServerSettings,
  parts: ServerParts & {
    readonly grants: LocalGrants;
    readonly record: Recorder;
    readonly sweeps: SweepControl | null;
    readonly embedder: Embedder | null;
  },
): ApiParts {
  const { stateFolder, log, nowMs, version } = settings;
  const { journal, tokens, audit, events, engine, signIns, grants, record, sweeps } = parts;
  const sweepFiles =
    settings.sweeps === null
      ? null
      : openSweepFiles({ folder: sweepFolder(settings.sweeps.env), version, nowMs });
  const startedMs = nowMs();
  const metrics = createMetrics();
  metrics.watch(() => {
    const { lagEntries, lagSeconds, workloads, openFindings, counters } = engine.status();
    const { end: journalEnd, bytes: journalBytes } = journal;
    return {
      ...{ journalEnd, journalBytes, lagEntries, lagSeconds, workloads, openFindings, counters },
      ...signInLevels(signIns.status()),
    };
  });
  return {
    ...{ audit, events, log, metrics, nowMs, version, containment: containmentOf(settings) },
    authenticate: (token) => grants.authenticate(token) ?? tokens.authenticate(token),
    sessions: createSessions({
      nowMs,
      holds: (id) => (grants.holder(id) ?? tokens.holder(id)) !== undefined,
    }),
    loginCodes: createLoginCodes(nowMs),
    accept: createAcceptBatch({
      ...{ metrics, nowMs },
      isKnown: (org, batchId) => engine.knowsBatch(org, batchId),
      keep: async ({ record: batch }) => void (await record(batch)),
      pressure: () => pressureOf(parts),
    }),
    search: createSearch({
      shapes: (org) => engine.shapes(org),
      embedder: parts.embedder,
      ...{ events, log, nowMs },
    }),
    knowledge: {
      findings: (org) => engine.findings(org),
      workloads: (org) => engine.workloads(org).map((workload) => ({ ...workload })),
      workload: (org, name) => engine.workload(org, name),
      thresholdBy: (org, name, choice) => engine.thresholdBy(org, name, choice),
      sweptHosts: (org) => engine.sweptHosts(org),
    },
    ask: async ({ org, by, command }) => {
      const receivedMs = nowMs();
      const position = await record({ kind: 'command', org, receivedMs, by, command });
      await engine.settled(position);
    },
    sweeps: (org) => (org === LOCAL_ORG ? sweeps : null),
    sweepFiles: (org) => (org === LOCAL_ORG ? sweepFiles : null),
    levels: () => levelsOf(parts, startedMs),
    readiness: readinessChecks(parts, stateFolder),
  };
}

function containmentOf({ containment, nowMs, version }: ServerSettings): Containment | null {
  if (containment === null) return null;
  const clock = { epochMs: nowMs, monotonicMs: () => performance.now() };
  return createContainment({ ...containment, clock, version });
}

async function pagesOf({ pages, log }: ServerSettings): Promise<PageTable | null> {
  if (pages === null) return null;
  const { table, leftOut } = await readPages(pages);
  if (leftOut > 0) log('warn', 'pages-left-out', { entries: leftOut });
  return table;
}

function levelsOf({ engine, journal, signIns }: ServerParts, startedMs: number): ServerLevels {
  const { lagEntries, lagSeconds, problems, counters } = engine.status();
  const { assessed, failures } = signIns.status();
  const unjudged = Object.values(failures).reduce((sum, count) => sum + count, 0);
  return {
    ...{ startedMs, lagEntries, lagSeconds, problems, journalBytes: journal.bytes },
    refusedEvents: counters['refusedEvents'] ?? 0,
    signIns: { assessed, unjudged },
  };
}

/** Sensors keep what they have; a journal that only grows would keep it no better. */
function pressureOf({ engine }: ServerParts): string | null {
  const { lagEntries } = engine.status();
  return lagEntries > LAG_ENTRIES_MAX ? `scoring is ${lagEntries} batches behind` : null;
}

/** Lets requests end by themselves, for a while. */
async function closeInTime(api: App): Promise<void> {
  const timer = setTimeout(() => api.server.closeAllConnections(), DEFAULT_LIMITS.closeTimeoutMs);
  api.server.closeIdleConnections();
  try {
    await api.close();
  } finally {
    clearTimeout(timer);
  }
}
