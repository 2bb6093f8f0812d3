import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import fc from 'fast-check';

import type { JournalEntry } from '../journal/journal.ts';
import { JournalFeed } from './journal-feed.ts';
import { commandOf } from './testing/records.ts';

const record = commandOf({ do: 'end-learning', workload: 'w' }, 0);
const entryAt = (position: number): JournalEntry => ({ position, record });

describe('the feed of a journal', () => {
  test('gives every entry once and in order, in whatever order it hears of them', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 30 }),
        fc.array(fc.nat({ max: 29 })),
        fc.array(fc.nat({ max: 5 })),
        async (count, heard, reads) => {
          let end = 0;
          const journal = {
            get end() {
              return end;
            },
            async *read(after: number) {
              const until = end;
              for (let at = after + 1; at <= until; at += 1)
                yield await Promise.resolve(entryAt(at));
            },
          };
          const feed = new JournalFeed(journal, 0);
          const got: number[] = [];
          const take = async (wanted: number): Promise<void> => {
            for (let read = 0; read < wanted && got.length < end; read += 1) {
              const entry = await feed.next();
              if (entry !== undefined) got.push(entry.position);
            }
          };
          for (const [step, at] of heard.entries()) {
            const position = (at % count) + 1;
            end = Math.max(end, position);
            feed.take(entryAt(position));
            await take(reads[step] ?? 0);
          }
          end = count;
          await take(count);
          assert.deepEqual(
            got,
            Array.from({ length: count }, (_, at) => at + 1),
          );
          feed.stop();
          assert.equal(await feed.next(), undefined);
        },
      ),
    );
  });

  test('waits for the next, and ends when it is stopped', async () => {
    const journal = { end: 0, read: () => nothing() };
    const feed = new JournalFeed(journal, 0);
    const next = feed.next();
    feed.stop();
    assert.equal(await next, undefined);
  });

  test('says so where the journal does not have what it should', async () => {
    const journal = { end: 3, read: () => nothing() };
    await assert.rejects(new JournalFeed(journal, 1).next(), /does not have its entry 2/);
  });
});

async function* nothing(): AsyncGenerator<JournalEntry> {}
