import { ExecutionScorer, type ScorerSettings } from '../score/execution-scorer.ts';
import { DAY_MS, DAY_ONE_MS, makeEvent } from './make-event.ts';

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
const TIMES_A_DAY = 4;
const DAYS = 7;

/** A scorer that has watched that service for a week. */
export function establishedScorer(settings: ScorerSettings = {}): ExecutionScorer {
  const scorer = new ExecutionScorer(settings);
  for (let day = -DAYS; day < 0; day += 1)
    for (let time = 0; time < TIMES_A_DAY; time += 1)
      for (const [command, parent] of ORDINARY)
        scorer.learn(makeEvent(command, { parent, t: DAY_ONE_MS + day * DAY_MS + time * 1_000 }));
  scorer.endLearning();
  return scorer;
}
