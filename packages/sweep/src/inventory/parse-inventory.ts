import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

import { escapeText } from '@vedette/core';
import {
  type AST,
  getStaticTOMLValue,
  ParseError,
  parseTOML,
  traverseNodes,
} from 'toml-eslint-parser';
import type { z } from 'zod';

import { closestWord } from './closest-word.ts';
import type { HostTarget } from './host-target.ts';
import type { Inventory, SweepSettings } from './inventory.ts';
import { type InventoryProblem, inventoryError } from './inventory-error.ts';
import { InventorySchema, KNOWN_KEYS } from './inventory-schema.ts';
import { locateKeys, nameOf } from './locate-keys.ts';

type InventoryFile = z.infer<typeof InventorySchema>;

/**
 * Reads the text of an inventory; `file` is where it came from, for messages and relative paths.
 *
 * @throws VedetteError `inventory-invalid`, naming every problem with its line and key.
 */
export function parseInventory(text: string, file: string): Inventory {
  const program = parseSyntax(text, file);
  refuseInheritedNames(program, file);
  const keys = locateKeys(program);
  const parsed = InventorySchema.safeParse(getStaticTOMLValue(program), { reportInput: true });
  if (!parsed.success) {
    throw inventoryError(
      file,
      parsed.error.issues.flatMap((issue) => problemsOf(issue, keys.lineOf)),
    );
  }
  const hosts = parsed.data.host.map(hostTarget);
  const duplicates = duplicateNames(hosts, keys.lineOf);
  if (duplicates.length > 0) throw inventoryError(file, duplicates);
  return { file, settings: sweepSettings(parsed.data.settings, file), hosts };
}

function parseSyntax(text: string, file: string): AST.TOMLProgram {
  try {
    return parseTOML(text, { tomlVersion: '1.0' });
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    const problem = `not valid TOML: ${error.message} (column ${error.column + 1})`;
    throw inventoryError(file, [{ line: error.lineNumber, key: 'syntax', problem }]);
  }
}

/** Names like `__proto__` would reach the converter's objects instead of becoming keys. */
function refuseInheritedNames(program: AST.TOMLProgram, file: string): void {
  const problems: InventoryProblem[] = [];
  traverseNodes(program, {
    enterNode(node) {
      if (node.type !== 'TOMLBare' && node.type !== 'TOMLQuoted') return;
      const name = nameOf(node);
      if (name in {})
        problems.push({ line: node.loc.start.line, key: name, problem: 'unknown key' });
    },
    leaveNode() {},
  });
  if (problems.length > 0) throw inventoryError(file, problems);
}

function problemsOf(
  issue: z.core.$ZodIssue,
  lineOf: (path: readonly PropertyKey[]) => number,
): InventoryProblem[] {
  const { path } = issue;
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const meant = closestWord(key, KNOWN_KEYS[String(path[0] ?? '')] ?? []);
      const hint = meant === undefined ? '' : `; did you mean ${meant}?`;
      return {
        line: lineOf([...path, key]),
        key: shownKey([...path, key]),
        problem: `unknown key${hint}`,
      };
    });
  }
  const missing = issue.code === 'invalid_type' && issue.input === undefined && path.length > 1;
  const problem = missing ? 'is missing' : inTomlWords(issue.message);
  return [{ line: lineOf(path), key: shownKey(path), problem }];
}

function inTomlWords(message: string): string {
  return message.replace(/^Invalid input: /, '').replace('expected object', 'expected a table');
}

/** A path as it is written in the file: `[[host]] ssh`. */
function shownKey(path: readonly PropertyKey[]): string {
  const [table, ...rest] = path.filter((part) => typeof part !== 'number').map(String);
  const header = table === 'host' ? '[[host]]' : table === 'settings' ? '[settings]' : table;
  return [header, rest.join('.')]
    .filter(Boolean)
    .map((part) => escapeText(String(part), 80))
    .join(' ');
}

function hostTarget({ ssh, name, note, tags, sudo }: InventoryFile['host'][number]): HostTarget {
  return { name: name ?? ssh, ssh, note, tags, sudo };
}

function duplicateNames(
  hosts: readonly HostTarget[],
  lineOf: (path: readonly PropertyKey[]) => number,
): InventoryProblem[] {
  const first = new Map<string, number>();
  return hosts.flatMap(({ name, ssh }, index) => {
    const earlier = first.get(name);
    if (earlier === undefined) {
      first.set(name, index);
      return [];
    }
    const key = name === ssh ? 'ssh' : 'name';
    const problem = `a host named ${name} is already on line ${lineOf(['host', earlier])}; give one a name of its own`;
    return [{ line: lineOf(['host', index, key]), key: `[[host]] ${key}`, problem }];
  });
}

function sweepSettings(settings: InventoryFile['settings'], file: string): SweepSettings {
  const { ssh_config: sshConfig } = settings;
  return {
    armed: settings.armed,
    container: settings.container,
    freezesPerHost: settings.freezes_per_host,
    freezesPerFleet: settings.freezes_per_fleet,
    evidenceMb: settings.evidence_mb,
    sshTimeoutSecs: settings.ssh_timeout_secs,
    concurrency: settings.concurrency,
    totalTimeoutSecs: settings.total_timeout_secs ?? null,
    jitterSecs: settings.jitter_secs,
    sshConfig: sshConfig === undefined ? null : configPath(sshConfig, file),
  };
}

function configPath(path: string, file: string): string {
  return path.startsWith('~/') ? join(homedir(), path.slice(2)) : resolve(dirname(file), path);
}
