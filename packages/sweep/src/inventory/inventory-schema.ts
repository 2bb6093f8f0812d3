import { escapeText } from '@vedette/core';
import { z } from 'zod';

import { CONTAINER_MODES, DEFAULT_SETTINGS } from './inventory.ts';

/** More than one controller sweeps in a night; beyond it a list is a mistake. */
const HOSTS_MAX = 10_000;
const ALIAS_CHARS_MAX = 255;
const NAME_CHARS_MAX = 128;
const NOTE_CHARS_MAX = 500;
const TAGS_MAX = 32;
const TAG_CHARS_MAX = 64;
const PATH_CHARS_MAX = 4_096;
const DAY_SECS = 86_400;
/** More frozen at once is an outage, not a containment. */
const FREEZES_PER_HOST_MAX = 50;
const FREEZES_PER_FLEET_MAX = 500;
const EVIDENCE_MB_MAX = 8_192;

/**
 * An alias becomes an argument of ssh and, through `%h` and `%r`, of the user's ProxyCommand, so
 * neither it nor its host part may look like an option or hold what a shell would read.
 */
const ALIAS = /^(?!-)(?!.*@-)[A-Za-z0-9._@:%+-]+$/;

const seconds = (min: number, max: number) =>
  z.number().min(min, `must be at least ${min}`).max(max, `must be at most ${max}`);

const count = (min: number, max: number) =>
  z
    .number()
    .int('must be whole')
    .min(min, `must be at least ${min}`)
    .max(max, `must be at most ${max}`);

const shownText = (max: number) =>
  z
    .string()
    .max(max, `must be at most ${max} characters`)
    .refine((text) => escapeText(text, max) === text, 'holds a control or invisible character');

/** The `[settings]` table, keys as they are written in the file. */
const SettingsSchema = z.strictObject({
  armed: z.boolean().default(DEFAULT_SETTINGS.armed),
  container: z
    .enum(CONTAINER_MODES, 'must be "pause" or "stop"')
    .default(DEFAULT_SETTINGS.container),
  freezes_per_host: count(0, FREEZES_PER_HOST_MAX).default(DEFAULT_SETTINGS.freezesPerHost),
  freezes_per_fleet: count(0, FREEZES_PER_FLEET_MAX).default(DEFAULT_SETTINGS.freezesPerFleet),
  evidence_mb: count(1, EVIDENCE_MB_MAX).default(DEFAULT_SETTINGS.evidenceMb),
  ssh_timeout_secs: seconds(5, 600).int('must be whole').default(DEFAULT_SETTINGS.sshTimeoutSecs),
  concurrency: count(1, 64).default(DEFAULT_SETTINGS.concurrency),
  total_timeout_secs: seconds(5, DAY_SECS).optional(),
  jitter_secs: seconds(0, DAY_SECS).default(DEFAULT_SETTINGS.jitterSecs),
  ssh_config: z.string().min(1, 'must name a file').max(PATH_CHARS_MAX).optional(),
});

/** One `[[host]]` table. */
const HostSchema = z.strictObject({
  ssh: z
    .string()
    .max(ALIAS_CHARS_MAX, `must be at most ${ALIAS_CHARS_MAX} characters`)
    .regex(ALIAS, 'must be an ssh alias: letters, digits and . _ @ : % + - only, no leading -'),
  name: shownText(NAME_CHARS_MAX)
    .regex(/^[^\s-](.*\S)?$/u, 'must not be empty, start with - or have blanks around it')
    .optional(),
  note: shownText(NOTE_CHARS_MAX).default(''),
  tags: z
    .array(shownText(TAG_CHARS_MAX).min(1, 'must not be empty'))
    .max(TAGS_MAX, `must be at most ${TAGS_MAX} tags`)
    .default([]),
  sudo: z.boolean().default(false),
});

const EMPTY_FLEET = 'the fleet is empty: add a [[host]] table with ssh = "alias"';

/** A whole inventory file. */
export const InventorySchema = z.strictObject({
  settings: SettingsSchema.prefault({}),
  host: z
    .array(HostSchema, {
      error: ({ input }) =>
        input === undefined ? EMPTY_FLEET : 'must be written with two brackets: [[host]]',
    })
    .min(1, EMPTY_FLEET)
    .max(HOSTS_MAX, `must be at most ${HOSTS_MAX} hosts`),
});

/** Every key that a table of the file may have, by the table's name; '' is the file itself. */
export const KNOWN_KEYS: Readonly<Record<string, readonly string[]>> = {
  '': Object.keys(InventorySchema.shape),
  settings: Object.keys(SettingsSchema.shape),
  host: Object.keys(HostSchema.shape),
};
