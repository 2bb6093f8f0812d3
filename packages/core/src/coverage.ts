import { z } from 'zod';

/**
 * Something that could not be seen. `blind`: the check did not see what it judges by, so the host
 * is incomplete. `limited`: an extra instrument was missing; the check still saw its main evidence.
 */
export const Coverage = z.strictObject({
  check: z.string(),
  reason: z.string(),
  effect: z.enum(['blind', 'limited']),
});
export type Coverage = z.infer<typeof Coverage>;
