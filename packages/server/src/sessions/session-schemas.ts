import { z } from 'zod';

import { SECRET } from './secret.ts';

/** The same visible characters that an `Authorization` header takes. */
const TOKEN = /^[\u0021-\u007e]{1,512}$/;

/** What lets somebody in: the code of a login link, or a token that may read. */
export const LoginBody = z.union([
  z.strictObject({ code: z.string().regex(SECRET) }),
  z.strictObject({ token: z.string().regex(TOKEN) }),
]);
export type LoginBody = z.infer<typeof LoginBody>;

export const SessionScope = z.enum(['view', 'operate']);

/** Who is logged in, what they may do, and what their pages send along. */
export const SessionAnswer = z
  .strictObject({
    name: z.string(),
    org: z.string(),
    scope: SessionScope,
    csrf: z.string().describe('Goes into x-vedette-csrf of every request but GET and HEAD'),
    expiresMs: z.number().int(),
  })
  .meta({ id: 'Session' });
export type SessionAnswer = z.infer<typeof SessionAnswer>;

export const LoginCodeBody = z.strictObject({ scope: SessionScope.default('operate') });

export const LoginLink = z
  .strictObject({ url: z.url(), expiresMs: z.number().int() })
  .meta({ id: 'LoginLink' });
export type LoginLink = z.infer<typeof LoginLink>;
