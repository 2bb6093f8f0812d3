import { randomBytes } from 'node:crypto';

import type { ActionLog } from '../evidence/action-log.ts';
import type { EvidenceStore } from '../evidence/evidence-store.ts';
import type { Clock } from '../fleet/clock.ts';
import type { HostTarget } from '../inventory/host-target.ts';
import type { SweepSettings } from '../inventory/inventory.ts';
import type { Transport } from '../transport/transport.ts';
import type { ActionEvent } from '../action/action-event.ts';
import type { ActionId, Plan, TargetIdentity } from '../action/containment.ts';

const MIB = 1024 * 1024;
const ID_BYTES = 4;

/** Everything that one containment touches. */
export interface ContainContext {
  readonly store: EvidenceStore;
  readonly log: ActionLog;
  readonly clock: Clock;
  /** Who gave the command. */
  readonly who: string;
  readonly settings: Pick<
    SweepSettings,
    'container' | 'freezesPerHost' | 'freezesPerFleet' | 'evidenceMb'
  >;
  readonly transports: { readonly ssh: Transport; readonly local: Transport };
}

/** What a containment is about, beside the process itself. */
export interface Subject {
  readonly host: HostTarget;
  readonly target: TargetIdentity;
  readonly finding: {
    readonly id: string;
    readonly check: string;
    readonly summary: string;
  } | null;
  readonly by: 'sweep' | 'freeze';
}

/** An action that is under way. */
export interface OpenAction extends Omit<Subject, 'by'> {
  readonly id: ActionId;
  readonly plan: Plan;
}

export function transportOf({ transports }: ContainContext, { ssh }: HostTarget): Transport {
  return ssh === null ? transports.local : transports.ssh;
}

/** The cap on one bundle. */
export function evidenceBytesMax({ settings }: ContainContext): number {
  return settings.evidenceMb * MIB;
}

/** An id that says the day, and is as good as unique. */
export function newActionId({ clock }: Pick<ContainContext, 'clock'>): ActionId {
  const day = new Date(clock.epochMs()).toISOString().slice(0, 'YYYY-MM-DD'.length);
  return `E-${day.replaceAll('-', '')}-${randomBytes(ID_BYTES).toString('hex')}`;
}

/** Appends one event of an action. */
export async function logEvent(
  { log, who }: ContainContext,
  { id, host }: Pick<OpenAction, 'id' | 'host'>,
  event: ActionEvent,
): Promise<void> {
  await log.append({ action: id, host: host.name, who, event });
}

/** An event's detail, cut to what the log takes. */
export function detailOf(text: string): string {
  return text.slice(0, DETAIL_CHARS_MAX);
}

const DETAIL_CHARS_MAX = 500;
