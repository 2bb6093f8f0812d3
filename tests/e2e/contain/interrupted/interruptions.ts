import type { Freezer } from '../control-group.ts';
import type { Point } from './gate.ts';

/** What ends while a process is being contained, and where. */
export interface Interruption {
  /**
   * `controller`: SIGKILL. `ssh`: every connection, from this side, and no other can be made. `sshd`:
   * the sessions on the host; new ones can be. `process`: what is to be contained. `disk`: full.
   * `sealing`: SIGKILL between the manifest and the log.
   */
  readonly ends: 'controller' | 'sealing' | 'ssh' | 'sshd' | 'process' | 'disk';
  readonly at: Point;
  /** What is run next. */
  readonly next: 'armed' | 'unarmed';
}

/** A host, and what happens on it, one after the other. */
export interface InterruptedHost {
  readonly name: string;
  readonly system: 'debian' | 'busybox';
  readonly freezer?: Freezer;
  /** What is contained there is woken whenever it is stopped. */
  readonly woken?: true;
  readonly interruptions: readonly Interruption[];
}

/** Spread over hosts that can freeze in different ways, which are interrupted at the same time. */
export const INTERRUPTED_HOSTS: readonly InterruptedHost[] = [
  {
    ...{ name: 'signal', system: 'debian' },
    interruptions: table(
      ['controller', 'sweep', 'after', 'armed'],
      ['controller', 'capture', 'partly', 'unarmed'],
      ['controller', 'freeze', 'during', 'armed'],
      ['controller', 'freeze', 'after', 'unarmed'],
      ['controller', 'status', 'after', 'unarmed'],
      ['sealing', 'status', 'after', 'unarmed'],
      ['ssh', 'freeze', 'during', 'armed'],
      ['sshd', 'freeze', 'during', 'unarmed'],
      ['process', 'freeze', 'after', 'armed'],
      ['disk', 'freeze', 'after', 'unarmed'],
      ['disk', 'status', 'after', 'armed'],
    ),
  },
  {
    ...{ name: 'woken', system: 'debian', woken: true },
    interruptions: table(
      ['controller', 'freeze', 'during', 'armed'],
      ['controller', 'freeze', 'after', 'unarmed'],
      ['ssh', 'freeze', 'during', 'unarmed'],
      ['ssh', 'freeze', 'after', 'armed'],
      ['disk', 'freeze', 'after', 'armed'],
    ),
  },
  {
    ...{ name: 'two', system: 'debian', freezer: 'cgroup2' },
    interruptions: table(
      ['controller', 'plan', 'after', 'unarmed'],
      ['controller', 'freeze', 'during', 'unarmed'],
      ['controller', 'evidence', 'partly', 'armed'],
      ['controller', 'thaw', 'before', 'unarmed'],
      ['ssh', 'capture', 'partly', 'armed'],
      ['ssh', 'freeze', 'after', 'armed'],
      ['ssh', 'thaw', 'after', 'unarmed'],
      ['process', 'evidence', 'before', 'armed'],
    ),
  },
  {
    ...{ name: 'one', system: 'debian', freezer: 'cgroup1' },
    interruptions: table(
      ['controller', 'capture', 'before', 'armed'],
      ['controller', 'evidence', 'after', 'unarmed'],
      ['controller', 'thaw', 'after', 'armed'],
      ['ssh', 'plan', 'before', 'unarmed'],
      ['ssh', 'freeze', 'during', 'unarmed'],
      ['ssh', 'evidence', 'partly', 'unarmed'],
      ['ssh', 'thaw', 'before', 'armed'],
      ['process', 'plan', 'before', 'armed'],
      ['disk', 'capture', 'before', 'armed'],
    ),
  },
  {
    ...{ name: 'small', system: 'busybox' },
    interruptions: table(
      ['controller', 'capture', 'after', 'unarmed'],
      ['controller', 'freeze', 'before', 'armed'],
      ['controller', 'evidence', 'before', 'unarmed'],
      ['ssh', 'freeze', 'before', 'unarmed'],
      ['sshd', 'evidence', 'partly', 'armed'],
      ['process', 'freeze', 'before', 'unarmed'],
      ['process', 'status', 'before', 'armed'],
      ['disk', 'sweep', 'before', 'armed'],
      ['disk', 'capture', 'after', 'unarmed'],
    ),
  },
];

type Row = readonly [Interruption['ends'], Point['step'], Point['phase'], Interruption['next']];

function table(...rows: readonly Row[]): Interruption[] {
  return rows.map(([ends, step, phase, next]) => ({ ends, at: { step, phase }, next }));
}
