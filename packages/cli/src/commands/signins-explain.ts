import { readFile } from 'node:fs/promises';
import { escapeText, VedetteError, safeJson } from '@vedette/core';
import {
  decodeSignature,
  EMPTY_RECORD,
  type ExportedRecord,
  exportRecord,
} from '@vedette/identity';

import { z } from 'zod';

import type { CommonOptions } from '../program/options.ts';
import type { Surroundings } from '../surroundings.ts';
import { signInsFile } from './signins.ts';

const JSON_INDENT = 2;
const VALUES_SHOWN = 5;

const Line = z.object({
  user: z.string(),
  signature: z.string(),
  last: z.object({
    at: z.string(),
    score: z.number(),
    decision: z.string(),
    reasons: z.array(z.object({ contribution: z.number(), text: z.string() })),
  }),
});
type Line = z.infer<typeof Line>;

/** `vedette signins explain USER`: one user's signature, and why the last sign-in was judged so. */
export async function explainSignIns(
  here: Surroundings,
  user: string,
  options: CommonOptions,
): Promise<void> {
  const found = await findUser(signInsFile(here.env), user);
  const exported = exportRecord({ ...EMPTY_RECORD, signature: decodeSignature(found.signature) });
  const { last } = found;
  if (options.json === true)
    here.stdout.write(`${safeJson({ user, last, signature: exported }, JSON_INDENT)}\n`);
  else here.stdout.write(explanation(found, exported));
}

async function findUser(file: string, user: string): Promise<Line> {
  const problem = (text: string): VedetteError => new VedetteError('usage', { problem: text });
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      throw problem('no sign-ins are known yet: run vedette signins replay FILE.csv first');
    throw error;
  }
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const parsed = Line.parse(JSON.parse(line));
    if (parsed.user === user) return parsed;
  }
  throw problem(`no user ${escapeText(user)} in the sign-ins that were replayed last`);
}

function explanation({ user, last }: Line, signature: ExportedRecord): string {
  const lines = [
    `${escapeText(user)}  ${signature.signInsLearned} sign-ins learned`,
    ...Object.entries(signature.values)
      .filter(([, values]) => values.length > 0)
      .map(([level, values]) => {
        const shown = values
          .slice(0, VALUES_SHOWN)
          .map(
            ({ value, days }) => `${escapeText(value)} (${days === 1 ? '1 day' : `${days} days`})`,
          );
        return `  ${level.padEnd(10)}${shown.join(' · ')}`;
      }),
    `  hours     ${hoursText(signature.hours)}`,
    `last sign-in ${last.at}  ${last.decision}  ${last.score.toFixed(1)}`,
    ...last.reasons.map(
      ({ contribution, text }) =>
        `  ${(contribution > 0 ? '+' : '') + contribution.toFixed(2)}`.padEnd(10) +
        escapeText(text),
    ),
  ];
  return `${lines.join('\n')}\n`;
}

/** The clock as 24 marks: the taller, the more usual. */
function hoursText(hours: readonly number[]): string {
  const most = Math.max(...hours, 1e-9);
  const marks = '·▁▂▃▄▅▆▇█';
  return hours
    .map((count) => marks.charAt(count <= 0 ? 0 : Math.ceil((count / most) * (marks.length - 1))))
    .join('');
}
