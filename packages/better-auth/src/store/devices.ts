import type { AuthContext } from 'better-auth';
import { z } from 'zod';

type Adapter = AuthContext['adapter'];

const MODEL = 'vedetteDevice';
/** Browsers that are remembered of one user; the one not seen for longest makes room. */
const DEVICES_MAX = 30;

const Row = z.object({ id: z.coerce.string() });

/** A browser that somebody signed in with. */
export interface Device {
  readonly userId: string;
  readonly deviceKey: string;
  readonly client: string | null;
}

/** Whether a user has signed in with a browser before. */
export async function isKnownDevice(
  adapter: Adapter,
  { userId, deviceKey }: Pick<Device, 'userId' | 'deviceKey'>,
): Promise<boolean> {
  return (await findDevice(adapter, userId, deviceKey)) !== null;
}

/** Remembers that a user signed in with a browser. */
export async function rememberDevice(
  adapter: Adapter,
  { userId, deviceKey, client }: Device,
  nowMs: number,
): Promise<void> {
  const at = new Date(nowMs);
  const known = await findDevice(adapter, userId, deviceKey);
  if (known !== null) {
    const where = [{ field: 'id', value: known.id }];
    await adapter.update({ model: MODEL, where, update: { lastSeenAt: at, client } });
    return;
  }
  const data = { userId, deviceKey, client, firstSeenAt: at, lastSeenAt: at };
  await adapter.create({ model: MODEL, data });
  // All of them: sign-ins at the same moment would else leave more behind each time.
  const tooMany: unknown[] = await adapter.findMany({
    model: MODEL,
    where: [{ field: 'userId', value: userId }],
    sortBy: { field: 'lastSeenAt', direction: 'desc' },
    offset: DEVICES_MAX,
    limit: DEVICES_MAX,
  });
  if (tooMany.length === 0) return;
  const ids = tooMany.map((row) => Row.parse(row).id);
  await adapter.deleteMany({ model: MODEL, where: [{ field: 'id', operator: 'in', value: ids }] });
}

/** Forgets one browser of a user: somebody else's, as it turned out. */
export async function forgetDevice(
  adapter: Adapter,
  { userId, deviceKey }: Pick<Device, 'userId' | 'deviceKey'>,
): Promise<void> {
  await adapter.deleteMany({ model: MODEL, where: whereDevice(userId, deviceKey) });
}

async function findDevice(
  adapter: Adapter,
  userId: string,
  deviceKey: string,
): Promise<z.infer<typeof Row> | null> {
  const where = whereDevice(userId, deviceKey);
  const found: unknown = await adapter.findOne({ model: MODEL, where });
  return found === null ? null : Row.parse(found);
}

function whereDevice(userId: string, deviceKey: string): { field: string; value: string }[] {
  return [
    { field: 'userId', value: userId },
    { field: 'deviceKey', value: deviceKey },
  ];
}
