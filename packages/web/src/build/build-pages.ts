import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { build } from 'vite';

import { DIST, digestSources, STAMP, WEB } from './page-sources.ts';

/** Below it a compressed copy saves less than its headers. */
const COMPRESSED_BYTES_MIN = 1_024;

/**
 * Builds the pages beside where they belong and then puts them there in one step, so that nobody
 * is ever given half of them. A process of its own: the builder's memory goes with it.
 */
const digest = digestSources();
if (digest === null) throw new Error('there are no sources to build pages of');
const fresh = `${DIST}.${process.pid}`;
const old = `${fresh}.old`;
try {
  await build({
    ...{ root: WEB, configFile: false, logLevel: 'warn' },
    plugins: [react(), tailwindcss()],
    build: {
      ...{ outDir: fresh, emptyOutDir: true, target: 'es2023', sourcemap: false },
      // Nothing is inlined: the pages run under a strict content security policy.
      ...{ assetsInlineLimit: 0, modulePreload: { polyfill: false } },
    },
  });
  for (const name of globSync('**/*.{js,css,html,svg}', { cwd: fresh })) {
    compress(join(fresh, name));
  }
  writeFileSync(join(fresh, STAMP), digest);
  await moveAway(DIST, old);
  await rename(fresh, DIST);
} finally {
  await rm(fresh, { recursive: true, force: true });
  await rm(old, { recursive: true, force: true });
}

function compress(file: string): void {
  const bytes = readFileSync(file);
  if (bytes.length < COMPRESSED_BYTES_MIN) return;
  writeFileSync(`${file}.gz`, gzipSync(bytes, { level: constants.Z_BEST_COMPRESSION }));
  writeFileSync(`${file}.br`, brotliCompressSync(bytes));
}

async function moveAway(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
}
