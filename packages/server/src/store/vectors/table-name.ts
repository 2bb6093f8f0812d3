import { hash } from 'node:crypto';

/**
 * The table of a workload: its name is a digest, because names of workloads come from hosts and
 * hold what they like, and because no two of them may meet.
 */
export function tableName(org: string, workload: string): string {
  return `baseline-${hash('sha256', JSON.stringify([org, workload]), 'hex')}`;
}
