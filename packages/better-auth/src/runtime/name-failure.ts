import { StoreBusy } from '../store/user-records.ts';
import { TooSlow } from './within-limit.ts';

const CODE = /^[A-Z][A-Z0-9_]{1,39}$/;
const NAME = /^[A-Za-z]{1,40}$/;

/**
 * A failure in words that may be kept and shown. A driver's own message can hold an address, a
 * user name or a row, so that only its name and code are taken.
 */
export function nameFailure(error: unknown): string {
  if (error instanceof TooSlow || error instanceof StoreBusy) return error.message;
  if (!(error instanceof Error)) return 'something that is no error was thrown';
  const name = NAME.test(error.name) ? error.name : 'Error';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return CODE.test(code) ? `${name} ${code}` : name;
}
