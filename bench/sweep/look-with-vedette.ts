import { inventoryToml } from '../../tests/e2e/hosts/index.ts';
import type { Look } from './plant-in-rounds.ts';
import { runVedette } from './run-vedette.ts';

export const OURS = 'ours';

/** Who found a fixture, by the fixture's name. */
export type Finders = ReadonlyMap<string, Set<string>>;

/**
 * Ours has found a fixture if a finding of the check that is meant for it, ambiguous at least,
 * names its process or its path: stricter than what the peers are held to.
 */
export function lookWithVedette(found: Finders, stateDir: string): Look {
  return async (host, fleet) => {
    const inventory = inventoryToml({ fleet, hosts: [host], file: `${host.name}.toml` });
    await runVedette(inventory, stateDir);
    return async (planted) => {
      const { report } = await runVedette(inventory, stateDir);
      const findings = report.hosts
        .flatMap((each) => each.findings)
        .filter(({ disposition }) => disposition !== 'benign');
      for (const { fixture, pids, names } of planted) {
        const named = findings
          .filter(({ checks }) => checks.includes(fixture.expects.check))
          .some(
            ({ facts }) =>
              pids.includes(Number(facts['pid'])) ||
              Object.values(facts).some((fact) =>
                names.some((name) => String(fact).includes(name)),
              ),
          );
        if (named) found.get(fixture.name)?.add(OURS);
      }
    };
  };
}
