import { VedetteError } from '@vedette/core';

import type { ServerFinding } from '../findings/finding.ts';
import type { ApiParts } from './api-parts.ts';

/** A finding of an organisation. @throws VedetteError `finding-not-there` */
export function findingOf(
  { knowledge }: Pick<ApiParts, 'knowledge'>,
  org: string,
  id: string,
): ServerFinding {
  const found = knowledge.findings(org).find((finding) => finding.id === id);
  if (found === undefined) throw new VedetteError('finding-not-there', { id });
  return found;
}
