import assert from 'node:assert/strict';
import { test } from 'node:test';

import { diagnoseSensor } from './doctor.ts';
import { startReceiver } from './testing/receiver.ts';

test('says which rung is used, why others are not, and what belongs to which workload', async () => {
  const receiver = await startReceiver();
  const destination = { endpoint: receiver.url, encoding: 'protobuf' } as const;
  const found = await diagnoseSensor({ workload: 'given', destination, clock: Date.now });
  assert.deepEqual(
    found.rungs.map(({ source }) => source),
    ['bpf', 'netlink', 'poll'],
  );
  assert.equal(found.uses, found.rungs.find(({ works }) => works)?.source);
  for (const rung of found.rungs) if (!rung.works) assert.notEqual(rung.reason, '');
  const processes = found.workloads.reduce((sum, workload) => sum + workload.processes, 0);
  assert.ok(processes > 0);
  assert.equal(found.endpoint?.reachable, true);
  assert.equal(receiver.batches.size, 0);
  await receiver.close();
});

test('says that the receiver cannot be reached', async () => {
  const receiver = await startReceiver();
  await receiver.close();
  const destination = { endpoint: receiver.url, encoding: 'json' } as const;
  const { endpoint } = await diagnoseSensor({ workload: 'w', destination, clock: Date.now });
  assert.equal(endpoint?.reachable, false);
  assert.match(endpoint.answer, /ECONNREFUSED/);
});
