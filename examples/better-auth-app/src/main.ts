import { startApp } from './app/start-app.ts';
import { readSettings } from './settings.ts';

const app = await startApp(readSettings(process.argv.slice(2), process.env));
process.stdout.write(`The example runs at ${app.url}\nIts mails are at ${app.url}/outbox\n`);
if (app.demo !== null)
  process.stdout.write(`Pretend to be somewhere else at ${app.url}/demo (--demo)\n`);

const stop = (): void => {
  void app.close().then(() => process.exit(0));
};
process.once('SIGINT', stop);
process.once('SIGTERM', stop);
