import { redactText } from '@vedette/core';

import { BODY_CHARS_MAX } from './audit-entry.ts';

/** More than is kept, so that a secret at the cut is still seen whole. */
const VALUE_CHARS_MAX = 2 * BODY_CHARS_MAX;

/**
 * What was sent along with a request, as text without its secrets. Values are looked at with their
 * names before them, by which most secrets are known.
 */
export function auditBody(body: unknown): string | null {
  if (body === undefined || body === null) return null;
  const text = JSON.stringify(body, (name, value: unknown) =>
    typeof value === 'string' ? shown(name, value) : value,
  );
  return redactText(text).slice(0, BODY_CHARS_MAX);
}

function shown(name: string, value: string): string {
  const cut = value.slice(0, VALUE_CHARS_MAX);
  const named = redactText(`${name}=${cut}`);
  return redactText(named.startsWith(`${name}=`) ? named.slice(name.length + 1) : named);
}
