import { hash } from 'node:crypto';

import type { ExecutionEvent } from '@vedette/core';

import { argumentWords } from '../mask/argument-words.ts';
import { maskName } from '../mask/mask-name.ts';
import { boundArguments } from './bound-arguments.ts';
import { placeOf } from './place-of.ts';
import type { Shape } from './shape.ts';
import { verbOf } from './verb-of.ts';

/** Distinct words of one event. */
const WORDS_MAX = 255;
/** UTF-16 units of all words: folders are in the words of everything that lies in them. */
const WORDS_CHARS_MAX = 8_192;
/** That words were left out is itself a fact. */
const MORE_WORDS = '<more-words>';
/** Names come from the host: the kernel's own limit for a file's name. */
const NAME_CHARS_MAX = 255;
/** The example that is shown as the nearest normal thing. */
const EXAMPLE_ARGUMENTS_MAX = 32;
const EXAMPLE_CHARS_MAX = 160;
/** The first user id of a person on Debian, RHEL and Alpine. */
const FIRST_PERSON_UID = 1_000;

/** The part of an event that its shape is made of. */
export type ShapedEvent = Pick<ExecutionEvent, 'exe' | 'comm' | 'argv' | 'parent' | 'uid'> &
  Partial<Pick<ExecutionEvent, 'memfd' | 'deleted' | 'endpoint' | 'kind' | 'file'>>;

/** The shape of an event: deterministic, and the same whatever the order of the arguments. */
export function shapeOf(event: ShapedEvent): Shape {
  const { arguments: argv, cut } = boundArguments(event.argv);
  const words = new Set<string>();
  const network = new Set<string>();
  let chars = 0;
  const add = (word: string): void => {
    const set = word.startsWith('net:') ? network : words;
    if (set.has(word)) return;
    chars += word.length;
    const fits = words.size + network.size < WORDS_MAX && chars <= WORDS_CHARS_MAX;
    if (fits) set.add(word.toWellFormed());
    else words.add(MORE_WORDS);
  };
  const byArgument = argv.map((argument, at) => (at === 0 ? [] : argumentWords(argument)));
  for (const ofOne of byArgument) for (const word of ofOne) add(word);
  if (cut > 0) words.add(`<cut-${cut}>`);
  if (event.endpoint !== undefined) endpointWords(event.endpoint, event.kind).forEach(add);
  const facts = {
    name: programName(event),
    place: placeOf(event.exe, event.memfd === true || event.deleted === true),
    parent: programLabel(event.parent),
    user: userKind(event.uid),
  } as const;
  return {
    key: keyOf(facts, words, network),
    ...facts,
    ...verbOf(facts.name, argv, byArgument),
    words: [...words],
    network: [...network],
    argv: exampleOf(event.argv),
  };
}

function programName(event: ShapedEvent): string {
  const base = event.exe.slice(-NAME_CHARS_MAX).split('/').pop() ?? '';
  return programLabel(base === '' ? event.comm : base);
}

/** Versions in names are masked: an upgrade of an interpreter is not a new tool. */
function programLabel(name: string): string {
  return maskName(name.slice(0, NAME_CHARS_MAX)).toWellFormed();
}

function userKind(uid: number): Shape['user'] {
  return uid === 0 ? 'root' : uid < FIRST_PERSON_UID ? 'service' : 'person';
}

function endpointWords(
  { protocol, address, port }: NonNullable<ShapedEvent['endpoint']>,
  kind: ShapedEvent['kind'],
): string[] {
  const [where = 'net:<ip-outside>'] = argumentWords(address);
  const known = port < 1_024 ? String(port) : 'high';
  return [where, `net:${kind ?? 'connect'}:${protocol}:${known}`];
}

function keyOf(
  facts: Pick<Shape, 'name' | 'place' | 'parent' | 'user'>,
  words: ReadonlySet<string>,
  network: ReadonlySet<string>,
): string {
  const parts = [facts.name, facts.place, facts.parent, facts.user];
  const text = [...parts, '', ...[...words].toSorted(), '', ...[...network].toSorted()].join('\0');
  return hash('sha256', text, 'base64url');
}

function exampleOf(argv: readonly string[]): string[] {
  return argv
    .slice(0, EXAMPLE_ARGUMENTS_MAX)
    .map((argument) => argument.slice(0, EXAMPLE_CHARS_MAX).toWellFormed());
}
