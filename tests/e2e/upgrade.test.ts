// A daemon that dpkg replaced while it ran, beside one that only looks so.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { swapBackForgedLog } from './fixtures/evasions/swap-back-forged-log.ts';
import { swapBack } from './fixtures/evasions/swap-back.ts';
import { upgradedDaemonMergedUsr } from './fixtures/look-alikes/upgraded-daemon-merged-usr.ts';
import { upgradedDaemon } from './fixtures/look-alikes/upgraded-daemon.ts';
import { upgradedLibrary } from './fixtures/look-alikes/upgraded-library.ts';
import { describeFinding, findingsAbout } from './fixtures/suite/findings-about.ts';
import { assertFound, assertQuiet } from './fixtures/suite/judge-fixture.ts';
import { type SweptFixtures, sweepFixtures } from './fixtures/suite/sweep-fixtures.ts';
import { missingRequirements, startFleet, type TestFleet } from './hosts/index.ts';

const UPGRADED = [upgradedDaemon, upgradedDaemonMergedUsr];
const SWAPPED = [swapBack, swapBackForgedLog];

describe('an upgrade', { skip: missingRequirements(['dpkg-deb', 'gcc', 'python3']) }, () => {
  let fleet: TestFleet;
  let swept: SweptFixtures;

  before(async () => {
    fleet = await startFleet();
    const host = await fleet.add({ name: 'upgraded', system: 'debian' });
    swept = await sweepFixtures(fleet, host, [...UPGRADED, upgradedLibrary, ...SWAPPED]);
  });
  after(() => fleet?.close());

  for (const fixture of UPGRADED) {
    it(`is recorded as what replaced the file, and nobody is alerted: ${fixture.title}`, () => {
      assertQuiet(swept, fixture);
      const outcome = swept.outcomes.get(fixture.name);
      assert.ok(outcome !== undefined && 'planted' in outcome);
      const about = findingsAbout(outcome.planted, outcome.report);
      const proven = about.filter(
        ({ checks, proofs }) =>
          checks.includes('deleted-exe') &&
          proofs.some(({ code, outcome: held }) => code === 'package-upgrade' && held === 'held'),
      );
      assert.equal(proven.length, 1, about.map(describeFinding).join('\n'));
    });
  }

  it(`says nothing of a library: ${upgradedLibrary.title}`, () => {
    assertQuiet(swept, upgradedLibrary);
  });

  for (const fixture of SWAPPED) {
    it(`is not believed: ${fixture.title}`, () => assertFound(swept, fixture));
  }
});
