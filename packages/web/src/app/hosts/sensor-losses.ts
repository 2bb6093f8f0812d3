import { counted } from '../elements/counted.ts';
import type { HostWhole } from './host-shapes.ts';

/** One way in which events did not arrive, or not whole. */
export interface SensorLoss {
  readonly name: string;
  readonly told: string;
}

/** What a sensor told of losses that have no reason of their own; only what happened. */
export function sensorLosses(
  report: NonNullable<HostWhole['coverageReport']>,
): readonly SensorLoss[] {
  const batches = ({ batches, events }: { readonly batches: number; readonly events: number }) =>
    `${counted(events, 'event')} in ${counted(batches, 'batch', 'batches')}`;
  const losses: readonly (readonly [number, string, string])[] = [
    [report.evicted.batches, 'Given up, the spool was full', batches(report.evicted)],
    [report.refused.batches, 'Refused by the server', batches(report.refused)],
    [report.restored.batches, 'Sent again after a refusal', batches(report.restored)],
    [report.rejected, 'Rejected, one by one', counted(report.rejected, 'event')],
    [report.truncated, 'Arrived cut short', counted(report.truncated, 'event')],
    [report.faulted, 'Arrived with a part unread', counted(report.faulted, 'event')],
    [report.pollingGaps, 'Looks at /proc with gaps', counted(report.pollingGaps, 'gap')],
    [report.corrupt, 'Unreadable in the spool', counted(report.corrupt, 'record')],
    [report.uncleanStops, 'Ended without a word', counted(report.uncleanStops, 'time')],
  ];
  return losses.flatMap(([number, name, told]) => (number > 0 ? [{ name, told }] : []));
}
