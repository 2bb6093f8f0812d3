import type { Locale, Mode, OpenAiJudgeSettings } from '@vedette/identity';
import type { z } from 'zod';

import type { WebhookSettings } from './alerts/webhook/webhook-settings.ts';
import type { FleetPlace } from './containment/open-desk.ts';
import type { Log } from './log.ts';
import type { HttpEmbedderSettings } from './search/embeddings/http-embedder.ts';
import type { ServerFinding } from './findings/finding.ts';
import type { TokenScope } from './tokens/token.ts';

/** Where events are kept: by the engine that comes with us, or by a ClickHouse server. */
export type EventsSettings =
  | { readonly engine: 'chdb' }
  | {
      readonly engine: 'clickhouse';
      readonly url: string;
      readonly user: string;
      readonly password: string;
      readonly database: string;
    };

/** An embedding model: behind an endpoint, or in a folder. */
export type EmbeddingsSettings =
  | ({ readonly kind: 'http' } & HttpEmbedderSettings)
  | { readonly kind: 'local'; readonly folder: string };

/** An address that findings are told to; what is left out has its default. */
export type WebhookInput = z.input<typeof WebhookSettings>;

/** What a server is told. */
export interface ServerSettings {
  /** The only folder that is written to, but for the sweeps'. */
  readonly stateFolder: string;
  readonly listen: string;
  /** 0 for any that is free. */
  readonly port: number;
  /** Names by which it is reached from elsewhere, besides its address. */
  readonly publicNames: readonly string[];
  readonly events: EventsSettings;
  /** This server among those that share stores; it must keep its name. */
  readonly name: string;
  /** How long events are kept, and how long what was seen once stays normal. */
  readonly retentionDays: number;
  /** A folder, or `s3://`, `gs://`, `az://`; null for a folder below the state folder. */
  readonly baselines: string | null;
  /** A model that helps searching in words; null for words alone. */
  readonly embeddings?: EmbeddingsSettings | null;
  /** Where findings are told to. */
  readonly webhooks: readonly WebhookInput[];
  readonly sweeps: SweepSchedule | null;
  /** Where the hosts are described that may be contained by hand; null for none. */
  readonly containment: FleetPlace | null;
  /** Folder of the dashboard's built files; null where there are none. */
  readonly pages: string | null;
  /** How sign-ins are judged; observed only, where nothing is said. */
  readonly signIns?: SignInChoices;
  /** Who started it: commands over the local endpoint are theirs. */
  readonly owner: string;
  readonly version: string;
  readonly log: Log;
  /** Unix time in ms. */
  readonly nowMs: () => number;
  /** In [0, 1). */
  readonly random: () => number;
}

/** What an operator chooses about sign-ins. */
export interface SignInChoices {
  readonly mode: Mode;
  readonly locale: Locale;
  /** The share of legitimate sign-ins that may be challenged. */
  readonly challengeBudget?: number;
  /** A language model for a second opinion. */
  readonly judge: Omit<OpenAiJudgeSettings, 'fetch'> | null;
}

/** Sweeps by the server's own clock. */
export interface SweepSchedule extends FleetPlace {
  readonly everyMs: number;
  /** Before the first. */
  readonly firstAfterMs?: number;
}

/** How a server is doing, in numbers. */
export interface ServerStatus {
  /** Scored and stored since it was started. */
  readonly events: number;
  readonly workloads: number;
  /** Of which these are not known well enough yet to alert about. */
  readonly learning: number;
  readonly openFindings: number;
  /** Accepted, and not yet scored and stored. */
  readonly lagEntries: number;
}

/** A server at work. */
export interface RunningServer {
  readonly url: string;
  /** A token that holds for as long as this server runs. */
  readonly grant: (scope: TokenScope, name: string) => string;
  /** Logs in with a browser, once, as who started the server. */
  readonly loginLink: () => string;
  readonly status: () => ServerStatus;
  readonly openFindings: () => readonly ServerFinding[];
  /** Rejects if it can go on no more; resolves when it was closed. */
  readonly finished: Promise<void>;
  /** Stops listening, finishes what was asked, writes what is known. Idempotent. */
  readonly close: () => Promise<void>;
}
