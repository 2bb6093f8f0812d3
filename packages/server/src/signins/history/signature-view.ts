import type { ExportedRecord } from '@vedette/identity';

import type { SignatureView } from './history-api.ts';

type Value = SignatureView['countries'][number];

const REGIONS = new Intl.DisplayNames('en', { type: 'region', fallback: 'code' });

/** A record as an operator looks at it: what people recognise, and counts of what is digests. */
export function signatureView(record: ExportedRecord): SignatureView {
  const { values, hours, weekdays, waiting, learningPaused } = record;
  const shown = (level: string, nameOf: (value: string) => string): Value[] =>
    (values[level] ?? []).map((item) => ({ ...item, name: nameOf(item.value) }));
  const count = (level: string): number => values[level]?.length ?? 0;
  return {
    signInsLearned: record.signInsLearned,
    lastSignIn: record.lastSignIn,
    clockMinutesEastOfUtc: record.clockMinutesEastOfUtc,
    hours: [...hours],
    weekdays: [...weekdays],
    countries: shown('country', countryName),
    networks: shown('network', (network) => network),
    kinds: shown('kind', (kind) => kind),
    browsers: shown('client', browserName),
    versions: shown('version', versionName),
    systems: shown('system', (system) => system.replace('/', ' ')),
    known: {
      addresses: count('address'),
      devices: count('device'),
      models: count('model'),
      tlsFingerprints: count('ja4'),
    },
    waiting: waiting.map((item) => ({ ...item })),
    learningPaused,
  };
}

function countryName(code: string): string {
  return /^[A-Z]{2}$/.test(code) ? (REGIONS.of(code) ?? code) : code;
}

/** `Chrome/Windows/desktop` is a browser, its system and a type of device. */
function browserName(key: string): string {
  const [family = '', system = ''] = key.split('/');
  return `${family} on ${system}`;
}

/** `Chrome/Windows/140` */
function versionName(key: string): string {
  const [family = '', system = '', major = ''] = key.split('/');
  return `${family} ${major} on ${system}`;
}
