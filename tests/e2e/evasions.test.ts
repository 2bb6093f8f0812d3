// Every evasion that can be played on a real host is planted on one, and has to be found.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { EVASIONS } from './fixtures/index.ts';
import { assertFound } from './fixtures/suite/judge-fixture.ts';
import { type SweptFixtures, sweepFixtures } from './fixtures/suite/sweep-fixtures.ts';
import { missingRequirements, startFleet, type TestFleet } from './hosts/index.ts';

const PROGRAMS = ['bash', 'chattr', 'gcc', 'perl', 'python3', 'setcap', 'strace'];

describe(`${EVASIONS.length} evasions`, { skip: missingRequirements(PROGRAMS) }, () => {
  let fleet: TestFleet;
  let swept: SweptFixtures;

  before(async () => {
    fleet = await startFleet();
    const host = await fleet.add({ name: 'evasions', system: 'debian' });
    swept = await sweepFixtures(fleet, host, EVASIONS);
  });
  after(() => fleet?.close());

  for (const evasion of EVASIONS) {
    it(`${evasion.name}: ${evasion.title}`, () => assertFound(swept, evasion));
  }

  it('names every fixture once', () => {
    assert.equal(new Set(EVASIONS.map(({ name }) => name)).size, EVASIONS.length);
  });
});
