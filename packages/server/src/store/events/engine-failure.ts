import { type ErrorCodeName, escapeText, VedetteError } from '@vedette/core';

/** ClickHouse's numbers of errors that mean something to whoever runs the server. */
const CODES: ReadonlyMap<number, ErrorCodeName> = new Map([
  [76, 'events-locked'],
  [158, 'events-query-limit'],
  [159, 'events-query-limit'],
  [160, 'events-query-limit'],
  [192, 'events-unauthorised'],
  [193, 'events-unauthorised'],
  [194, 'events-unauthorised'],
  [202, 'events-busy'],
  [241, 'events-query-limit'],
  [243, 'events-disk-full'],
  [252, 'events-busy'],
  [307, 'events-query-limit'],
  [396, 'events-query-limit'],
  [497, 'events-unauthorised'],
  [516, 'events-unauthorised'],
]);
/** Also where the number is that of a failed write in general. */
const NO_SPACE = /no space left on device|\bENOSPC\b|errno: 28\b/i;
const LOCKED = /another server instance|cannot lock file/i;
const CODE = /\bCode: (\d+)\b/;
/** The engine quotes whole statements and rows; the beginning says what is wrong. */
const PROBLEM_LENGTH_MAX = 300;

/** A failure of an engine in our words; the number is in its text where it is not given. */
export function engineFailure(
  where: string,
  { message, code }: { readonly message: string; readonly code?: number | undefined },
): VedetteError {
  const number = code ?? Number(CODE.exec(message)?.[1] ?? Number.NaN);
  const problem = escapeText(message.slice(0, PROBLEM_LENGTH_MAX));
  return new VedetteError(codeName(number, message), { where, problem });
}

function codeName(number: number, message: string): ErrorCodeName {
  if (NO_SPACE.test(message)) return 'events-disk-full';
  const name = CODES.get(number) ?? 'events-refused';
  return name === 'events-locked' && !LOCKED.test(message) ? 'events-refused' : name;
}
