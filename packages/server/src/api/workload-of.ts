import { VedetteError } from '@vedette/core';

import type { ApiParts } from './api-parts.ts';
import type { WorkloadDetail } from './workload-schemas.ts';

/** A workload of an organisation. @throws VedetteError `workload-not-there` */
export function workloadOf(
  { knowledge }: Pick<ApiParts, 'knowledge'>,
  org: string,
  name: string,
): WorkloadDetail {
  const found = knowledge.workload(org, name);
  if (found === undefined) throw new VedetteError('workload-not-there', { name });
  return found;
}
