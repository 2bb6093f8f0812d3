import { ERROR_CODES } from '@vedette/core';

/** `docs/reference/errors.md`: every expected failure of a command. */
export function errorsReference(): string {
  return [
    '# Errors',
    '',
    'Every expected failure that ends a command. `{…}` is filled when it happens.',
    '',
    '| code | message | what to do | exit code |',
    '|---|---|---|---:|',
    ...Object.entries(ERROR_CODES).map(
      ([code, { message, hint, exitCode }]) =>
        `| \`${code}\` | ${message} | ${hint} | ${exitCode} |`,
    ),
    '',
  ].join('\n');
}
