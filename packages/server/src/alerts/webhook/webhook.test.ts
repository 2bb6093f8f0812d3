import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, it } from 'node:test';

import { VedetteError } from '@vedette/core';
import fc from 'fast-check';

import { toNotification } from '../notification.ts';
import type { Notifier, SendOutcome } from '../notifier.ts';
import { openedChange } from '../testing/opened-change.ts';
import { isSigned, portOf, SECRET, startReceiver } from '../testing/receiver.ts';
import { retryAfterMs } from './retry-after.ts';
import { readWebhookSecret, signWebhook } from './sign-webhook.ts';
import { createWebhookNotifier } from './webhook-notifier.ts';
import { checkWebhook, WebhookSettings } from './webhook-settings.ts';

const NOW_MS = 1_767_225_600_000;

function notifierTo(url: string, more: object = {}, timeoutMs = 5_000): Notifier {
  const settings = WebhookSettings.parse({ name: 'hook', url, secret: SECRET, ...more });
  return createWebhookNotifier(settings, { nowMs: () => NOW_MS, version: '1', timeoutMs });
}

async function sendTo(
  notifier: Notifier,
  signal = new AbortController().signal,
): Promise<SendOutcome> {
  const notification = toNotification(openedChange('n-1'));
  assert.ok(notification !== null);
  return notifier.send({ id: 'n-1', createdMs: NOW_MS, notification }, signal);
}

describe('createWebhookNotifier', () => {
  it('signs what it sends as Standard Webhooks asks', async () => {
    await using receiver = await startReceiver();
    assert.deepEqual(await sendTo(notifierTo(receiver.url)), { kind: 'delivered' });
    const [one] = receiver.received;
    assert.ok(one !== undefined && isSigned(one));
    assert.equal(one.headers['webhook-timestamp'], String(NOW_MS / 1_000));
    assert.equal(one.headers['content-type'], 'application/json');
    const told: unknown = JSON.parse(one.body);
    assert.ok(typeof told === 'object' && told !== null && 'type' in told);
    assert.equal(told.type, 'finding.opened');
  });

  it('matches the example of the specification', () => {
    // https://github.com/standard-webhooks/standard-webhooks: the test vector of its libraries.
    const key = readWebhookSecret('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw');
    assert.ok(key !== null);
    const headers = signWebhook(key, {
      id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      timestamp: 1_614_265_330,
      body: '{"test": 2432232314}',
    });
    const expected = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=';
    assert.equal(headers['webhook-signature'], expected);
  });

  it('tries again later, as the receiver asks, and never where it is not wanted', async () => {
    await using receiver = await startReceiver();
    const answers: [number, Record<string, string>, SendOutcome][] = [
      [500, {}, { kind: 'later', problem: 'HTTP 500', afterMs: null }],
      [404, {}, { kind: 'later', problem: 'HTTP 404', afterMs: null }],
      [429, { 'retry-after': '7' }, { kind: 'later', problem: 'HTTP 429', afterMs: 7_000 }],
      [503, { 'retry-after': 'soon' }, { kind: 'later', problem: 'HTTP 503', afterMs: null }],
      [410, {}, { kind: 'gone', problem: 'HTTP 410' }],
    ];
    for (const [status, headers, outcome] of answers) {
      receiver.answer = (response) => void response.writeHead(status, headers).end('no');
      assert.deepEqual(await sendTo(notifierTo(receiver.url)), outcome);
    }
  });

  it('follows no redirect', async () => {
    await using receiver = await startReceiver();
    await using elsewhere = await startReceiver();
    for (const status of [301, 302, 303, 307, 308]) {
      const location = elsewhere.url;
      receiver.answer = (response) => void response.writeHead(status, { location }).end();
      const outcome = { kind: 'later', problem: `HTTP ${status}`, afterMs: null };
      assert.deepEqual(await sendTo(notifierTo(receiver.url)), outcome);
    }
    assert.deepEqual(elsewhere.received, []);
  });

  it('takes an answer without end for what its status says', async () => {
    await using receiver = await startReceiver();
    receiver.answer = (response) => {
      response.writeHead(200);
      const write = (): void => {
        if (!response.destroyed) response.write('x'.repeat(65_536), write);
      };
      write();
    };
    assert.deepEqual(await sendTo(notifierTo(receiver.url)), { kind: 'delivered' });
  });

  it('waits for no answer for ever, and ends at once when asked to', async () => {
    await using receiver = await startReceiver();
    receiver.answer = () => {};
    const late = await sendTo(notifierTo(receiver.url, {}, 50));
    assert.deepEqual(late, { kind: 'later', problem: 'no answer in 50 ms', afterMs: null });
    const asked = new AbortController();
    const sending = sendTo(notifierTo(receiver.url), asked.signal);
    await receiver.until(({ length }) => length === 2);
    asked.abort();
    await assert.rejects(sending, { name: 'AbortError' });
  });

  it('says why it could not reach a receiver, without the address', async () => {
    const server = createServer((socket) => socket.end('no HTTP\r\n\r\n', () => socket.destroy()));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const port = portOf(server);
    const url = `http://127.0.0.1:${port}/secret-path`;
    const garbled = await sendTo(notifierTo(url));
    assert.equal(garbled.kind, 'later');
    server.close();
    await once(server, 'close');
    const refused = await sendTo(notifierTo(url));
    assert.deepEqual(refused, { kind: 'later', problem: 'ECONNREFUSED', afterMs: null });
    assert.doesNotMatch(JSON.stringify(garbled), /secret-path/);
  });

  it('wants what is serious enough, of its organisation', () => {
    const wants = (more: object, told = toNotification(openedChange('n'))): boolean =>
      told !== null && notifierTo('https://x.example/', more).wants(told);
    assert.ok(wants({}));
    assert.ok(wants({ minSeverity: 'medium', org: 'o' }));
    assert.ok(!wants({ minSeverity: 'high' }));
    assert.ok(!wants({ org: 'p' }));
  });
});

