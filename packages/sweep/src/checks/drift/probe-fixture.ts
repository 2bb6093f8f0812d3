import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { judgeEvidence, type CheckVerdict } from '../../judge/judge-evidence.ts';
import { assembleProbe } from '../../probe/assemble-probe.ts';
import type { Check } from '../check.ts';

const NONCE = '0123456789abcdef';
const PROBE_TIMEOUT_MS = 30_000;
const WHERE_AWK = ['/usr/bin', '/bin'];

/**
 * The shells that a probe must run under, each with another awk: what one awk lets pass is an error
 * in another. gawk is not everywhere, so it gets no row; the host's own awk is whatever it is.
 */
export const SHELLS = [
  { name: 'dash with mawk', argv: ['dash'], awk: 'mawk' },
  { name: 'busybox sh with busybox awk', argv: ['busybox', 'sh'], awk: 'busybox' },
  { name: 'bash with the awk of the host', argv: ['bash'], awk: undefined },
] as const;
export type Shell = (typeof SHELLS)[number];

/** What stands at a path of a host: a file's content, with a mode, or where a link leads. */
export type Entry =
  | string
  | { readonly content: string; readonly mode: number }
  | { readonly link: string };

/** A host made of plain files in a temporary directory, gone when it is disposed of. */
export class FixtureHost {
  readonly root = mkdtempSync(join(tmpdir(), 'vedette-host-'));

  constructor(entries: Readonly<Record<string, Entry>> = {}) {
    this.write({ '/proc/uptime': '100.0 50.0\n', '/proc/loadavg': '0.00 0 0 1/1 1\n', ...entries });
    chmodSync(this.root, 0o755);
  }

  write(entries: Readonly<Record<string, Entry>>): void {
    for (const [path, entry] of Object.entries(entries)) {
      const at = join(this.root, path);
      mkdirSync(dirname(at), { recursive: true });
      rmSync(at, { force: true });
      if (typeof entry === 'string') writeFileSync(at, entry);
      else if ('link' in entry) symlinkSync(entry.link, at);
      else {
        writeFileSync(at, entry.content);
        chmodSync(at, entry.mode);
      }
    }
  }

  [Symbol.dispose](): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

export interface Item {
  readonly subject: string;
  readonly key: string;
  readonly value: string;
  readonly evidence: readonly string[];
  readonly facts: ReadonlyMap<string, string>;
  readonly verdicts: readonly CheckVerdict[];
}

export interface Swept {
  readonly items: readonly Item[];
  /** `CHECK EFFECT REASON` of each gap. */
  readonly gaps: readonly string[];
}

export interface SweepOptions {
  readonly checks: readonly Check[];
  readonly shell: Shell;
  /** Run as this user; needs root. */
  readonly uid?: number;
}

/** Runs the assembled probe against a fixture and decodes it; throws if any section is incomplete. */
export function sweepFixture(host: FixtureHost, { checks, shell, uid }: SweepOptions): Swept {
  const [command, ...args] = shell.argv;
  const probe = assembleProbe({ nonce: NONCE, checks, wallSecondsMax: 20, cpuSecondsMax: 10 });
  const done = spawnSync(command, [...args, '-s'], {
    input: shell.awk === undefined ? probe : withAwk(host, probe, shell.awk),
    env: { VEDETTE_ROOT: host.root, VEDETTE_PROC: join(host.root, 'proc'), TZ: 'UTC' },
    encoding: 'utf8',
    timeout: PROBE_TIMEOUT_MS,
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  if (done.error !== undefined) throw done.error;
  if (done.stderr !== '') throw new Error(`the probe complained: ${done.stderr}`);
  const records = done.stdout.trimEnd().split('\n').map(decode);
  const unfinished = records.find(
    ({ type, fields }) => type === 'end' && fields.get('status') !== 'complete',
  );
  if (unfinished !== undefined || records.at(-1)?.type !== 'finish') throw new Error(done.stdout);
  return {
    items: records
      .filter(({ type }) => type === 'item')
      .map(({ fields }) => itemOf(fields, checks)),
    gaps: records
      .filter(({ type }) => type === 'gap')
      .map(
        ({ fields }) => `${fields.get('check')} ${fields.get('effect')} ${fields.get('reason')}`,
      ),
  };
}

/** Puts an awk before the one of the host; the probe takes no search path from outside. */
function withAwk(host: FixtureHost, probe: string, awk: string): string {
  const found = WHERE_AWK.find((dir) => existsSync(join(dir, awk)));
  if (found === undefined) throw new Error(`these tests need ${awk}`);
  host.write({ '/awk/awk': { link: join(found, awk) } });
  const [before, ...after] = probe.split('\nPATH=');
  if (after.length !== 1) throw new Error('the probe no longer sets PATH once');
  return `${before}\nPATH=${join(host.root, 'awk')}:${after.join('')}`;
}

/** Only what would be said of a host that was learned before `after` came: the new and the changed. */
export function changedItems(before: Swept, after: Swept): Item[] {
  const known = new Map(before.items.map((item) => [`${item.subject} ${item.key}`, item.value]));
  return after.items.filter((item) => known.get(`${item.subject} ${item.key}`) !== item.value);
}

/** `check:severity` of each verdict that holds at once, without a baseline. */
export function atOnce(item: Item): string[] {
  return item.verdicts
    .filter(({ onChange }) => !onChange)
    .map(({ check, severity }) => `${check}:${severity}`);
}

/** `check:severity` of each verdict that holds for what is new or changed. */
export function onChange(item: Item): string[] {
  return item.verdicts.map(({ check, severity }) => `${check}:${severity}`);
}

function decode(line: string): { type: string; fields: Map<string, string> } {
  const frame = /^@[0-9a-f]{16} (\S+) \d+ (\d+) (\S+)(.*)$/.exec(line);
  const [, , length, type, rest] = frame ?? [];
  if (type === undefined || rest === undefined || Number(length) !== type.length + rest.length) {
    throw new Error(`not a frame: ${line}`);
  }
  const pairs = rest
    .split(' ')
    .filter((pair) => pair !== '')
    .map((pair): [string, string] => {
      const at = pair.indexOf('=');
      return [pair.slice(0, at), decodeURIComponent(pair.slice(at + 1))];
    });
  return { type, fields: new Map(pairs) };
}

function itemOf(fields: ReadonlyMap<string, string>, checks: readonly Check[]): Item {
  const take = (name: string): string => fields.get(name) ?? '';
  const subject = take('subject');
  const evidence = take('evidence')
    .split(',')
    .filter((code) => code !== '');
  const verdicts = judgeEvidence(checks, subject, new Set(evidence));
  const said = verdicts.map(
    ({ check, disposition, severity }) => `${check}:${disposition}:${severity}`,
  );
  if (said.join('+') !== take('verdict'))
    throw new Error(`host and controller differ: ${take('verdict')}`);
  return { subject, key: take('key'), value: take('value'), evidence, facts: fields, verdicts };
}
