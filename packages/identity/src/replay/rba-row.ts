import { z } from 'zod';

import type { DigestKey } from '../signals/digest-key.ts';
import { kindOfNetwork } from '../signals/network-kinds.ts';
import { majorOf } from '../signals/read-client.ts';
import type { Client, SignIn } from '../signals/sign-in.ts';

/** The columns of the public RBA data set (das-group/rba-dataset), in their order. */
export const RBA_COLUMNS = [
  'index',
  'Login Timestamp',
  'User ID',
  'Round-Trip Time [ms]',
  'IP Address',
  'Country',
  'Region',
  'City',
  'ASN',
  'User Agent String',
  'Browser Name and Version',
  'OS Name and Version',
  'Device Type',
  'Login Successful',
  'Is Attack IP',
  'Is Account Takeover',
] as const;

const TEXT_MAX = 2000;
const text = z.string().max(TEXT_MAX);
const flag = z.preprocess(
  (value) => (typeof value === 'string' ? value.toLowerCase() : value),
  z.enum(['true', 'false', '']),
);

/** A row of the data set. More columns may follow; the last five of ours are optional. */
export const RbaRow = z.object({
  index: text.optional(),
  'Login Timestamp': z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?Z?$/, 'not a time stamp'),
  'User ID': text.min(1),
  'Round-Trip Time [ms]': text.optional(),
  'IP Address': text.optional(),
  Country: text.optional(),
  ASN: text.optional(),
  'User Agent String': text.optional(),
  'Browser Name and Version': text.optional(),
  'OS Name and Version': text.optional(),
  'Device Type': text.optional(),
  'Login Successful': flag.optional(),
  'Is Account Takeover': flag.optional(),
});
export type RbaRow = z.infer<typeof RbaRow>;

/** A row as the engine takes it. */
export interface RecordedSignIn {
  readonly index: string;
  readonly user: string;
  readonly succeeded: boolean;
  /** What the data set says afterwards: never an input of the engine. */
  readonly isTakeover: boolean;
  readonly signIn: SignIn;
}

/** Reads a row; `failures` is what was counted on the account since its last success. */
export function readRbaRow(
  row: RbaRow,
  { digestKey, failures }: { readonly digestKey: DigestKey; readonly failures: number },
): RecordedSignIn {
  const asn = numberOf(row.ASN);
  const country = /^[A-Z]{2}$/.test(row.Country ?? '') ? (row.Country ?? null) : null;
  const ip = (row['IP Address'] ?? '').trim();
  const roundTrip = numberOf(row['Round-Trip Time [ms]']);
  return {
    index: row.index ?? '',
    user: row['User ID'],
    succeeded: row['Login Successful'] !== 'false',
    isTakeover: row['Is Account Takeover'] === 'true',
    signIn: {
      atMs: Date.parse(`${row['Login Timestamp'].replace(' ', 'T').replace(/Z$/, '')}Z`),
      address:
        ip === '' && asn === null && country === null
          ? null
          : {
              key: ip === '' ? 'unknown' : digestKey('address', ip),
              asn,
              country,
              kind: asn === null ? 'access' : kindOfNetwork(asn),
            },
      client: clientOf(row, digestKey),
      deviceKey: null,
      ja4: null,
      utcOffsetMinutes: null,
      roundTripMs: roundTrip === null || roundTrip > 600_000 ? null : roundTrip,
      failures,
    },
  };
}

const DEVICE_TYPES: Readonly<Record<string, Client['type']>> = {
  desktop: 'desktop',
  mobile: 'mobile',
  tablet: 'tablet',
  bot: 'script',
};

function clientOf(row: RbaRow, digestKey: DigestKey): Client | null {
  const browser = nameAndVersion(row['Browser Name and Version']);
  const system = nameAndVersion(row['OS Name and Version']);
  const agent = row['User Agent String'] ?? '';
  if (browser.name === 'unknown' && agent === '') return null;
  return {
    family: browser.name,
    major: browser.major,
    os: system.name,
    osMajor: system.major,
    type: DEVICE_TYPES[row['Device Type'] ?? ''] ?? 'other',
    modelKey: agent === '' ? null : digestKey('model', agent.replaceAll(/\d+(?:[._]\d+)*/g, '0')),
  };
}

const NAME_MAX = 40;

/** `Chrome Mobile 81.0.4044` is a name of words, then a version. */
function nameAndVersion(value: string | undefined): { name: string; major: number | null } {
  const match = /^(.*?)\s+(\d[\d.]*)/.exec(value ?? '');
  const name = (match?.[1] ?? value ?? '').replaceAll(/[^A-Za-z0-9 .+-]/g, '').trim();
  return {
    name: name === '' || name === '-' ? 'unknown' : name.slice(0, NAME_MAX),
    major: majorOf(match?.[2]),
  };
}

function numberOf(value: string | undefined): number | null {
  return /^\d{1,10}(?:\.\d+)?$/.test(value ?? '') ? Number(value) : null;
}
