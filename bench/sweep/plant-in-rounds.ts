import type { Evasion } from '../../tests/e2e/fixtures/index.ts';
import type { TestFleet, TestHost } from '../../tests/e2e/hosts/index.ts';
import { type PlantedFixture, prepareFixtures } from './plant-fixtures.ts';

/** Fixtures that cannot stand beside others get another host, in this many rounds. */
const ROUNDS_MAX = 4;

/** Sees a host as it was, and returns what sees it with the fixtures in place. */
export type Look = (
  host: TestHost,
  fleet: TestFleet,
) => Promise<(planted: readonly PlantedFixture[]) => Promise<void>>;

export interface Rounds {
  readonly fleet: TestFleet;
  /** Names the hosts; unique within the fleet. */
  readonly label: string;
  /** The fixtures that may share a host. */
  readonly groups: readonly (readonly Evasion[])[];
  readonly look: Look;
  readonly say: (line: string) => void;
}

/** Puts every group on a fresh host and has it looked at; returns what stood on no host. */
export async function plantInRounds({
  fleet,
  label,
  groups,
  look,
  say,
}: Rounds): Promise<Evasion[]> {
  let left = groups;
  for (let round = 1; round <= ROUNDS_MAX && left.length > 0; round += 1) {
    const refused: Evasion[] = [];
    for (const [index, fixtures] of left.entries()) {
      say(
        `${label}: round ${round}, host ${index + 1} of ${left.length}: ${fixtures.length} fixtures`,
      );
      const host = await fleet.add({ name: `${label}-${round}-${index + 1}`, system: 'debian' });
      try {
        const plant = await prepareFixtures(fixtures, { host, sshConfig: fleet.sshConfig });
        const see = await look(host, fleet);
        const outcome = await plant();
        refused.push(...outcome.refused);
        await see(outcome.planted);
        for (const { planted } of outcome.planted) await planted.stop();
      } finally {
        await host.close();
      }
    }
    left = refused.length === 0 ? [] : [refused];
  }
  return left.flat();
}
