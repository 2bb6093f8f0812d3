import { z } from 'zod';

/** The kernel's highest pid (PID_MAX_LIMIT of a 64-bit kernel). */
export const PID_MAX = 4_194_304;

/** Codes in one list; the table of evidence has not nearly as many for one subject. */
export const LIST_CODES_MAX = 64;

/** A check id, a section's name or an evidence code. */
export const CODE = /^[a-z0-9][a-z0-9-]{0,63}$/;

/** A whole number as the probe prints it. */
export const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .regex(/^[0-9]{1,16}$/, 'not a whole number')
    .transform(Number)
    .pipe(z.number().min(min).max(max));

/** A number with an optional decimal part, as `/proc/uptime` and `/proc/loadavg` have it. */
export const decimalNumber = (max: number) =>
  z
    .string()
    .regex(/^[0-9]{1,16}(\.[0-9]{1,9})?$/, 'not a number')
    .transform(Number)
    .pipe(z.number().min(0).max(max));

/** Nothing, where the host could not read a value, is null. */
export const orNothing = <T extends z.ZodType>(schema: T) =>
  z.union([z.literal('').transform(() => null), schema]);

/** A comma list of codes, not yet known to be ours; absent is empty. */
export const codeList = z
  .string()
  .default('')
  .transform((text) => (text === '' ? [] : text.split(',', LIST_CODES_MAX + 1)))
  .pipe(z.array(z.string().regex(CODE, 'not a code')).max(LIST_CODES_MAX, 'too many codes'));
