import type { ExecutionEvent } from '@vedette/core';

import type { HostBytes } from '../capture/captured-event.ts';
import type { EnrichedEvent } from '../enrich/enrich-event.ts';

/** Text of the host's bytes: what is not UTF-8 becomes U+FFFD. */
function textOf(bytes: HostBytes): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}

/** The event as it is recorded and sent; arguments that are not UTF-8 are kept exactly beside it. */
export function toExecutionEvent(enriched: EnrichedEvent, host: string): ExecutionEvent {
  const { argv: bytes, exe, parentExe, file, interpreter, cwd, workload, ...rest } = enriched;
  const { faulted: _faulted, ...event } = rest;
  const argv = bytes.map(textOf);
  const raw: Record<string, string> = {};
  for (const [index, text] of argv.entries()) {
    const exact = bytes[index];
    if (exact === undefined || !text.includes('\ufffd')) continue;
    // The replacement character may also have been there.
    if (Buffer.from(text).equals(exact)) continue;
    raw[index] = Buffer.from(exact).toString('base64');
  }
  const shown = exe ?? (event.kind === 'exec-failed' ? file : undefined);
  return {
    ...event,
    host,
    workload: workload.name,
    exe: shown === undefined ? '' : textOf(shown),
    argv,
    ...(Object.keys(raw).length === 0 ? {} : { argvRaw: raw }),
    ...(parentExe === undefined ? {} : { parentExe: textOf(parentExe) }),
    ...(file === undefined ? {} : { file: textOf(file) }),
    ...(interpreter === undefined ? {} : { interpreter: textOf(interpreter) }),
    ...(cwd === undefined ? {} : { cwd: textOf(cwd) }),
  };
}
