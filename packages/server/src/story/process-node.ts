import { z } from 'zod';

/** An end of the network that a process used. */
export const Connection = z.strictObject({
  address: z.string(),
  port: z.number().int(),
  protocol: z.enum(['tcp', 'udp']),
  kind: z.enum(['connect', 'listen']),
});
export type Connection = z.infer<typeof Connection>;

/** One process of a tree, as its events told of it. */
export const ProcessNode = z.strictObject({
  id: z.string(),
  /** Of a node before it; null for a root. */
  parentId: z.string().nullable(),
  pid: z.number().int(),
  host: z.string(),
  exe: z.string(),
  argv: z.array(z.string()),
  comm: z.string(),
  /** Null for a process of which only its children told. */
  uid: z.number().int().nullable(),
  /** Of the earliest event; null for a process of which only its children told. */
  t: z.number().nullable(),
  score: z.number().nullable(),
  finding: z.string().nullable(),
  /** Null where no event of its own is stored. */
  eventId: z.string().nullable(),
  endMs: z.number().nullable(),
  exit: z
    .strictObject({ code: z.number().int().optional(), signal: z.number().int().optional() })
    .nullable(),
  connections: z.array(Connection),
  /** The process that the finding is about. */
  isSubject: z.boolean(),
});
export type ProcessNode = z.infer<typeof ProcessNode>;

/** The processes around a finding; each parent stands before its children. */
export const ProcessTree = z.strictObject({
  nodes: z.array(ProcessNode),
  /** Whether there is more than is shown. */
  truncated: z.boolean(),
  /** What is to be said about it, where something is. */
  note: z.string().nullable(),
});
export type ProcessTree = z.infer<typeof ProcessTree>;
