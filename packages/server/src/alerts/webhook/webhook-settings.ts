import { Severity, VedetteError } from '@vedette/core';
import { z } from 'zod';

import { readWebhookSecret } from './sign-webhook.ts';

const URL_CHARS_MAX = 2_048;
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Where to send what, as it is configured. */
export const WebhookSettings = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/),
  url: z.string().max(URL_CHARS_MAX),
  /** `whsec_` and 24 to 64 bytes in Base64. */
  secret: z.string(),
  /** Only findings that are at least so serious. */
  minSeverity: Severity.default('low'),
  /** Only those of this organisation; all where it is not given. */
  org: z.string().optional(),
  /** Without TLS, also beyond this machine: whoever is on the way reads what is told. */
  allowHttp: z.boolean().default(false),
});
export type WebhookSettings = z.infer<typeof WebhookSettings>;

/**
 * The address and key of a webhook.
 *
 * @throws VedetteError `webhook-invalid`, which never holds the secret or the path.
 */
export function checkWebhook({ name, url, secret, allowHttp }: WebhookSettings): {
  readonly url: URL;
  readonly key: Buffer;
} {
  const refuse = (problem: string): VedetteError =>
    new VedetteError('webhook-invalid', { name, problem });
  const parsed = URL.parse(url);
  if (parsed === null) throw refuse('its url is no URL');
  if (parsed.username !== '' || parsed.password !== '') {
    throw refuse('a user or password in its url would be sent in the clear of every log');
  }
  const plain = parsed.protocol === 'http:' && (allowHttp || LOOPBACK.test(parsed.hostname));
  if (parsed.protocol !== 'https:' && !plain) throw refuse('its url must be https');
  const key = readWebhookSecret(secret);
  if (key === null) throw refuse('its secret must be whsec_ and 24 to 64 bytes in Base64');
  return { url: parsed, key };
}
