/** The nonce of the run in what a hostile host plays. */
const NONCE_PLACEHOLDER = '%NONCE%';

export interface HostileShell {
  /** Sent once, with `%NONCE%` replaced by the nonce of the run; then `after`. */
  readonly play?: string | Uint8Array;
  /** Shell code that goes on from there, with `$nonce` and the `$sections` that were asked for. */
  readonly after?: string;
}

/**
 * The text of a login shell that ignores the command it is given: it takes the nonce from the
 * probe on its stdin, as a rootkit in sshd could, and answers with something of its own.
 */
export function hostileShell({ play = '', after = '' }: HostileShell): string {
  const octal = Array.from(Buffer.from(play), (byte) => `\\${byte.toString(8).padStart(3, '0')}`);
  const chunks = Array.from({ length: Math.ceil(octal.length / CHUNK_BYTES) }, (_, at) =>
    octal.slice(at * CHUNK_BYTES, (at + 1) * CHUNK_BYTES).join(''),
  );
  return [
    '#!/bin/sh',
    'nonce=',
    'while IFS= read -r line; do',
    '  case $line in NONCE=*) nonce=${line#NONCE=}; break ;; esac',
    'done',
    // The rest of the probe is taken too, so that its sender sees nothing unusual.
    "sections=$(sed -n 's/^section \\([a-z]*\\)$/\\1/p')",
    '{',
    '  :',
    ...chunks.map((chunk) => `  printf '${chunk}'`),
    `} | sed "s/${NONCE_PLACEHOLDER}/$nonce/g"`,
    after,
    '',
  ].join('\n');
}

/** Bytes of one printf, so that no line of the program is too long for a shell. */
const CHUNK_BYTES = 4096;
