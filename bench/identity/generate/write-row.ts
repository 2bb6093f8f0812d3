import type { RbaRow } from '@vedette/identity';

import type { Attempt } from './sign-ins.ts';

const MAJOR_TAIL = '.0.3987';

/** An attempt as a row of the RBA data set. */
export function writeRow(attempt: Attempt, index: number): RbaRow {
  const { make, model, major, osMajor } = attempt.shown;
  return {
    index: String(index),
    'Login Timestamp': new Date(attempt.atMs).toISOString().replace('T', ' ').replace('Z', ''),
    'User ID': attempt.user,
    'Round-Trip Time [ms]': attempt.roundTripMs === null ? '' : String(attempt.roundTripMs),
    'IP Address': attempt.address,
    Country: attempt.country,
    ASN: String(attempt.asn),
    'User Agent String': make.agent({ major, osMajor, model }),
    'Browser Name and Version': `${make.browser} ${major}${MAJOR_TAIL}`,
    'OS Name and Version': `${make.os} ${osMajor}`,
    'Device Type': make.type,
    'Login Successful': attempt.succeeded ? 'true' : 'false',
    'Is Account Takeover': 'false',
  };
}
