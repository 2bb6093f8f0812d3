import { readFile, rename } from 'node:fs/promises';

import {
  createPopulation,
  type Population,
  readSnapshot,
  snapshotPopulation,
} from '@vedette/identity';

import { writeWhole } from '../state/write-whole.ts';

/** What is usual over all users of an application, kept between runs. */
export interface PopulationFile {
  readonly population: Population;
  /** Writes it if it has learned anything since it was written last. */
  readonly save: () => Promise<void>;
}

const DAMAGED = '.damaged';

/**
 * Opens an application's background. One that cannot be read is set aside and begun again: it is
 * a sum over everybody, which fills up by itself, and no reason to turn anybody away.
 */
export async function openPopulationFile(file: string): Promise<PopulationFile> {
  const population = await readPopulation(file);
  let written = population.learned;
  return {
    population,
    save: async () => {
      const { learned } = population;
      if (learned === written) return;
      await writeWhole(file, JSON.stringify(snapshotPopulation(population)));
      written = learned;
    },
  };
}

async function readPopulation(file: string): Promise<Population> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return createPopulation();
  try {
    return createPopulation(readSnapshot(text));
  } catch {
    await rename(file, `${file}${DAMAGED}`);
    return createPopulation();
  }
}
