import { escapeText } from '@vedette/core';
import type { ExportedRecord } from '@vedette/identity';
import type { UserSignIns } from '@vedette/server';

const VALUES_SHOWN = 5;

interface Known {
  readonly name: string;
  readonly days: number;
}

/** What is shown of a signature, wherever it was learned. */
export interface ShownSignature {
  readonly signInsLearned: number;
  readonly hours: readonly number[];
  readonly values: Readonly<Record<string, readonly Known[]>>;
}

/** A sign-in with why it was judged as it was. */
export interface LastSignIn {
  readonly at: string;
  readonly decision: string;
  readonly score: number | null;
  readonly reasons: readonly { readonly contribution: number; readonly text: string }[];
}

/** What a replay has learned of a user. */
export function recordedSignature({
  signInsLearned,
  hours,
  values,
}: ExportedRecord): ShownSignature {
  return {
    signInsLearned,
    hours,
    values: Object.fromEntries(
      Object.entries(values).map(([level, known]) => [
        level,
        known.map(({ value, days }) => ({ name: value, days })),
      ]),
    ),
  };
}

/** A user's signature: what is usual, how often, and at which hours. */
export function signatureText(
  user: string,
  shown: ShownSignature | NonNullable<UserSignIns['signature']>,
): string {
  const values = 'values' in shown ? shown.values : servedValues(shown);
  const lines = [
    `${escapeText(user)}  ${shown.signInsLearned} sign-ins learned`,
    ...Object.entries(values)
      .filter(([, known]) => known.length > 0)
      .map(([level, known]) => `  ${level.padEnd(10)}${knownText(known)}`),
    `  hours     ${hoursText(shown.hours)}`,
  ];
  return `${lines.join('\n')}\n`;
}

/** One sign-in and its reasons, strongest first. */
export function signInText(title: string, { at, decision, score, reasons }: LastSignIn): string {
  const lines = [
    `${title} ${at}  ${escapeText(decision)}${score === null ? '' : `  ${score.toFixed(1)}`}`,
    ...reasons.map(
      ({ contribution, text }) =>
        `  ${(contribution > 0 ? '+' : '') + contribution.toFixed(2)}`.padEnd(10) +
        escapeText(text),
    ),
  ];
  return `${lines.join('\n')}\n`;
}

function servedValues(signature: NonNullable<UserSignIns['signature']>): ShownSignature['values'] {
  const { countries, networks, kinds, browsers, versions, systems, known } = signature;
  const counted = Object.entries(known).filter(([, count]) => count > 0);
  return {
    ...{ country: countries, network: networks, kind: kinds },
    ...{ client: browsers, version: versions, system: systems },
    known: counted.map(([what, count]) => ({ name: `${count} ${what}`, days: 0 })),
  };
}

function knownText(known: readonly Known[]): string {
  return known
    .slice(0, VALUES_SHOWN)
    .map(({ name, days }) => {
      if (days === 0) return escapeText(name);
      return `${escapeText(name)} (${days === 1 ? '1 day' : `${days} days`})`;
    })
    .join(' · ');
}

/** The clock as 24 marks: the taller, the more usual. */
function hoursText(hours: readonly number[]): string {
  const most = Math.max(...hours, 1e-9);
  const marks = '·▁▂▃▄▅▆▇█';
  return hours
    .map((count) => marks.charAt(count <= 0 ? 0 : Math.ceil((count / most) * (marks.length - 1))))
    .join('');
}
