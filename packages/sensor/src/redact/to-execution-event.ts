import { isUtf8 } from 'node:buffer';

import type { ExecutionEvent } from '@vedette/core';

import type { HostText } from '../capture/captured-event.ts';
import type { EnrichedEvent } from '../enrich/enrich-event.ts';

/** The event as it is recorded and sent; arguments that are not UTF-8 are kept exactly beside it. */
export function toExecutionEvent(enriched: EnrichedEvent, host: string): ExecutionEvent {
  const { argv, exe, file, kind } = enriched;
  const raw = rawArguments(argv);
  const event: ExecutionEvent & { faulted?: boolean } = {
    ...enriched,
    host,
    workload: enriched.workload.name,
    exe: exe ?? (kind === 'exec-failed' ? file : undefined) ?? '',
    argv: isText(argv) ? argv : argv.map(textOf),
  };
  // What could not be read is counted with the capture, not told of the event.
  if (event.faulted !== undefined) delete event.faulted;
  if (raw !== undefined) event.argvRaw = raw;
  return event;
}

function isText(argv: readonly HostText[]): argv is string[] {
  for (const argument of argv) if (typeof argument !== 'string') return false;
  return true;
}

/** Text of the host's bytes: what is not UTF-8 becomes U+FFFD. */
function textOf(argument: HostText): string {
  return typeof argument === 'string' ? argument : bufferOf(argument).toString('utf8');
}

function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function rawArguments(argv: readonly HostText[]): Record<string, string> | undefined {
  let raw: Record<string, string> | undefined;
  for (let index = 0; index < argv.length; index += 1) {
    const exact = argv[index];
    if (typeof exact !== 'object' || isUtf8(exact)) continue;
    raw ??= {};
    raw[index] = bufferOf(exact).toString('base64');
  }
  return raw;
}
