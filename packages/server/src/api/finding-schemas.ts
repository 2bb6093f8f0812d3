import { z } from 'zod';

import { Command } from '../command.ts';
import { ServerFinding } from '../findings/finding.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;
const DAYS_MAX = 3_650;
const PAGE_DEFAULT = 100;
const PAGE_MAX = 1_000;
const OFFSET_MAX = 1_000_000;
const NOTE_MAX = 1_000;
const OWNER_MAX = 256;

const States = z.enum(['open', 'acknowledged', 'expected', 'resolved']);

export const FindingsQuery = z.strictObject({
  state: States.or(z.literal('any')).default('open'),
  watch: ServerFinding.shape.watch.optional(),
  subject: z.string().min(1).max(OWNER_MAX).optional().describe('Workload or host'),
  minScore: z.coerce.number().min(0).optional(),
  limit: z.coerce.number().int().min(1).max(PAGE_MAX).default(PAGE_DEFAULT),
  offset: z.coerce.number().int().min(0).max(OFFSET_MAX).default(0),
});
export type FindingsQuery = z.infer<typeof FindingsQuery>;

export const FindingsPage = z
  .strictObject({ findings: z.array(ServerFinding), total: z.number().int() })
  .meta({ id: 'FindingsPage' });
export type FindingsPage = z.infer<typeof FindingsPage>;

export const FindingParams = z.strictObject({ id: ServerFinding.shape.id });

/** What comes with a change of a finding's life. */
export const NoteBody = z
  .strictObject({ note: z.string().min(1).max(NOTE_MAX).optional() })
  .default({});

export const ExpectBody = z.strictObject({
  reason: z.string().min(1).max(NOTE_MAX),
  owner: z.string().min(1).max(OWNER_MAX).optional().describe('The token’s name by default'),
  scope: z.enum(['shape', 'workload', 'fleet']).default('shape'),
  days: z
    .number()
    .positive()
    .max(DAYS_MAX)
    .nullable()
    .default(null)
    .describe('Until when; null for as long as nobody withdraws it'),
});

/** The command that an `expect` stands for. */
export function expectCommand(
  finding: string,
  { reason, owner, scope, days }: z.infer<typeof ExpectBody>,
  asked: { readonly by: string; readonly nowMs: number },
): Command {
  return Command.parse({
    ...{ do: 'expect', finding, scope, reason, owner: owner ?? asked.by },
    untilMs: days === null ? null : Math.ceil(asked.nowMs + days * DAY_MS),
  });
}
