import type { Check } from '../check.ts';
import { immutableFile } from './immutable-file.ts';
import { journalStorage } from './journal-storage.ts';
import { nameFile } from './name-file.ts';
import { resolverFile } from './resolver-file.ts';
import { securityTool } from './security-tool.ts';

export { evidence } from './evidence.ts';

/** The checks of the section `names`. */
export const checks: readonly Check[] = [
  nameFile,
  resolverFile,
  immutableFile,
  securityTool,
  journalStorage,
];
