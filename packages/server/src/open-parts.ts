import { mkdir } from 'node:fs/promises';

import { VedetteError } from '@vedette/core';
import {
  createOpenAiJudge,
  DEFAULT_SETTINGS,
  type NetworkData,
  openNetworkData,
} from '@vedette/identity';

import { type Alerts, createAlerts } from './alerts/create-alerts.ts';
import { createWebhookNotifier } from './alerts/webhook/webhook-notifier.ts';
import { WebhookSettings } from './alerts/webhook/webhook-settings.ts';
import { type Audit, createAudit, ENTRIES_MAX } from './audit/audit.ts';
import { openAuditFiles } from './audit/audit-files.ts';
import type { Closers } from './closers.ts';
import { readEndpoint } from './endpoint.ts';
import { createEngine } from './engine/create-engine.ts';
import type { Engine } from './engine/engine.ts';
import { type OpenJournal, openJournal } from './journal/open-journal.ts';
import { serverFolders } from './server-folders.ts';
import type { ServerSettings } from './server-settings.ts';
import type { EventStore } from './store/events/event-store.ts';
import { openEventStore } from './store/events/open-event-store.ts';
import type { BaselineStore } from './store/vectors/baseline-store.ts';
import { openLanceBaselines } from './store/vectors/lance-baselines.ts';
import { createSignInService } from './signins/create-sign-in-service.ts';
import type { SignInService, SignInSettings } from './signins/sign-in-service.ts';
import { openTokens } from './tokens/open-tokens.ts';
import type { TokenStore } from './tokens/token-store.ts';

const FOLDER_MODE = 0o700;
/** Hours of a fleet's events while a store is down; back-pressure above it. */
const JOURNAL_BYTES_MAX = 4 * 1024 ** 3;
/** For the entry at hand and a checkpoint; what is not done then is done at the next start. */
const ENGINE_GRACE_MS = 20_000;

/** When tokens were used last is kept to a few minutes. */
const TOKENS_FLUSH_MS = 10 * 60_000;

/** Everything that a server is made of, opened. */
export interface ServerParts {
  readonly journal: OpenJournal;
  readonly tokens: TokenStore;
  readonly audit: Audit;
  readonly events: EventStore;
  readonly baselines: BaselineStore;
  readonly alerts: Alerts;
  readonly engine: Engine;
  readonly signIns: SignInService;
}

/** Opens them in the order in which they need each other; `closers` closes them the other way. */
export async function openParts(settings: ServerSettings, closers: Closers): Promise<ServerParts> {
  const { stateFolder, log, nowMs, random } = settings;
  const folders = serverFolders(stateFolder);
  await mkdir(stateFolder, { recursive: true, mode: FOLDER_MODE });
  // First: who has the journal has the folder.
  const journal = await openAlone(stateFolder, folders.journal);
  closers.add(() => journal.close());
  if (journal.tornBytes > 0) log('warn', 'journal-torn-tail-cut', { bytes: journal.tornBytes });
  const tokens = openTokens({ file: folders.tokens, nowMs });
  closers.add(() => tokens.flush());
  const flushing = setInterval(() => void flushTokens(tokens, log), TOKENS_FLUSH_MS);
  closers.add(() => clearInterval(flushing));
  const audit = await openAudit(settings, folders.audit);
  const events = openEvents(settings, folders.events);
  closers.add(() => events.close());
  await events.migrate();
  const baselines = await openLanceBaselines({ uri: settings.baselines ?? folders.baselines });
  closers.add(() => baselines.close());
  const alerts = await createAlerts({
    ...{ folder: folders.alerts, log, nowMs, random },
    notifiers: settings.webhooks.map((webhook) =>
      createWebhookNotifier(WebhookSettings.parse(webhook), { nowMs, version: settings.version }),
    ),
  });
  closers.add(() => alerts.close());
  const engine = createEngine({
    ...{ journal, events, baselines, notify: alerts.tell, stateFolder: folders.engine },
    settings: { fold: { retentionDays: settings.retentionDays } },
  });
  await engine.start();
  closers.add(() => engine.close({ graceMs: ENGINE_GRACE_MS }));
  const signIns = await createSignInService({
    ...{ stateFolder: folders.signIns, clock: nowMs },
    settings: { networks: openNetworks(settings), ...chosen(settings.signIns) },
  });
  closers.add(() => signIns.close());
  return { journal, tokens, audit, events, baselines, alerts, engine, signIns };
}

async function openAudit({ log, nowMs }: ServerSettings, folder: string): Promise<Audit> {
  const files = await openAuditFiles(folder, 2 * ENTRIES_MAX);
  const { lines, unreadable } = files;
  if (unreadable > 0) log('warn', 'audit-lines-unreadable', { folder, lines: unreadable });
  return createAudit({ files, lines, log, nowMs });
}

function chosen(choices: ServerSettings['signIns']): Partial<SignInSettings> {
  if (choices === undefined) return {};
  const { judge, ...engine } = choices;
  return {
    engine: { ...DEFAULT_SETTINGS, ...engine },
    judge: judge === null ? null : createOpenAiJudge({ ...judge, fetch }),
  };
}

/** Data about addresses is read beside everything else: until then it is missing evidence. */
function openNetworks({ nowMs, log }: ServerSettings): NetworkData {
  const networks = openNetworkData({ nowMs, from: import.meta.filename });
  void logNetworks(networks, log);
  return networks;
}

async function logNetworks(networks: NetworkData, log: ServerSettings['log']): Promise<void> {
  await networks.loaded;
  for (const { tells, state, package: name, ageDays, problem } of networks.status()) {
    log(problem === null ? 'info' : 'warn', 'network-data', {
      ...{ tells, state, package: name ?? '', ageDays: ageDays ?? '', problem: problem ?? '' },
    });
  }
}

async function flushTokens(tokens: TokenStore, log: ServerSettings['log']): Promise<void> {
  try {
    await tokens.flush();
  } catch (error) {
    log('error', 'tokens-not-flushed', { cause: String(error) });
  }
}

async function openAlone(stateFolder: string, folder: string): Promise<OpenJournal> {
  try {
    return await openJournal({ folder, bytesMax: JOURNAL_BYTES_MAX });
  } catch (error) {
    if (!(error instanceof VedetteError) || error.code !== 'state-locked') throw error;
    const other = await readEndpoint(stateFolder);
    const where = other === undefined ? '' : ` at ${other.url} (process ${other.pid})`;
    throw new VedetteError('server-running', { folder: stateFolder, where });
  }
}

function openEvents(settings: ServerSettings, folder: string): EventStore {
  const { events, name, retentionDays } = settings;
  if (events.engine === 'chdb') {
    return openEventStore({ engine: { kind: 'chdb', folder }, server: name, retentionDays });
  }
  const { engine: kind, user: username, ...rest } = events;
  return openEventStore({ engine: { kind, username, ...rest }, server: name, retentionDays });
}
