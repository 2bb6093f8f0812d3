import { ExecutionEvent } from '@vedette/core';
import { shapeOf } from '@vedette/executions';

import type { ManyCommand } from './many-events.ts';

/** What the workloads of the scene do all day; enough of it that each has learned. */
const DAYS = 5;
const TIMES_A_DAY = 20;
const MS_PER_DAY = 86_400_000;
const MS_APART = 60_000;

interface Doing {
  readonly parent: string;
  readonly exe: string;
  readonly argv: readonly string[];
}

const DOINGS: Readonly<Record<string, readonly Doing[]>> = {
  web: [
    { parent: 'systemd', exe: '/usr/sbin/nginx', argv: ['nginx', '-g', 'daemon on;'] },
    { parent: 'nginx', exe: '/usr/sbin/nginx', argv: ['nginx', '-s', 'reload'] },
    { parent: 'cron', exe: '/usr/sbin/logrotate', argv: ['logrotate', '/etc/logrotate.d/nginx'] },
    { parent: 'sh', exe: '/usr/bin/node', argv: ['node', 'server.js'] },
    { parent: 'node', exe: '/usr/bin/convert', argv: ['convert', '-resize', '640x480', 'a.png'] },
    { parent: 'sh', exe: '/usr/bin/git', argv: ['git', 'fetch', '--quiet', 'origin'] },
  ],
  worker: [
    {
      parent: 'systemd',
      exe: '/usr/bin/python3.11',
      argv: ['python3', 'worker.py', '--queue', 'mail'],
    },
    { parent: 'python3', exe: '/usr/bin/ffmpeg', argv: ['ffmpeg', '-i', 'in.mp4', 'out.webm'] },
    { parent: 'sh', exe: '/bin/gzip', argv: ['gzip', '-9', 'batch.json'] },
    {
      parent: 'python3',
      exe: '/usr/bin/curl',
      argv: ['curl', '-fsS', 'https://api.example.com/v1'],
    },
    { parent: 'sh', exe: '/bin/mv', argv: ['mv', 'batch.json.gz', '/srv/out/'] },
    { parent: 'systemd', exe: '/bin/sh', argv: ['sh', '-c', 'test -f /run/ready'] },
  ],
  db: [
    {
      parent: 'systemd',
      exe: '/usr/lib/postgresql/15/bin/postgres',
      argv: ['postgres', '-D', '/srv/db'],
    },
    { parent: 'cron', exe: '/usr/bin/pg_dump', argv: ['pg_dump', '-Fc', 'shop'] },
    { parent: 'sh', exe: '/usr/bin/psql', argv: ['psql', '-c', 'select 1', 'shop'] },
    { parent: 'sh', exe: '/usr/bin/sha256sum', argv: ['sha256sum', 'shop.dump'] },
    { parent: 'sh', exe: '/usr/bin/rsync', argv: ['rsync', '-a', 'dump/', 'backup:/dump/'] },
    {
      parent: 'cron',
      exe: '/usr/bin/find',
      argv: ['find', '/srv/dump', '-mtime', '+7', '-delete'],
    },
  ],
};

/** The workloads of the scene. */
export const WORKLOADS = Object.keys(DOINGS);

/** Days of ordinary executions of a workload, that end where now begins. */
export function ordinaryDays(workload: string, nowMs: number): ExecutionEvent[] {
  const doings = DOINGS[workload] ?? [];
  const host = `${workload}-1`;
  return Array.from({ length: DAYS * TIMES_A_DAY }, (_, turn) => {
    const day = Math.floor(turn / TIMES_A_DAY);
    const startMs = nowMs - (DAYS - day) * MS_PER_DAY + (turn % TIMES_A_DAY) * MS_APART * 10;
    return doings.map((doing, at) =>
      eventOf(doing, { workload, host, t: startMs + at * MS_APART }),
    );
  }).flat();
}

/** One execution of something. */
export function eventOf(
  { parent, exe, argv }: Doing,
  where: { readonly workload: string; readonly host: string; readonly t: number },
  more: Partial<ExecutionEvent> = {},
): ExecutionEvent {
  const comm = (exe.split('/').pop() ?? '').slice(0, 15);
  const usual = { pid: 4_000, ppid: 3_000, uid: 33, comm, parent, exe, argv: [...argv] };
  return ExecutionEvent.parse({ ...usual, ...where, ...more });
}

/** The same commands, for an event store that is to be large. */
export function manyCommands(): ManyCommand[] {
  return Object.entries(DOINGS).flatMap(([workload, doings]) =>
    doings.map((doing, at) => ({
      ...{ workload, ...doing, score: at / 100 },
      shape: shapeOf(eventOf(doing, { workload, host: `${workload}-1`, t: 0 })).key,
    })),
  );
}
