import type { TestFleet } from './test-fleet.ts';
import type { TestHost } from './test-host.ts';

/** A tool of the host that never ends, and heeds no polite signal. */
const STUCK_TOOL = '#!/bin/sh\ntrap "" HUP INT TERM\nsleep 864000\n';
/** Seen among the processes of the host, it says that the probe hangs in a tool. */
export const STUCK_IN = 'sleep 864000';

/** Adds a host on which a probe hangs until its own time is up. */
export async function addStuckHost(fleet: TestFleet): Promise<TestHost> {
  const host = await fleet.add({ name: 'stuck', system: 'debian' });
  const write = ['sh', '-c', 'cat >"/usr/sbin/$1"; chmod 755 "/usr/sbin/$1"', 'sh'];
  await Promise.all(
    ['ls', 'stat', 'readlink'].map((tool) => host.run([...write, tool], { input: STUCK_TOOL })),
  );
  return host;
}
