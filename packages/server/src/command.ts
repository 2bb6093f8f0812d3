import { z } from 'zod';

const Name = z.string().min(1).max(256);
const Why = z.string().min(1).max(1_000);
const FindingRef = z.string().regex(/^[a-z]-[0-9a-f]{12}$/);
const Scope = z.enum(['shape', 'workload', 'fleet']);
const TimeMs = z.number().int().nonnegative();

/** What a person may ask for; kept in the journal, so that it happens at one place in its order. */
export const Command = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('acknowledge'), finding: FindingRef, note: Why.optional() }),
  z.strictObject({ do: z.literal('resolve'), finding: FindingRef, note: Why.optional() }),
  z.strictObject({ do: z.literal('reopen'), finding: FindingRef }),
  z.strictObject({
    do: z.literal('expect'),
    finding: FindingRef,
    scope: Scope,
    reason: Why,
    owner: Name,
    /** Null for as long as nobody withdraws it. */
    untilMs: TimeMs.nullable(),
  }),
  z.strictObject({ do: z.literal('confirm-shape'), workload: Name, shape: Name }),
  z.strictObject({ do: z.literal('forget-shape'), workload: Name, shape: Name }),
  z.strictObject({ do: z.literal('roll-back'), workload: Name, toMs: TimeMs }),
  z.strictObject({ do: z.literal('end-learning'), workload: Name }),
  z.strictObject({
    do: z.literal('set-alerting'),
    workload: Name,
    /** Null for the default threshold. */
    alerting: z
      .union([
        z.strictObject({ threshold: z.number().min(0.05).max(1) }),
        z.strictObject({ alertsPerDay: z.number().positive().max(10_000) }),
      ])
      .nullable(),
  }),
]);
export type Command = z.infer<typeof Command>;
