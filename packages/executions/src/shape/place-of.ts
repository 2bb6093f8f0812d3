/** Where a program lies, as far as it matters to who could have put it there. */
export type Place = 'installed' | 'scratch' | 'hidden' | 'memory' | 'unknown';

const SCRATCH = /^(?:\/tmp|\/var\/tmp|\/dev\/shm|\/run\/user)(?:\/|$)/;

/** A bare name has no place: it is not held against it. */
export function placeOf(exe: string, memory: boolean): Place {
  if (memory || exe.startsWith('memfd:') || exe.endsWith(' (deleted)')) return 'memory';
  if (SCRATCH.test(exe)) return 'scratch';
  if (/\/\.[^./]/.test(exe)) return 'hidden';
  return exe.startsWith('/') ? 'installed' : 'unknown';
}
