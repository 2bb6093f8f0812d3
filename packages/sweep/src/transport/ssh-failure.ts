import { escapeText } from '@vedette/core';

import type { TransportOutcome, UnreachableReason } from './transport.ts';

interface FailurePattern {
  readonly reason: UnreachableReason;
  readonly pattern: RegExp;
}

/**
 * What OpenSSH writes, in English under LC_ALL=C, before it exits with 255; the first that
 * matches the last line that any matches decides.
 */
const PATTERNS: readonly FailurePattern[] = [
  {
    reason: 'host-key',
    pattern:
      /^Host key verification failed|HOST IDENTIFICATION HAS CHANGED|host key is known for|no matching host key type/i,
  },
  {
    reason: 'auth',
    pattern: /: Permission denied \(|Too many authentication failures|no such identity|^sudo: /i,
  },
  { reason: 'resolve', pattern: /Could not resolve hostname/i },
  { reason: 'timeout', pattern: /timed out|Timeout, server .* not responding/i },
  {
    reason: 'refused',
    pattern:
      /Connection refused|No route to host|Network is unreachable|Connection (?:closed|reset) by|kex_exchange_identification|not allowed at this time/i,
  },
];

const HINTS: Readonly<Record<UnreachableReason, string>> = {
  resolve: 'check the alias in your ssh configuration and the DNS',
  refused: 'check that sshd runs there, its port, and firewalls on the way',
  timeout: 'check that the host is up and reachable from here; ssh_timeout_secs is the whole time',
  'host-key':
    'connect once with ssh by hand and compare the fingerprint; a changed key may be an attack',
  auth: 'check that ssh with this alias logs in without a question (agent, key, sudo -n)',
  'ssh-missing': 'install the OpenSSH client',
  other: 'run ssh with this alias by hand to see more',
};

const MESSAGE_CHARS_MAX = 300;

/** The outcome for a host that ssh did not reach, from what ssh wrote. */
export function sshFailure(stderrTail: string): TransportOutcome & { kind: 'unreachable' } {
  const lines = stderrTail.split(/\r?\n/).filter((line) => line.trim() !== '');
  const found = lines
    .toReversed()
    .flatMap((line) => {
      const match = PATTERNS.find(({ pattern }) => pattern.test(line));
      return match === undefined ? [] : [{ reason: match.reason, line }];
    })
    .at(0);
  const line = found?.line ?? lines.at(-1) ?? 'ssh ended without a word';
  return unreachable(found?.reason ?? 'other', line);
}

/** An outcome `unreachable` with the hint for its reason. */
export function unreachable(
  reason: UnreachableReason,
  message: string,
): TransportOutcome & { kind: 'unreachable' } {
  const shown = escapeText(message.trim(), MESSAGE_CHARS_MAX);
  return { kind: 'unreachable', reason, message: shown, hint: HINTS[reason] };
}
