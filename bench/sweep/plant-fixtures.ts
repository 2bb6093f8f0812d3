import type { Evasion, Ground, Planted } from '../../tests/e2e/fixtures/index.ts';

/** A fixture in place on a host, and what one could call it by. */
export interface PlantedFixture {
  readonly fixture: Evasion;
  readonly planted: Planted;
  /** Process ids, and the paths and texts that only this fixture brought there. */
  readonly pids: readonly number[];
  readonly names: readonly string[];
}

/**
 * Does what the fixtures must have done before the host is learned, and returns what plants them.
 * A fixture that does not go together with those before it is left out, and named in `refused`.
 */
export async function prepareFixtures(
  fixtures: readonly Evasion[],
  ground: Ground,
): Promise<() => Promise<{ planted: PlantedFixture[]; refused: Evasion[] }>> {
  const refused: Evasion[] = [];
  const starts: { readonly fixture: Evasion; readonly start: () => Promise<Planted> }[] = [];
  for (const fixture of fixtures) {
    try {
      const start = 'learn' in fixture ? await fixture.learn(ground) : () => fixture.start(ground);
      starts.push({ fixture, start });
    } catch (error) {
      refused.push(refusal(fixture, error));
    }
  }
  return async () => {
    const planted: PlantedFixture[] = [];
    for (const { fixture, start } of starts) {
      try {
        const own = await start();
        planted.push({ fixture, planted: own, ...(await namesOf(own, ground.host)) });
      } catch (error) {
        refused.push(refusal(fixture, error));
      }
    }
    const present: PlantedFixture[] = [];
    for (const one of planted) {
      // A later fixture may have undone an earlier one, which then needs a host without it.
      if (await one.planted.present()) present.push(one);
      else refused.push(refusal(one.fixture, 'undone by another fixture'));
    }
    return { planted: present, refused };
  };
}

function refusal(fixture: Evasion, why: unknown): Evasion {
  const reason = why instanceof Error ? why.message : String(why);
  console.error(`  ${fixture.name}: not on this host: ${reason.split('\n')[0] ?? ''}`);
  return fixture;
}

async function namesOf(
  { pids, mentions }: Planted,
  host: Ground['host'],
): Promise<Pick<PlantedFixture, 'pids' | 'names'>> {
  const exes = await Promise.all(
    pids.map(async (pid) => (await host.run(['readlink', `/proc/${pid}/exe`])).stdout.trim()),
  );
  // What the host had before names nothing: another process of the same program may be meant.
  const own = exes
    .map((exe) => exe.replace(/ \(deleted\)$/, ''))
    .filter((exe) => /^\/(?:tmp|var\/tmp|dev\/shm|opt|root|home|srv|memfd:)/.test(exe));
  return { pids, names: [...new Set([...mentions, ...own])].filter((name) => name !== '') };
}
