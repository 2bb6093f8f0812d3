import { escapeText, type Reason, scoreOf, sortReasons } from '@vedette/core';

import type { Evidence, ReasonCode } from './reason-codes.ts';
import { formatParams, type Locale, type Template } from './text-params.ts';
import { TEXTS_DE } from './texts-de.ts';
import { TEXTS_EN } from './texts-en.ts';

const TEXTS: Readonly<Record<Locale, Readonly<Record<ReasonCode, Template>>>> = {
  en: TEXTS_EN,
  de: TEXTS_DE,
};

const DECIMALS = 3;
/** What rounds to nothing is no reason. */
const LEAST = 0.0005;

/** The text of one piece of evidence; what came with a request is shown inert. */
export function textOf({ code, params }: Evidence, locale: Locale): string {
  return escapeText(TEXTS[locale][code](formatParams(params, locale)));
}

/**
 * Evidence as reasons, strongest first, and the score that they sum to. Contributions are rounded
 * before they are summed, so that the sum that is shown is the sum of what is shown.
 */
export function explain(
  evidence: readonly Evidence[],
  locale: Locale,
): { readonly reasons: readonly Reason[]; readonly score: number } {
  const reasons = sortReasons(
    evidence
      .filter(
        ({ code, contribution }) => code === 'history-none' || Math.abs(contribution) >= LEAST,
      )
      .map((item) => ({
        code: item.code,
        contribution: Number(item.contribution.toFixed(DECIMALS)),
        text: textOf(item, locale),
      })),
  );
  return { reasons, score: scoreOf(reasons) };
}

/** What an unauthenticated client may be told: what it is about, not what was seen or how much. */
export function categoriesOf(evidence: readonly Evidence[]): string[] {
  const about = evidence
    .filter(({ contribution }) => contribution > 0)
    .map(({ code }) => categoryOf(code));
  return [...new Set(about)].toSorted();
}

/** What a reason is about: place, device, time, or how things go together. */
export function categoryOf(code: string): string {
  return CATEGORIES[code.split('-')[0] ?? ''] ?? 'pattern';
}

const CATEGORIES: Readonly<Record<string, 'place' | 'device' | 'time' | 'pattern'>> = {
  country: 'place',
  network: 'place',
  address: 'place',
  kind: 'place',
  travel: 'place',
  offset: 'place',
  client: 'device',
  model: 'device',
  version: 'device',
  system: 'device',
  device: 'device',
  pairing: 'device',
  ja4: 'device',
  hints: 'device',
  hour: 'time',
  weekday: 'time',
};
