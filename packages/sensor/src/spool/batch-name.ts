/**
 * The name of a batch's file says what must be known without reading it. Sorted by name, the
 * oldest comes first.
 */
export interface BatchName {
  readonly createdMs: number;
  readonly sequence: number;
  /** UUID; the same for every time that the batch is sent. */
  readonly id: string;
  /** Zero while it is open. */
  readonly events: number;
  readonly urgent: boolean;
  /** Its coverage was, or will be, told with another batch. */
  readonly toldElsewhere: boolean;
}

/** `open`: being written; `sealed`: to be sent; `aside-401`: refused with that status. */
export type BatchStage = 'open' | 'sealed' | `aside-${number}`;

const MS_DIGITS = 15;
const SEQUENCE_DIGITS = 9;
const NAME =
  /^(\d{15})-(\d{9})-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-(\d{1,9})-(u?r?)\.(open|sealed|aside-\d{3})$/;

export function fileNameOf(name: BatchName, stage: BatchStage): string {
  const flags = `${name.urgent ? 'u' : ''}${name.toldElsewhere ? 'r' : ''}`;
  const time = String(name.createdMs).padStart(MS_DIGITS, '0');
  const sequence = String(name.sequence).padStart(SEQUENCE_DIGITS, '0');
  return `${time}-${sequence}-${name.id}-${name.events}-${flags}.${stage}`;
}

/** Undefined for files that are not the spool's, which are left alone. */
export function parseFileName(
  file: string,
): { readonly name: BatchName; readonly stage: BatchStage } | undefined {
  const match = NAME.exec(file);
  if (match === null) return undefined;
  const [, createdMs, sequence, id = '', events, flags = '', stage = ''] = match;
  return {
    name: {
      createdMs: Number(createdMs),
      sequence: Number(sequence),
      id,
      events: Number(events),
      urgent: flags.includes('u'),
      toldElsewhere: flags.includes('r'),
    },
    stage: stageOf(stage),
  };
}

function stageOf(stage: string): BatchStage {
  if (stage === 'open' || stage === 'sealed') return stage;
  return `aside-${Number(stage.slice('aside-'.length))}`;
}
