import { createHmac } from 'node:crypto';

const PREFIX = 'whsec_';
/** What Standard Webhooks asks of a symmetric secret. */
const BYTES_MIN = 24;
const BYTES_MAX = 64;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** The bytes of a secret `whsec_…`; null for what is none. */
export function readWebhookSecret(text: string): Buffer | null {
  const encoded = text.startsWith(PREFIX) ? text.slice(PREFIX.length) : text;
  if (!BASE64.test(encoded)) return null;
  const bytes = Buffer.from(encoded, 'base64');
  return bytes.length >= BYTES_MIN && bytes.length <= BYTES_MAX ? bytes : null;
}

/**
 * Headers by which a receiver knows that a body is ours, unchanged, and new
 * (Standard Webhooks 1.0: HMAC-SHA256 over `id.timestamp.body`).
 *
 * @param timestamp Unix time in whole seconds
 */
export function signWebhook(
  secret: Buffer,
  {
    id,
    timestamp,
    body,
  }: {
    readonly id: string;
    readonly timestamp: number;
    readonly body: string;
  },
): Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string> {
  const signed = createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64');
  return {
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': `v1,${signed}`,
  };
}
