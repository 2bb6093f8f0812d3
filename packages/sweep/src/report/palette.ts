import { styleText } from 'node:util';

/** What a piece of text means; how it looks is decided here and nowhere else. */
export type Tone = 'good' | 'bad' | 'alarm' | 'caution' | 'quiet' | 'strong';

export type Paint = (tone: Tone, text: string) => string;

const FORMATS = {
  good: ['green'],
  bad: ['red'],
  alarm: ['bold', 'red'],
  caution: ['yellow'],
  quiet: ['dim'],
  strong: ['bold'],
} as const satisfies Record<Tone, Parameters<typeof styleText>[0]>;

/** A painter that colours, or one that leaves text as it is. */
export function createPaint(colours: boolean): Paint {
  if (!colours) return (_tone, text) => text;
  return (tone, text) => styleText([...FORMATS[tone]], text, { validateStream: false });
}

/** Colours only for a person's terminal that has not asked for none (no-color.org). */
export function wantsColours({
  env,
  isTerminal,
  refused,
}: {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isTerminal: boolean;
  readonly refused: boolean;
}): boolean {
  return isTerminal && !refused && (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb';
}
