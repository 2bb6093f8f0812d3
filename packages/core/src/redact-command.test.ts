import assert from 'node:assert/strict';
import { test } from 'node:test';

import { redactCommand } from './redact-command.ts';

const SECRET = 'Swordfish12';

test('what programs take as a secret by their own options is hidden', () => {
  for (const line of [
    `curl -u me:${SECRET} https://example.com`,
    `mysql -p${SECRET} shop`,
    `sudo mysqldump -p${SECRET} shop`,
    `sshpass -p ${SECRET} ssh host`,
    `redis-cli -a ${SECRET}`,
  ]) {
    const shown = redactCommand(line.split(' ')).join(' ');
    assert.ok(!shown.includes(SECRET), shown);
  }
});

test('what is hidden stays as it is when it is looked at again', () => {
  const once = redactCommand(['curl', '-u', `me:${SECRET}`, '--token', SECRET]);
  assert.deepEqual(redactCommand(once), once);
  const line = redactCommand(['sh', '-c', `mysql -p${SECRET} shop; curl -u me:${SECRET} host`]);
  assert.deepEqual(
    line[2],
    'mysql -p[redacted 11 chars] shop; curl -u me:[redacted 11 chars] host',
  );
  assert.deepEqual(redactCommand(line), line);
});