describe('checkWebhook', () => {
  it('takes https, and http to this machine only', () => {
    const isTaken = (url: string, more: object = {}): boolean => {
      try {
        checkWebhook(WebhookSettings.parse({ name: 'a', url, secret: SECRET, ...more }));
        return true;
      } catch (error) {
        assert.ok(error instanceof VedetteError && error.code === 'webhook-invalid');
        assert.doesNotMatch(error.message, /whsec_\w|token/);
        return false;
      }
    };
    const good = [
      'https://a.example/t',
      'http://127.0.0.1:1/',
      'http://localhost/',
      'http://[::1]/',
    ];
    for (const url of good) assert.ok(isTaken(url), url);
    const bad = [
      ...['http://a.example/token', 'http://127.0.0.1.a.example/', 'ftp://127.0.0.1/', 'token'],
      ...['https://u:token@a.example/', 'file:///token', 'http://localhost.a.example/'],
    ];
    for (const url of bad) assert.ok(!isTaken(url), url);
    assert.ok(isTaken('http://a.example/', { allowHttp: true }));
    for (const secret of [
      '',
      'whsec_',
      'whsec_c2hvcnQ=',
      'whsec_not base64 at all!!',
      'x'.repeat(99),
    ]) {
      assert.ok(!isTaken('https://a.example/', { secret }), secret);
    }
  });
});

describe('retryAfterMs', () => {
  it('reads seconds and dates', () => {
    assert.equal(retryAfterMs('120', NOW_MS), 120_000);
    assert.equal(retryAfterMs('Thu, 01 Jan 2026 00:01:00 GMT', NOW_MS), 60_000);
    assert.equal(retryAfterMs('Wed, 31 Dec 2025 00:01:00 GMT', NOW_MS), 0);
  });

  it('never throws, and never asks for less than nothing', () => {
    fc.assert(
      fc.property(fc.string(), (header) => {
        const pause = retryAfterMs(header, NOW_MS);
        return pause === null || (Number.isFinite(pause) && pause >= 0);
      }),
    );
  });
});
