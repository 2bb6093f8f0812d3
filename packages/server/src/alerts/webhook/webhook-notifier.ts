import { compareSeverities, safeJson } from '@vedette/core';

import type { Notification } from '../notification.ts';
import type { Notifier, SendOutcome } from '../notifier.ts';
import { retryAfterMs } from './retry-after.ts';
import { signWebhook } from './sign-webhook.ts';
import { checkWebhook, type WebhookSettings } from './webhook-settings.ts';

/** Standard Webhooks asks receivers to answer within 15 to 30 s. */
const TIMEOUT_MS = 15_000;
const GONE = 410;

/** What a webhook takes from outside. */
export interface WebhookSurroundings {
  /** Unix time in ms. */
  readonly nowMs: () => number;
  readonly version: string;
  readonly timeoutMs?: number;
}

/**
 * Tells a receiver by a signed HTTP request (Standard Webhooks). Redirects are not followed: they
 * would lead what is told, and its signature, to where nobody configured. Of the answer only its
 * status and `Retry-After` are read.
 *
 * @throws VedetteError `webhook-invalid`
 */
export function createWebhookNotifier(
  settings: WebhookSettings,
  { nowMs, version, timeoutMs = TIMEOUT_MS }: WebhookSurroundings,
): Notifier {
  const { url, key } = checkWebhook(settings);
  return {
    name: settings.name,
    wants: (notification) => isWanted(notification, settings),
    send: async ({ id, notification }, signal) => {
      const body = safeJson(notification);
      const timestamp = Math.floor(nowMs() / 1_000);
      const headers = {
        'content-type': 'application/json',
        'user-agent': `vedette/${version}`,
        ...signWebhook(key, { id, timestamp, body }),
      };
      const timeout = AbortSignal.timeout(timeoutMs);
      try {
        const response = await fetch(url, {
          ...{ method: 'POST', headers, body, redirect: 'manual' },
          signal: AbortSignal.any([signal, timeout]),
        });
        // However long the answer is, nothing of it is kept.
        await response.body?.cancel();
        return outcomeOf(response, nowMs());
      } catch (error) {
        signal.throwIfAborted();
        const problem = timeout.aborted ? `no answer in ${timeoutMs} ms` : causeOf(error);
        return { kind: 'later', problem, afterMs: null };
      }
    },
  };
}

function isWanted({ data, type }: Notification, { minSeverity, org }: WebhookSettings): boolean {
  if (org !== undefined && data.org !== org) return false;
  return type === 'notify.test' || compareSeverities(data.severity, minSeverity) <= 0;
}

function outcomeOf({ ok, status, headers }: Response, nowMs: number): SendOutcome {
  if (ok) return { kind: 'delivered' };
  const problem = `HTTP ${status}`;
  if (status === GONE) return { kind: 'gone', problem };
  return { kind: 'later', problem, afterMs: retryAfterMs(headers.get('retry-after'), nowMs) };
}

/** A code such as ECONNREFUSED: the message may have the address, which may have a token. */
function causeOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  return typeof code === 'string' ? code : 'no connection';
}
