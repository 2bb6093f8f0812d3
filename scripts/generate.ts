import { openApi } from '@vedette/server';
import { Manifest, SweepReport } from '@vedette/sweep';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';

import { apiTypes } from './reference/api-types.ts';
import { checksReference } from './reference/checks-reference.ts';
import { cliReference } from './reference/cli-reference.ts';
import { errorsReference } from './reference/errors-reference.ts';
import { REPOSITORY } from './run-step.ts';

/** What is generated from the sources, so that it cannot tell another story. */
const GENERATED: Readonly<Record<string, () => string | Promise<string>>> = {
  'docs/reference/checks.md': checksReference,
  'docs/reference/cli.md': cliReference,
  'docs/reference/errors.md': errorsReference,
  'docs/reference/evidence-manifest.schema.json': () =>
    jsonSchema('manifest.json of a bundle of evidence', Manifest),
  'docs/reference/openapi.json': openApiReference,
  'docs/reference/sweep.schema.json': () => jsonSchema('vedette sweep --json', SweepReport),
  'packages/web/src/app/api/api-types.ts': apiTypes,
};

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });

for (const [path, generate] of Object.entries(GENERATED)) {
  const file = join(REPOSITORY, path);
  const text = await generate();
  if (text === readIfThere(file)) continue;
  if (values.check) {
    console.error(`${path} is not what npm run generate writes`);
    process.exitCode = 1;
  } else {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    console.log(`wrote ${path}`);
  }
}

/** Without a version: the document changes when the API does, not with each release. */
async function openApiReference(): Promise<string> {
  return `${JSON.stringify(await openApi('0'), null, 2)}\n`;
}

/** What we write has no other fields; what others read may get some, so the schema allows them. */
function jsonSchema(title: string, document: z.ZodType): string {
  const schema = z.toJSONSchema(document, {
    override: ({ jsonSchema }) => {
      if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
    },
  });
  return `${JSON.stringify({ title, ...schema }, null, 2)}\n`;
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
