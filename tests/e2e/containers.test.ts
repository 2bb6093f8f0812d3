// Containers of a real dockerd: what is done in them has to be found, ordinary ones stay quiet.
import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import type { HostReport } from '@vedette/sweep';

import { type Docker, missingForDocker } from './docker/index.ts';
import {
  CONTAINER_EVASIONS,
  CONTAINER_LOOK_ALIKES,
  SERVE,
  startContainer,
  startEngine,
} from './fixtures/containers/index.ts';
import {
  describeCoverage,
  describeFinding,
  findingsAbout,
} from './fixtures/suite/findings-about.ts';
import { assertFound, assertQuiet } from './fixtures/suite/judge-fixture.ts';
import { type SweptFixtures, sweepFixtures } from './fixtures/suite/sweep-fixtures.ts';
import {
  inventoryToml,
  readSweep,
  startFleet,
  startVedette,
  sweepHosts,
  type TestFleet,
  type TestHost,
  until,
} from './hosts/index.ts';

/** A host with an engine, for one suite. */
interface Ground {
  readonly fleet: TestFleet;
  readonly host: TestHost;
  readonly docker: Docker;
}

async function startGround(): Promise<Ground> {
  const fleet = await startFleet();
  try {
    const host = await fleet.add({ name: 'docker', system: 'debian' });
    return { fleet, host, docker: await startEngine(host) };
  } catch (cause) {
    await fleet.close();
    throw cause;
  }
}

async function closeGround(ground: Ground | undefined): Promise<void> {
  try {
    await ground?.docker.close();
  } finally {
    await ground?.fleet.close();
  }
}

function loud({ findings }: HostReport): string[] {
  return findings.filter(({ disposition }) => disposition !== 'benign').map(describeFinding);
}

const skip = missingForDocker();

describe(`${CONTAINER_EVASIONS.length} evasions in containers`, { skip }, () => {
  let ground: Ground | undefined;
  let swept: SweptFixtures;

  before(async () => {
    ground = await startGround();
    swept = await sweepFixtures(ground.fleet, ground.host, CONTAINER_EVASIONS);
  });
  after(() => closeGround(ground));

  for (const evasion of CONTAINER_EVASIONS) {
    it(`${evasion.name}: ${evasion.title}`, () => assertFound(swept, evasion));
  }

  for (const name of [
    'deleted-in-container',
    'deleted-on-container-tmpfs',
    'vanished-from-image',
  ]) {
    it(`${name}: the finding names the container`, () => {
      const outcome = swept.outcomes.get(name);
      assert.ok(outcome !== undefined && 'planted' in outcome);
      const [id] = outcome.planted.mentions;
      const found = findingsAbout(outcome.planted, outcome.report);
      const named = found.filter(({ facts }) => facts['container'] === id);
      assert.ok(named.some(({ checks }) => checks.includes('deleted-exe')));
    });
  }

  it('dropped-in-container: it is serious, and no more than that is known', () => {
    const outcome = swept.outcomes.get('dropped-in-container');
    assert.ok(outcome !== undefined && 'planted' in outcome);
    const found = findingsAbout(outcome.planted, outcome.report);
    const said = found.map(({ disposition, severity }) => `${disposition} ${severity}`);
    assert.deepEqual(said, ['ambiguous high'], found.map(describeFinding).join('\n'));
  });
});

describe(`${CONTAINER_LOOK_ALIKES.length} look-alikes in containers`, { skip }, () => {
  let ground: Ground | undefined;
  let swept: SweptFixtures;

  before(async () => {
    ground = await startGround();
    swept = await sweepFixtures(ground.fleet, ground.host, CONTAINER_LOOK_ALIKES);
  });
  after(() => closeGround(ground));

  for (const lookAlike of CONTAINER_LOOK_ALIKES) {
    it(`${lookAlike.name}: ${lookAlike.title}`, () => assertQuiet(swept, lookAlike));
  }

  it('says nothing about a host with an engine that it has learned', () => {
    assert.equal(swept.unchanged.status, 'clean', describeCoverage(swept.unchanged));
    assert.deepEqual(loud(swept.unchanged), []);
  });

  it('says nothing else about the host on which all of them are', () => {
    for (const [name, outcome] of swept.outcomes) {
      if ('failed' in outcome) continue;
      assert.deepEqual(loud(outcome.report), [], `while ${name} was there`);
    }
  });

  it('says nothing of containers that stop and start in the middle of a sweep', async () => {
    assert.ok(ground !== undefined);
    const { fleet, host, docker } = ground;
    const stateHome = mkdtempSync(join(fleet.dir, 'state-'));
    const learned = { name: 'stopped', argv: [SERVE] };
    const { id } = await startContainer(host, learned);
    await sweepHosts({ fleet, hosts: [host], stateHome });
    const before = new Set(await host.processes());
    const inventory = inventoryToml({ fleet, hosts: [host] });
    const args = ['sweep', '--inventory', inventory, '--json'];
    const sweeping = startVedette({ args, stateHome });
    // The program that the probe's time is measured with runs only while processes are looked at.
    const walking = await until(
      () => host.processes(),
      (list) => list.some((line) => !before.has(line) && line.endsWith(' sleep 1')),
    );
    assert.ok(walking.some((line) => line.endsWith(' sleep 1')));
    await docker.run(['kill', id]);
    await docker.run(['rm', '--force', id]);
    await startContainer(host, { name: 'started', argv: [SERVE] });
    const report = readSweep(await sweeping.ended).host(host.name);
    assert.equal(report.status, 'clean', describeCoverage(report));
    assert.deepEqual(loud(report), []);
  });
});
