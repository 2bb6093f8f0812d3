import { z } from 'zod';

const Id = z.number().int().positive();
const Value = z.union([z.string(), z.array(z.string())]);

/** What the server asks of the engine's process; the rows of an insert are the frame's body. */
export const EngineRequest = z.discriminatedUnion('do', [
  z.strictObject({
    id: Id,
    do: z.literal('run'),
    sql: z.string(),
    params: z.record(z.string(), Value),
  }),
  z.strictObject({
    id: Id,
    do: z.literal('insert'),
    table: z.string(),
    columns: z.array(z.string()),
    settings: z.record(z.string(), z.union([z.string(), z.number()])),
  }),
  z.strictObject({ id: Id, do: z.literal('close') }),
]);
export type EngineRequest = z.infer<typeof EngineRequest>;

/** What it answers; the rows of a SELECT are the frame's body. `id` 0 is about its start. */
export const EngineAnswer = z.discriminatedUnion('ok', [
  z.strictObject({ id: z.number().int().nonnegative(), ok: z.literal(true) }),
  z.strictObject({ id: z.number().int().nonnegative(), ok: z.literal(false), message: z.string() }),
]);
export type EngineAnswer = z.infer<typeof EngineAnswer>;
