import { resolve } from 'node:path';

import { escapeText, safeJson } from '@vedette/core';

import { evidenceId } from '../evidence-id.ts';
import { openLog, openStore } from '../open-evidence.ts';
import type { CommonOptions } from '../program/options.ts';
import type { Surroundings } from '../surroundings.ts';

const JSON_INDENT = 2;

/** `vedette evidence export ID [FILE]`: one archive that can be verified without Vedette. */
export async function exportEvidence(
  here: Surroundings,
  request: {
    readonly id: string;
    readonly file: string | undefined;
    readonly options: CommonOptions;
  },
): Promise<void> {
  const id = evidenceId(request.id);
  const file = resolve(here.cwd, request.file ?? `${id}.tar.gz`);
  const entries = await openLog(here).entries();
  const own = entries.filter(({ action }) => action === id);
  await openStore(here).export(id, file, own);
  here.stdout.write(
    request.options.json === true
      ? `${safeJson({ id, file }, JSON_INDENT)}\n`
      : `✓ ${escapeText(file)}\n  it holds secrets, and malware: README.txt in it says how to verify it\n`,
  );
}
