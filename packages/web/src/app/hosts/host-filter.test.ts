import assert from 'node:assert/strict';
import { test } from 'node:test';

import { hostBadges } from './host-badges.ts';
import { hostFacets } from './host-facets.ts';
import { type HostRow, matchesHostFilter, parseHostFilter, toggleWord } from './host-filter.ts';
import type { Host } from './host-shapes.ts';
import { sweepStanding } from './sweep-standing.ts';
import { host, sweep } from './testing/host.ts';

function rowOf(given: Host): HostRow {
  const badges = hostBadges(given, { nowMs: 2_000, everyMs: null });
  return { host: given, standing: sweepStanding(given.sweep), badges };
}

const ROWS = [
  host({ sweep: sweep({ tags: ['Web', 'two words'], note: 'behind the proxy' }) }),
  host({ host: 'db-1', sweep: sweep({ status: 'incomplete' }) }),
  host({ host: 'db-2', sensor: { ...host().sensor, source: null, lastMs: null } }),
].map(rowOf);

function found(text: string): readonly string[] {
  const terms = parseHostFilter(text);
  return ROWS.filter((row) => matchesHostFilter(row, terms)).map(({ host }) => host.host);
}

test('every word has to hold; one with a minus must not', () => {
  assert.deepEqual(found(''), ['web-1', 'db-1', 'db-2']);
  assert.deepEqual(found('db status:incomplete'), ['db-1']);
  assert.deepEqual(found('db -status:incomplete'), ['db-2']);
  assert.deepEqual(found('sensor:none'), ['db-2']);
  assert.deepEqual(found('is:no-sensor'), ['db-2']);
  assert.deepEqual(found('tag:web PROXY'), ['web-1']);
});

test('what is not understood is text', () => {
  assert.deepEqual(found('colour:red'), []);
  assert.deepEqual(found('-'), ['web-1', 'db-1', 'db-2']);
});

test('facets are words that filter as they say', () => {
  for (const { word, hosts } of hostFacets(ROWS)) assert.equal(found(word).length, hosts, word);
  assert.ok(!hostFacets(ROWS).some(({ name }) => name === 'two words'));
});

test('a word is put in and taken out again', () => {
  assert.equal(toggleWord(' db', 'tag:x'), 'db tag:x');
  assert.equal(toggleWord('db tag:x', 'tag:x'), 'db');
});
