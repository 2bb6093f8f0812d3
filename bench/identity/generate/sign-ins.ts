import { type Device, drawDevice, type Shown, showDevice } from './devices.ts';
import type { SeededRandom } from './seeded-random.ts';
import { DAYS, type Place, type User } from './users.ts';
import { drawAddress, networksOf, type World } from './world.ts';

const DAY_MS = 86_400_000;
/** The data set begins in February 2020. */
const EPOCH_MS = Date.UTC(2020, 1, 3);
const ROUND_TRIP_SHARE = 0.044;

/** One attempt to sign in, true or false, before it is written as a row. */
export interface Attempt {
  readonly user: string;
  readonly atMs: number;
  readonly country: string;
  readonly asn: number;
  readonly address: string;
  readonly shown: Shown;
  readonly roundTripMs: number | null;
  readonly succeeded: boolean;
  /** `legitimate`, `failure` (the user's own), or the kind of attacker. */
  readonly label: string;
  /** Not a column of the data set: for the scenario with a device cookie. */
  readonly cookie: string | null;
  readonly travels: boolean;
  readonly viaVpn: boolean;
}

/** When an instant is, in days since the beginning. */
export function dayOfInstant(atMs: number): number {
  return (atMs - EPOCH_MS) / DAY_MS;
}

/** All sign-ins of a user over the year, with the typing errors before some of them. */
export function drawSignIns(random: SeededRandom, world: World, user: User): Attempt[] {
  const attempts: Attempt[] = [];
  const from = random.next() * DAYS * 0.6;
  let replaced = false;
  let moved = false;
  for (let day = Math.floor(from); day < DAYS; day += 1) {
    const weekday = new Date(EPOCH_MS + day * DAY_MS).getUTCDay();
    const weekend = weekday === 0 || weekday === 6;
    const count = random.poisson(user.perDay * (weekend ? user.weekendShare : 1));
    if (!replaced && day > from + user.newDeviceDay) {
      const old = user.devices[0];
      if (old !== undefined)
        user.devices[0] = drawDevice(random, random.chance(0.7) ? old.make : undefined);
      replaced = true;
    }
    if (!moved && user.movesOnDay !== null && day >= user.movesOnDay) {
      const asn = random.weighted(networksOf(world, user.country).homes);
      user.home = { ...user.home, asn, address: drawAddress(random, asn) };
      moved = true;
    }
    for (let n = 0; n < count; n += 1) {
      const atMs = EPOCH_MS + Math.floor((day + drawHour(random, user) / 24) * DAY_MS);
      const made = drawOne(random, world, { user, atMs });
      const errors = random.chance(0.12) ? 1 + random.poisson(0.4) : 0;
      for (let error = errors; error > 0; error -= 1)
        attempts.push({ ...made, atMs: atMs - error * 9000, succeeded: false, label: 'failure' });
      attempts.push(made);
    }
  }
  return attempts;
}

function drawHour(random: SeededRandom, user: User): number {
  if (random.chance(0.08)) return random.next() * 24;
  const { hour, sigma } = random.pick(user.peaks);
  return (((hour + random.normal() * sigma) % 24) + 24) % 24;
}

function drawOne(
  random: SeededRandom,
  world: World,
  { user, atMs }: { readonly user: User; readonly atMs: number },
): Attempt {
  const day = dayOfInstant(atMs);
  const device = random.chance(0.75) ? user.devices[0] : random.pick(user.devices);
  if (device === undefined) throw new RangeError('everybody has a device');
  const trip = user.trips.find(({ fromDay, toDay }) => day >= fromDay && day < toDay);
  const where = drawPlace(random, world, { user, day, atMs, device });
  const viaVpn = user.vpn !== null && random.chance(user.vpnShare);
  const { country, asn, address } = viaVpn && user.vpn !== null ? stay(random, user.vpn) : where;
  return {
    user: user.id,
    atMs,
    country,
    asn,
    address,
    shown: showDevice(device, day),
    roundTripMs: random.chance(ROUND_TRIP_SHARE)
      ? Math.round(400 * Math.exp(random.normal() * 0.25) + (country === user.country ? 60 : 220))
      : null,
    succeeded: true,
    label: 'legitimate',
    cookie: random.chance(0.05) ? null : device.cookie,
    travels: trip !== undefined,
    viaVpn,
  };
}

interface Situation {
  readonly user: User;
  readonly day: number;
  readonly atMs: number;
  readonly device: Device;
}

interface Spot {
  readonly country: string;
  readonly asn: number;
  readonly address: string;
}

function drawPlace(random: SeededRandom, world: World, situation: Situation): Spot {
  const { user, day, atMs, device } = situation;
  const mobile = device.make.type === 'mobile';
  const carrier = (country: string): Spot => ({
    country,
    asn: user.carrier,
    address: drawAddress(random, user.carrier),
  });
  const trip = user.trips.find(({ fromDay, toDay }) => day >= fromDay && day < toDay);
  if (trip !== undefined) {
    if (trip.roams && mobile && random.chance(0.5)) return carrier(user.country);
    const { homes, carriers, others } = networksOf(world, trip.country);
    const asn = random.chance(0.5)
      ? random.pick(others)
      : random.weighted(mobile ? carriers : homes);
    return { country: trip.country, asn, address: drawAddress(random, asn) };
  }
  const date = new Date(atMs);
  const working = date.getUTCHours() >= 7 && date.getUTCHours() < 16 && date.getUTCDay() % 6 !== 0;
  if (user.work !== null && working && random.chance(0.7)) return stay(random, user.work);
  if (mobile && random.chance(0.45)) return carrier(user.country);
  return stay(random, user.home);
}

function stay(random: SeededRandom, place: Place): Spot {
  if (!random.chance(place.staysWith)) place.address = drawAddress(random, place.asn);
  return { country: place.country, asn: place.asn, address: place.address };
}
