import { escapeText, VedetteError, safeJson } from '@vedette/core';
import { bytesText, type ManifestItem } from '@vedette/sweep';

import { bundleText } from '../bundle-text.ts';
import { evidenceId } from '../evidence-id.ts';
import { evidenceText } from '../evidence-text.ts';
import { layoutFor } from '../layout.ts';
import { openLog, openStore } from '../open-evidence.ts';
import type { CommonOptions } from '../program/options.ts';
import type { Surroundings } from '../surroundings.ts';

const JSON_INDENT = 2;
/** More than anybody reads on a screen; `--raw` writes all of an item. */
const SHOWN_BYTES_MAX = 1024 * 1024;
const ENVIRONMENT = 'environ';

/** The options of `vedette evidence show`. */
export interface EvidenceShowOptions extends CommonOptions {
  readonly item?: string;
  readonly raw?: boolean;
}

/** `vedette evidence show ID`: what was saved and done, or one item of it. */
export async function showEvidence(
  here: Surroundings,
  text: string,
  options: EvidenceShowOptions,
): Promise<void> {
  const id = evidenceId(text);
  const store = openStore(here);
  if (options.item === undefined && options.raw === true) {
    throw new VedetteError('usage', { problem: 'say which item: --item NAME --raw' });
  }
  const entries = await openLog(here).entries();
  const story = entries.filter(({ action }) => action === id);
  const bundle = await store.read(id);
  const read = async ({ file }: ManifestItem, bytesMax: number): Promise<Uint8Array> =>
    store.readItem(id, file, bytesMax);
  if (options.item !== undefined) {
    const item =
      bundle.items.find(({ name }) => name === options.item) ??
      bundle.items.find(({ file }) => file === `items/${options.item}`);
    if (item === undefined) throw noItem(options.item, bundle.items);
    if (options.raw === true) await printRaw(here, item, read);
    else if (options.json === true) here.stdout.write(`${safeJson(item, JSON_INDENT)}\n`);
    else printItem(here, item, await read(item, SHOWN_BYTES_MAX));
    return;
  }
  const environ = bundle.items.find(({ name }) => name === ENVIRONMENT);
  const environment =
    environ === undefined
      ? []
      : (evidenceText(ENVIRONMENT, await read(environ, SHOWN_BYTES_MAX)) ?? []);
  here.stdout.write(
    options.json === true
      ? `${safeJson({ ...bundle, story, environment }, JSON_INDENT)}\n`
      : `${bundleText({ bundle, story, environment }, layoutFor(here, options))}\n`,
  );
}

/** What is preserved may be anything, and a terminal would obey it. */
async function printRaw(
  { stdout }: Surroundings,
  item: ManifestItem,
  read: (item: ManifestItem, bytesMax: number) => Promise<Uint8Array>,
): Promise<void> {
  if (stdout.isTerminal) {
    const problem = 'evidence goes to no terminal as it is: write it to a file or a pipe';
    throw new VedetteError('usage', { problem });
  }
  stdout.write(await read(item, item.bytes));
}

function printItem({ stdout, stderr }: Surroundings, item: ManifestItem, bytes: Uint8Array): void {
  const lines = evidenceText(item.name, bytes);
  if (lines === null) {
    const size = `${bytesText(item.bytes)}, sha256 ${item.sha256}`;
    stdout.write(`${item.name} is no text: ${size}\n  --raw writes it to a file or a pipe\n`);
    return;
  }
  for (const line of lines) stdout.write(`${line}\n`);
  if (item.bytes > bytes.length) {
    stderr.write(`vedette: cut after ${bytesText(bytes.length)} of ${bytesText(item.bytes)}\n`);
  }
}

function noItem(name: string, items: readonly ManifestItem[]): VedetteError {
  const known = items.map((item) => item.name).join(', ');
  return new VedetteError('usage', { problem: `no item ${escapeText(name)}; there are: ${known}` });
}
