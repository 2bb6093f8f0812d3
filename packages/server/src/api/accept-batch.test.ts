import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';

import {
  BATCH,
  encodeLogsRequest,
  eventToLogRecord,
  ExecutionEvent,
  RESOURCE_ATTRIBUTES,
  VedetteError,
} from '@vedette/core';

import type { JournalEntry } from '../journal/journal.ts';
import { openJournal } from '../journal/open-journal.ts';
import { type AcceptBatch, type AcceptParts, createAcceptBatch } from './accept-batch.ts';
import { createMetrics } from './metrics.ts';

const NOW_MS = Date.UTC(2026, 0, 5, 12);

/** What a sensor posts: one event for each command. */
function body(id: string, commands: readonly string[]): Buffer {
  const records = commands.map((command) =>
    eventToLogRecord(
      ExecutionEvent.parse({
        ...{ t: NOW_MS, host: 'web-1', workload: 'web', pid: 2, ppid: 1, uid: 0, parent: 'sh' },
        ...{ comm: 'tool', exe: '/bin/tool', argv: command.split(' ') },
      }),
    ),
  );
  const request = {
    resourceLogs: [
      {
        resource: {
          attributes: {
            [RESOURCE_ATTRIBUTES.workload]: 'web',
            [RESOURCE_ATTRIBUTES.host]: 'web-1',
          },
        },
        scopeLogs: [
          {
            scope: { name: 's', version: '1', attributes: { [BATCH.idAttribute]: id } },
            logRecords: records,
          },
        ],
      },
    ],
  };
  return gzipSync(encodeLogsRequest(request));
}

/** Takes into a journal of its own, and returns what is in it at the end. */
async function taking(
  act: (accept: (bytes: Uint8Array) => ReturnType<AcceptBatch>) => Promise<void>,
  other: Partial<AcceptParts> = {},
): Promise<JournalEntry[]> {
  const folder = mkdtempSync(join(tmpdir(), 'vedette-accept-'));
  try {
    const journal = await openJournal({ folder, bytesMax: 1024 * 1024 });
    const known = new Set<string>();
    const accept = createAcceptBatch({
      isKnown: (org, batchId) => known.has(`${org} ${batchId}`),
      keep: async ({ record }) => {
        await journal.append(record);
        known.add(`${record.org} ${record.batchId}`);
      },
      pressure: () => null,
      metrics: createMetrics(),
      nowMs: () => NOW_MS,
      ...other,
    });
    await act((bytes) =>
      accept({
        ...{ org: 'acme', form: 'otlp', contentType: 'application/x-protobuf' },
        ...{ contentEncoding: 'gzip', batchId: undefined, body: bytes },
      }),
    );
    const entries: JournalEntry[] = [];
    for await (const entry of journal.read(0)) entries.push(entry);
    await journal.close();
    return entries;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test('what is answered is in the journal, unpacked', async () => {
  const entries = await taking(async (accept) => {
    const answer = await accept(body('b-1', ['tool a', 'tool b']));
    assert.deepEqual(answer, { rejectedLogRecords: 0, errorMessage: '' });
  });
  const kept = entries.map(({ record }) => record);
  assert.deepEqual(
    kept.map((record) => (record.kind === 'batch' ? [record.org, record.batchId] : [])),
    [['acme', 'b-1']],
  );
});

test('a repeat is answered and changes nothing', async () => {
  const entries = await taking(async (accept) => {
    await accept(body('b-1', ['tool a']));
    assert.equal((await accept(body('b-1', ['tool a']))).rejectedLogRecords, 0);
    await accept(body('b-2', ['tool a']));
  });
  assert.equal(entries.length, 2);
});

test('nothing is taken while scoring is too far behind', async () => {
  const entries = await taking(
    async (accept) => {
      await assert.rejects(
        () => accept(body('b-1', ['tool a'])),
        (error: unknown) =>
          error instanceof VedetteError &&
          error.code === 'server-busy' &&
          error.params['retryAfterSecs'] === 5,
      );
    },
    { pressure: () => 'scoring is behind' },
  );
  assert.equal(entries.length, 0);
});

test('what cannot be read is refused whole, with a code', async () => {
  const entries = await taking(async (accept) => {
    for (const bytes of [Buffer.from('no gzip'), gzipSync(Buffer.from([0xff, 0xff, 0xff]))]) {
      await assert.rejects(
        () => accept(bytes),
        (error: unknown) => error instanceof VedetteError && error.code === 'request-invalid',
      );
    }
  });
  assert.equal(entries.length, 0);
});
