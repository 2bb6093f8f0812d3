/**
 * Alerts in a process of their own, to be killed by a test: takes in one change after the other and
 * says on stdout which is durable.
 */
import { createAlerts } from '../create-alerts.ts';
import { createWebhookNotifier } from '../webhook/webhook-notifier.ts';
import { WebhookSettings } from '../webhook/webhook-settings.ts';
import { openedChange } from './opened-change.ts';
import { SECRET } from './receiver.ts';

const [folder = '', url = '', from = '0'] = process.argv.slice(2);
const hook = WebhookSettings.parse({ name: 'hook', url, secret: SECRET });
const surroundings = { nowMs: Date.now, version: 'test' };
const alerts = await createAlerts({
  folder,
  notifiers: [createWebhookNotifier(hook, surroundings)],
  log: () => {},
  nowMs: Date.now,
  random: Math.random,
  backoff: { firstMs: 1, maxMs: 20 },
});
for (let number = Number(from); ; number += 1) {
  await alerts.tell([openedChange(String(number))]);
  process.stdout.write(`${number}\n`);
}
