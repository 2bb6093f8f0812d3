// Bodies that nobody should send, to a server that runs: each is answered, and nothing else.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';

import fc from 'fast-check';

import { makeBatch } from './server/make-batch.ts';
import { makeToken } from './server/make-token.ts';
import { postBatch, type SendTarget } from './server/post-batch.ts';
import { startServer } from './server/start-server.ts';

const CASES = 800;
const MIB = 1024 * 1024;
/** Of the server's own process; what it held before is part of it. */
const GROWTH_BYTES_MAX = 400 * MIB;
const ANSWERS: ReadonlySet<number> = new Set([200, 400, 413, 415]);
const PATHS = ['/v1/logs', '/otlp/v1/logs', '/otlp/v1/events'];
const TYPES = ['application/x-protobuf', 'application/json', 'text/plain', 'application/jsonx'];

test('hostile bodies are answered, and the server lives', async () => {
  const stateHome = mkdtempSync(join(tmpdir(), 'vedette-e2e-hostile-'));
  const server = startServer({ args: ['serve', '--port', '0'], stateHome });
  try {
    const { url } = await server.listening();
    const endpoint = { url, token: await makeToken(stateHome) };
    const before = residentBytes(server.pid);
    for (const body of BOMBS) {
      for (const type of TYPES)
        assertAnswered(await send(endpoint, { path: '/v1/logs', type, body }));
    }
    await fc.assert(
      fc.asyncProperty(hostileRequest(), async (request) => {
        assertAnswered(await send(endpoint, request));
      }),
      { numRuns: CASES },
    );
    const { id, body } = makeBatch(1, 10);
    assert.ok(await postBatch(endpoint, { id, body }));
    const growth = residentBytes(server.pid) - before;
    assert.ok(growth < GROWTH_BYTES_MAX, `it grew by ${growth} bytes`);
    assert.doesNotMatch(server.said(), /request-failed/);
    server.interrupt();
    assert.equal(await server.ended, 0, server.said());
  } finally {
    server.kill();
    rmSync(stateHome, { recursive: true, force: true });
  }
});

interface HostileRequest {
  readonly path: string;
  readonly type: string;
  readonly body: Uint8Array;
  readonly gzip?: boolean;
}

/** Small to send, large to read: zeroes, brackets, empty records, numbers without end. */
const BOMBS: readonly Uint8Array[] = [
  gzipSync(Buffer.alloc(64 * MIB)),
  gzipSync(Buffer.from('['.repeat(4 * MIB))),
  gzipSync(Buffer.from(`{"resourceLogs":${'[{"scopeLogs":'.repeat(100_000)}`)),
  gzipSync(Buffer.from(`[${'{},'.repeat(500_000)}{}]`)),
  gzipSync(Buffer.alloc(4 * MIB, 0x0a)),
  gzipSync(gzipSync(Buffer.alloc(16 * MIB))),
  gzipSync(Buffer.from('9'.repeat(8 * MIB))),
];

function hostileRequest(): fc.Arbitrary<HostileRequest> {
  const { body: whole } = makeBatch(1, 3);
  return fc.record({
    path: fc.constantFrom(...PATHS),
    type: fc.constantFrom(...TYPES),
    gzip: fc.boolean(),
    body: fc.oneof(
      fc.uint8Array({ maxLength: 2_000 }),
      fc.json({ maxDepth: 8 }).map((text) => Buffer.from(text)),
      fc.json().map((text) => Buffer.from(`{"resourceLogs":${text}}`)),
      // A real batch with some bytes changed, and cut short.
      fc
        .tuple(
          fc.nat({ max: whole.length }),
          fc.array(fc.tuple(fc.nat({ max: whole.length - 1 }), fc.nat({ max: 255 })), {
            maxLength: 8,
          }),
        )
        .map(([length, changes]) => {
          const copy = Buffer.from(whole);
          for (const [at, byte] of changes) copy[at] = byte;
          return copy.subarray(0, length);
        }),
    ),
  });
}

async function send(
  { url, token }: SendTarget,
  { path, type, body, gzip = true }: HostileRequest,
): Promise<number> {
  const response = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: {
      ...{ authorization: `Bearer ${token}`, 'content-type': type },
      ...(gzip ? { 'content-encoding': 'gzip' } : {}),
    },
    body: new Uint8Array(body),
  });
  await response.arrayBuffer();
  return response.status;
}

function assertAnswered(status: number): void {
  assert.ok(ANSWERS.has(status), `answered with ${status}`);
}

function residentBytes(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024;
}
