import type { SeededRandom } from './seeded-random.ts';

/** A make of client: what its user agent says beside the versions. */
export interface Make {
  readonly browser: string;
  readonly os: string;
  readonly type: 'desktop' | 'mobile' | 'tablet';
  /** Version of the browser at day 0, and days between releases. */
  readonly major: number;
  readonly releaseDays: number;
  readonly osMajor: number;
  readonly osReleaseDays: number;
  readonly agent: (versions: { major: number; osMajor: number; model: string }) => string;
  readonly models: readonly string[];
}

const ANDROID_MODELS = [
  'SM-G960F', 'SM-A505FN', 'SM-G973F', 'SM-G950F', 'SM-A202F', 'SM-G981B', 'Pixel 3a', 'Pixel 4',
  'ONEPLUS A6003', 'ONEPLUS A5000', 'HD1903', 'MAR-LX1A', 'ELE-L29', 'VOG-L29', 'ANE-LX1', 'Mi 9T',
  'Redmi Note 8', 'Redmi Note 7', 'moto g(7)', 'Nokia 7.2', 'H8324', 'LM-G710', 'CLT-L29', 'POT-LX1',
  'SM-N975F', 'SM-A515F', 'SM-A715F', 'SM-J530F',
]; // prettier-ignore

/** Makes by how common they are. */
export const MAKES: readonly (readonly [Make, number])[] = [
  [
    {
      browser: 'Chrome Mobile',
      os: 'Android',
      type: 'mobile',
      major: 80,
      releaseDays: 35,
      osMajor: 9,
      osReleaseDays: 300,
      models: ANDROID_MODELS,
      agent: ({ major, osMajor, model }) =>
        `Mozilla/5.0 (Linux; Android ${osMajor}; ${model}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${major}.0.3987.149 Mobile Safari/537.36`,
    },
    28,
  ],
  [
    {
      browser: 'Mobile Safari',
      os: 'iOS',
      type: 'mobile',
      major: 13,
      releaseDays: 200,
      osMajor: 13,
      osReleaseDays: 200,
      models: ['iPhone'],
      agent: ({ major, osMajor }) =>
        `Mozilla/5.0 (iPhone; CPU iPhone OS ${osMajor}_3 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/${major}.0.5 Mobile/15E148 Safari/604.1`,
    },
    34,
  ],
  [
    {
      browser: 'Chrome',
      os: 'Windows',
      type: 'desktop',
      major: 80,
      releaseDays: 35,
      osMajor: 10,
      osReleaseDays: 5000,
      models: ['PC'],
      agent: ({ major }) =>
        `Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${major}.0.3987.132 Safari/537.36`,
    },
    12,
  ],
  [
    {
      browser: 'Chrome',
      os: 'Mac OS X',
      type: 'desktop',
      major: 80,
      releaseDays: 35,
      osMajor: 10,
      osReleaseDays: 360,
      models: ['Mac'],
      agent: ({ major, osMajor }) =>
        `Mozilla/5.0 (Macintosh; Intel Mac OS X ${osMajor}_14_6) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${major}.0.3987.132 Safari/537.36`,
    },
    10,
  ],
  [
    {
      browser: 'Firefox',
      os: 'Windows',
      type: 'desktop',
      major: 73,
      releaseDays: 28,
      osMajor: 10,
      osReleaseDays: 5000,
      models: ['PC'],
      agent: ({ major }) =>
        `Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:${major}.0) Gecko/20100101 Firefox/${major}.0`,
    },
    7,
  ],
  [
    {
      browser: 'Safari',
      os: 'Mac OS X',
      type: 'desktop',
      major: 13,
      releaseDays: 200,
      osMajor: 10,
      osReleaseDays: 360,
      models: ['Mac'],
      agent: ({ major, osMajor }) =>
        `Mozilla/5.0 (Macintosh; Intel Mac OS X ${osMajor}_15_3) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/${major}.0.5 Safari/605.1.15`,
    },
    6,
  ],
  [
    {
      browser: 'Edge',
      os: 'Windows',
      type: 'desktop',
      major: 80,
      releaseDays: 35,
      osMajor: 10,
      osReleaseDays: 5000,
      models: ['PC'],
      agent: ({ major }) =>
        `Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${major}.0.3987.132 Safari/537.36 Edg/${major}.0.361.66`,
    },
    3,
  ],
];

/** One device of one user. */
export interface Device {
  readonly make: Make;
  readonly model: string;
  /** Days after a release at which this device takes it up. */
  readonly lagDays: number;
  readonly cookie: string;
}

/** How a device shows itself on a day. */
export interface Shown {
  readonly make: Make;
  readonly model: string;
  readonly major: number;
  readonly osMajor: number;
}

/** Most devices update within days; some lag by months. */
export function drawDevice(random: SeededRandom, make?: Make): Device {
  const drawn = make ?? random.weighted(MAKES);
  const lagDays = random.chance(0.12) ? 60 + random.exponential(60) : random.exponential(6);
  const cookie = String(random.whole(2 ** 31));
  return { make: drawn, model: random.pick(drawn.models), lagDays, cookie };
}

/** The versions that a device shows on a day. */
export function showDevice({ make, model, lagDays }: Device, day: number): Shown {
  const since = Math.max(0, day - lagDays);
  return {
    make,
    model,
    major: make.major + Math.floor(since / make.releaseDays),
    osMajor: make.osMajor + Math.floor(Math.max(0, day - 2 * lagDays) / make.osReleaseDays),
  };
}
