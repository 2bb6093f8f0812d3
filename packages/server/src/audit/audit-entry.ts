import { z } from 'zod';

const TARGET_CHARS_MAX = 2_048;
/** Of what was sent along: the reasons and notes of a decision, not a document. */
export const BODY_CHARS_MAX = 2_000;
const NAME_CHARS_MAX = 1_000;

/** One line of the audit log: what somebody asked for, and again with what came of it. */
export const AuditLine = z.strictObject({
  atMs: z.number().int(),
  org: z.string().max(NAME_CHARS_MAX),
  /** Empty where nobody was recognised. */
  by: z.string().max(NAME_CHARS_MAX),
  via: z.enum(['token', 'session', 'login']),
  requestId: z.string().max(NAME_CHARS_MAX),
  /** The method and the route, `POST /v1/findings/:id/resolve`. */
  action: z.string().max(NAME_CHARS_MAX),
  /** The path that was asked for. */
  target: z.string().max(TARGET_CHARS_MAX),
  /** Without its secrets, and cut; null where nothing was sent along. */
  body: z.string().max(BODY_CHARS_MAX).nullable(),
  /** Null while it is not known what came of it. */
  status: z.number().int().nullable(),
});
export type AuditLine = z.infer<typeof AuditLine>;

/** What is asked for, before anything of it is done. */
export type AuditQuestion = Omit<AuditLine, 'atMs' | 'status'>;

/** The path of a URL as it is kept: no query, which might hold anything. */
export function targetOf(url: string): string {
  return (url.split('?')[0] ?? '').slice(0, TARGET_CHARS_MAX);
}
