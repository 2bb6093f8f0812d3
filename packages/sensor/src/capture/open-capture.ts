import type { EventSource } from '@vedette/core';

import type { Capture, CaptureOptions, Opened, Refusal } from './capture.ts';
import { openPollCapture } from './poll/poll-capture.ts';

/** The rungs from the one that sees most to the one that always works. */
export const LADDER: readonly EventSource[] = ['bpf', 'netlink', 'poll'];

/** The best rung that this host allows, and why not those above it. */
export interface Climbed {
  readonly capture: Capture | null;
  readonly refused: readonly Refusal[];
}

/** Tries one rung, or with `auto` each from the top. */
export async function openCapture(
  wanted: EventSource | 'auto',
  options: CaptureOptions,
): Promise<Climbed> {
  const refused: Refusal[] = [];
  for (const source of wanted === 'auto' ? LADDER : [wanted]) {
    const opened = await openRung(source, options);
    if ('capture' in opened) return { capture: opened.capture, refused };
    refused.push(opened.refused);
  }
  return { capture: null, refused };
}

/** Loaded only when asked for: the native binding does not exist for every C library. */
export async function openRung(source: EventSource, options: CaptureOptions): Promise<Opened> {
  try {
    switch (source) {
      case 'bpf':
        return (await import('./bpf/bpf-capture.ts')).openBpfCapture(options);
      case 'netlink':
        return (await import('./netlink/netlink-capture.ts')).openNetlinkCapture(options);
      case 'poll':
        return openPollCapture(options);
    }
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { refused: { source, code: 'library', detail } };
  }
}
