import type { JournalRecord } from '../../journal/journal.ts';
import { batchOf, commandOf, execution } from './records.ts';

const DAY_MS = 86_400_000;
const DAYS = 7;
const TIMES_A_DAY = 4;
/** The first moment after the learned week. */
export const ESTABLISHED_MS = Date.UTC(2026, 10, 9, 12);

/** What a small web service with builds does all day. */
const ORDINARY: readonly (readonly [command: string, parent: string])[] = [
  ['nginx -g daemon', 'systemd'],
  ['node /srv/app/worker.js --port 8080', 'node'],
  ['node /srv/app/server.js --port 8000', 'systemd'],
  ['bash /srv/app/build.sh --release', 'cron'],
  ['npm ci --omit=dev', 'bash'],
  ['git fetch origin main', 'bash'],
  ['git checkout -q main', 'bash'],
  ['tar czf /srv/backup/www.tar.gz /srv/www', 'bash'],
  ['gzip -k /srv/log/access.log', 'logrotate'],
  ['curl -fsS http://127.0.0.1:8000/healthz', 'bash'],
  ['curl -fsS https://api.example.org/v1/status', 'node'],
  ['rm -f /srv/backup/old.tar.gz', 'bash'],
  ['cat /srv/app/VERSION', 'bash'],
  ['sleep 30', 'bash'],
  ['cp -r /srv/app/dist /srv/www', 'bash'],
  ['mkdir -p /srv/www/releases', 'bash'],
];

/** A week of that service as batches, and then a person who says that it has learned. */
export function establishedJournal(): JournalRecord[] {
  const days = Array.from({ length: DAYS }, (_, day) => {
    const receivedMs = ESTABLISHED_MS - (DAYS - day) * DAY_MS;
    const events = Array.from({ length: TIMES_A_DAY }, () =>
      ORDINARY.map(([command, parent]) => execution(command, { parent, t: receivedMs })),
    );
    return batchOf(events.flat(), { id: `day ${day}`, receivedMs });
  });
  return [...days, commandOf({ do: 'end-learning', workload: 'web' }, ESTABLISHED_MS)];
}
