import { z } from 'zod';

import { Plan, REFUSALS, TargetIdentity } from './containment.ts';

const Detail = z.string().max(500);

/** What happened to one action; the log holds nothing else, and its state is folded from these. */
export const ActionEvent = z.discriminatedUnion('kind', [
  /** Written before anything is touched: what will be frozen and how to undo it. */
  z.strictObject({
    kind: z.literal('planned'),
    by: z.enum(['sweep', 'freeze']),
    target: TargetIdentity,
    plan: Plan,
    finding: z.strictObject({ id: z.string(), check: z.string(), summary: z.string() }).nullable(),
  }),
  /** The executable's bytes are here. */
  z.strictObject({ kind: z.literal('captured'), bytes: z.number().int().nonnegative() }),
  /** About to freeze; from here until the next event the host may be in either state. */
  z.strictObject({ kind: z.literal('freezing') }),
  /** Frozen and verified; `plan` with the members as they really are. */
  z.strictObject({ kind: z.literal('frozen'), plan: Plan }),
  /** The evidence is whole and signed. */
  z.strictObject({ kind: z.literal('sealed'), manifestSha256: z.string().regex(/^[0-9a-f]{64}$/) }),
  /** `container = "stop"`: it went by itself after TERM, or was paused again. */
  z.strictObject({ kind: z.literal('stopped'), gone: z.boolean() }),
  /** Nothing was frozen: on the list, or not what it was. */
  z.strictObject({ kind: z.literal('refused'), code: z.enum(REFUSALS), detail: Detail }),
  /** Nothing was frozen, and nothing will be by this action. */
  z.strictObject({ kind: z.literal('abandoned'), detail: Detail }),
  /** Something was frozen that should not have been, and was let go at once. */
  z.strictObject({ kind: z.literal('undone'), detail: Detail }),
  /** A later look found it loose, or only partly held. */
  z.strictObject({ kind: z.literal('loose'), detail: Detail }),
  /** The process ended, or the host was started anew. */
  z.strictObject({ kind: z.literal('gone'), detail: Detail }),
  z.strictObject({ kind: z.literal('thawing') }),
  z.strictObject({ kind: z.literal('thawed'), detail: Detail }),
]);
export type ActionEvent = z.infer<typeof ActionEvent>;
