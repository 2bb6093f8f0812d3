import { type Decoded, ExecutionEvent } from '@vedette/core';
import { z } from 'zod';

const Text = z
  .string()
  .nullish()
  .transform((text) => text ?? '');
const Port = z.number().int().min(0).max(65_535).nullish();

/** One event of the agent that the published post describes; what it does not know is empty. */
const PublishedEvent = z.object({
  ts: z.number().nonnegative(),
  node: z.string(),
  workload: Text,
  event_type: Text,
  pid: z.number().int().min(0),
  process_name: z.string(),
  cmdline: Text,
  parent_process: Text,
  remote_ip: Text,
  remote_port: Port,
  local_port: Port,
  protocol: Text,
});
type PublishedEvent = z.infer<typeof PublishedEvent>;

/** `(uid_t) -1`, the kernel's own word for a user that is not known. */
const UNKNOWN_UID = 2 ** 32 - 1;
const CONNECTS: ReadonlySet<string> = new Set(['outbound_conn', 'connect', 'network.connect']);
const LISTENS: ReadonlySet<string> = new Set(['inbound_conn', 'listen', 'network.listen']);
const PROBLEM_CHARS_MAX = 200;

/**
 * The event that an item of a bare array tells of: one of the published agent, or one as `vedette
 * sensor record` writes it, which is told by its list of arguments.
 */
export function eventOfItem(item: unknown): Decoded<ExecutionEvent> {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) {
    return { ok: false, problem: 'not an object' };
  }
  if ('argv' in item) return parse(ExecutionEvent, item);
  const published = parse(PublishedEvent, item);
  return published.ok ? parse(ExecutionEvent, fieldsOf(published.value)) : published;
}

function fieldsOf(event: PublishedEvent): z.input<typeof ExecutionEvent> {
  const words = event.cmdline.split(/\s+/).filter((word) => word !== '');
  const [program = event.process_name] = words;
  const kind = kindOf(event.event_type);
  return {
    ...{ kind, t: event.ts, host: event.node },
    // The agent leaves it empty; then what is normal is learned for each host.
    workload: event.workload === '' ? event.node : event.workload,
    ...{ pid: event.pid, ppid: 0, uid: UNKNOWN_UID },
    ...{ comm: event.process_name, parent: event.parent_process },
    exe: program.startsWith('/') ? program : event.process_name,
    argv: words.length === 0 ? [event.process_name] : words,
    ...endpointOf(event, kind),
  };
}

function kindOf(eventType: string): 'exec' | 'connect' | 'listen' {
  if (CONNECTS.has(eventType)) return 'connect';
  return LISTENS.has(eventType) ? 'listen' : 'exec';
}

function endpointOf(
  event: PublishedEvent,
  kind: 'exec' | 'connect' | 'listen',
): Pick<z.input<typeof ExecutionEvent>, 'endpoint'> {
  if (kind === 'exec') return {};
  const protocol = event.protocol.toLowerCase() === 'udp' ? 'udp' : 'tcp';
  const port = (kind === 'listen' ? event.local_port : event.remote_port) ?? 0;
  return { endpoint: { protocol, address: event.remote_ip, port } };
}

function parse<Value>(schema: z.ZodType<Value>, value: unknown): Decoded<Value> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return { ok: true, value: parsed.data };
  const issue = parsed.error.issues[0];
  const problem = `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'invalid'}`;
  return { ok: false, problem: problem.slice(0, PROBLEM_CHARS_MAX) };
}
