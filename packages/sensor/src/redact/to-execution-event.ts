import type { ExecutionEvent } from '@vedette/core';

import type { HostBytes } from '../capture/captured-event.ts';
import type { EnrichedEvent } from '../enrich/enrich-event.ts';

/** Text of the host's bytes: what is not UTF-8 becomes U+FFFD. */
function textOf(bytes: HostBytes): string {
  if (bytes instanceof Buffer) return bytes.toString('utf8');
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}

/** The event as it is recorded and sent; arguments that are not UTF-8 are kept exactly beside it. */
export function toExecutionEvent(enriched: EnrichedEvent, host: string): ExecutionEvent {
  const { argv: bytes, exe, parentExe, file, interpreter, cwd, workload, ...rest } = enriched;
  const shown = exe ?? (rest.kind === 'exec-failed' ? file : undefined);
  const argv = bytes.map(textOf);
  // The rest is a copy already: another one for each event is what this would cost most.
  delete rest.faulted;
  const event: ExecutionEvent = Object.assign(rest, {
    ...{ host, workload: workload.name, argv },
    exe: shown === undefined ? '' : textOf(shown),
  });
  const raw = rawArguments(bytes, argv);
  if (raw !== undefined) event.argvRaw = raw;
  if (parentExe !== undefined) event.parentExe = textOf(parentExe);
  if (file !== undefined) event.file = textOf(file);
  if (interpreter !== undefined) event.interpreter = textOf(interpreter);
  if (cwd !== undefined) event.cwd = textOf(cwd);
  return event;
}

function rawArguments(
  bytes: readonly HostBytes[],
  argv: readonly string[],
): Record<string, string> | undefined {
  let raw: Record<string, string> | undefined;
  for (const [index, text] of argv.entries()) {
    const exact = bytes[index];
    if (exact === undefined || !text.includes('\ufffd')) continue;
    // The replacement character may also have been there.
    if (Buffer.from(text).equals(exact)) continue;
    raw ??= {};
    raw[index] = Buffer.from(exact).toString('base64');
  }
  return raw;
}
