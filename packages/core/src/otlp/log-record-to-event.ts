import { ExecutionEvent } from '../execution-event.ts';
import {
  ENDPOINT_ATTRIBUTES,
  EVENT_ATTRIBUTES,
  EVENT_NAMES,
  NAMESPACE_ATTRIBUTES,
  RESOURCE_ATTRIBUTES,
  USER_ATTRIBUTES,
} from './event-attributes.ts';
import type { AttributeMap, AttributeValue, Decoded, LogRecord } from './log-record.ts';

const NS_PER_US = 1000n;
const US_PER_MS = 1000;
/** Made once: the same tables are gone through for every record. */
const SIMPLE = Object.entries(EVENT_ATTRIBUTES);
const NAMESPACES = Object.entries(NAMESPACE_ATTRIBUTES);
const ENDPOINTS = {
  connect: endpointNames(ENDPOINT_ATTRIBUTES.connect),
  listen: endpointNames(ENDPOINT_ATTRIBUTES.listen),
} as const;
const KINDS = new Map<string, string>(
  Object.entries(EVENT_NAMES).map(([kind, name]) => [name, kind]),
);

/**
 * The event that a log record tells of, or why it tells of none: the record may come from any
 * sender, so everything is checked against the schema.
 *
 * @param resource attributes of the resource that the record belongs to
 */
export function logRecordToEvent(
  record: LogRecord,
  resource: AttributeMap,
): Decoded<ExecutionEvent> {
  const kind = KINDS.get(record.eventName ?? '');
  if (kind === undefined) return { ok: false, problem: 'not an execution event' };
  const { attributes } = record;
  const fields: Record<string, unknown> = {
    kind,
    t: Number(record.timeUnixNano / NS_PER_US) / US_PER_MS,
    host: resource[RESOURCE_ATTRIBUTES.host],
    workload: resource[RESOURCE_ATTRIBUTES.workload],
    ...named(attributes, SIMPLE),
    ...usersOf(attributes),
  };
  const namespaces = named(attributes, NAMESPACES);
  if (Object.keys(namespaces).length > 0) fields['namespaces'] = namespaces;
  const end = kind === 'listen' ? 'listen' : 'connect';
  if (attributes[ENDPOINT_ATTRIBUTES[end].address] !== undefined) {
    fields['endpoint'] = named(attributes, ENDPOINTS[end]);
  }
  const parsed = ExecutionEvent.safeParse(fields);
  if (parsed.success) return { ok: true, value: parsed.data };
  const issue = parsed.error.issues[0];
  return { ok: false, problem: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'invalid'}` };
}

function endpointNames(end: { readonly address: string; readonly port: string }): NamePairs {
  const { protocol, result } = ENDPOINT_ATTRIBUTES;
  return Object.entries({ protocol, result, ...end });
}

type NamePairs = readonly (readonly [field: string, name: string])[];

function named(attributes: AttributeMap, names: NamePairs): Record<string, AttributeValue> {
  const fields: Record<string, AttributeValue> = {};
  for (const [field, name] of names) {
    const value = attributes[name];
    if (value !== undefined) fields[field] = value;
  }
  return fields;
}

/** `process.user.id` is the effective user; where no other is told it stands for both. */
function usersOf(attributes: AttributeMap): { uid?: AttributeValue; euid?: AttributeValue } {
  const effective = attributes[USER_ATTRIBUTES.effective];
  const real = attributes[USER_ATTRIBUTES.real];
  if (real === undefined) return effective === undefined ? {} : { uid: effective };
  return effective === undefined ? { uid: real } : { uid: real, euid: effective };
}
