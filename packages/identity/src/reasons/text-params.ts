import type { ReasonParams } from './reason-codes.ts';

/** Languages that every reason has a text in. */
export const LOCALES = ['en', 'de'] as const;
export type Locale = (typeof LOCALES)[number];

/** A text made of a reason's parameters. */
export type Template = (params: FormattedParams) => string;

/** Parameters as a person reads them: countries by name, days counted, hours with minutes. */
export interface FormattedParams {
  readonly raw: ReasonParams;
  readonly text: (name: string) => string;
  readonly number: (name: string) => number;
  readonly country: (name: string) => string;
  readonly weekday: (name: string) => string;
  readonly clock: (name: string) => string;
  readonly offset: (name: string) => string;
}

/** A Monday, to name weekdays by. */
const MONDAY_MS = Date.UTC(2024, 0, 1, 12);
const DAY_MS = 86_400_000;

const FORMATS = new Map(
  LOCALES.map((locale) => [
    locale,
    {
      countries: new Intl.DisplayNames(locale, { type: 'region', fallback: 'code' }),
      weekdays: new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' }),
    },
  ]),
);

/** The parameters of a reason in a language. */
export function formatParams(raw: ReasonParams, locale: Locale): FormattedParams {
  const formats = FORMATS.get(locale);
  const number = (name: string): number => {
    const value = Math.trunc(Number(raw[name] ?? 0));
    return Number.isSafeInteger(value) ? value : 0;
  };
  const text = (name: string): string => String(raw[name] ?? '');
  return {
    raw,
    number,
    text,
    country: (name) => {
      const code = text(name);
      return /^[A-Z]{2}$/.test(code) ? (formats?.countries.of(code) ?? code) : code;
    },
    weekday: (name) =>
      formats?.weekdays.format(new Date(MONDAY_MS + (Math.abs(number(name)) % 7) * DAY_MS)) ?? '',
    clock: (name) => `${String(number(name)).padStart(2, '0')}:00`,
    offset: (name) => {
      const minutes = number(name);
      const hours = Math.floor(Math.abs(minutes) / 60);
      const rest = String(Math.abs(minutes) % 60).padStart(2, '0');
      return `UTC${minutes < 0 ? '−' : '+'}${hours}:${rest}`;
    },
  };
}
