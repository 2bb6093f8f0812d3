import type { ExecutionEvent } from '../execution-event.ts';
import {
  ENDPOINT_ATTRIBUTES,
  EVENT_ATTRIBUTES,
  EVENT_NAMES,
  NAMESPACE_ATTRIBUTES,
  pairsOf,
  USER_ATTRIBUTES,
} from './event-attributes.ts';
import type { AttributeValue, LogRecord } from './log-record.ts';

const SEVERITY_INFO = 9;
const US_PER_MS = 1000;
const NS_PER_US = 1000n;

const SIMPLE = pairsOf(EVENT_ATTRIBUTES);
const NAMESPACES = pairsOf(NAMESPACE_ATTRIBUTES);

/**
 * The log record of an event; host and workload are the resource's. Time is kept to the
 * microsecond, which is what a double holds of milliseconds since 1970.
 */
export function eventToLogRecord(event: ExecutionEvent): LogRecord {
  const attributes: Record<string, AttributeValue> = {};
  for (const [field, name] of SIMPLE) {
    const value = event[field];
    if (value !== undefined) attributes[name] = value;
  }
  attributes[USER_ATTRIBUTES.effective] = event.euid ?? event.uid;
  if (event.euid !== undefined) attributes[USER_ATTRIBUTES.real] = event.uid;
  for (const [field, name] of NAMESPACES) {
    const value = event.namespaces?.[field];
    if (value !== undefined) attributes[name] = value;
  }
  if (event.endpoint !== undefined) {
    const { protocol, address, port, result } = event.endpoint;
    const names = ENDPOINT_ATTRIBUTES[event.kind === 'listen' ? 'listen' : 'connect'];
    attributes[ENDPOINT_ATTRIBUTES.protocol] = protocol;
    attributes[names.address] = address;
    attributes[names.port] = port;
    if (result !== undefined) attributes[ENDPOINT_ATTRIBUTES.result] = result;
  }
  return {
    timeUnixNano: BigInt(Math.round(event.t * US_PER_MS)) * NS_PER_US,
    severityNumber: SEVERITY_INFO,
    attributes,
    eventName: EVENT_NAMES[event.kind],
  };
}
