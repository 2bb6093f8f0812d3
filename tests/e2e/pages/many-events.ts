import { openEventStore } from '@vedette/server';
import { Session } from 'chdb';

/** One command that the events are of. */
export interface ManyCommand {
  readonly workload: string;
  /** Key of its shape, as the baseline of the workload has it. */
  readonly shape: string;
  readonly exe: string;
  readonly parent: string;
  readonly argv: readonly string[];
  readonly score: number;
}

export interface ManyEvents {
  /** Of a store that nobody has open. */
  readonly folder: string;
  readonly commands: readonly ManyCommand[];
  readonly events: number;
  /** The newest is of this time; the others are spread evenly over the days before it. */
  readonly untilMs: number;
  readonly days: number;
}

const HOSTS = 12;
const MS_PER_DAY = 86_400_000;
const KEPT_DAYS = 30;
/** Never one of the journal's, which begins at 1: so nothing of this is mistaken for its entries. */
const POSITION = 0;

const COMMANDS = `
CREATE TABLE many_commands (
  pick UInt32, workload String, shape String, exe String, parent String, argv Array(String), score Float64
) ENGINE = Memory`;

/**
 * Fills an event store with as many events as asked for, made by the engine itself: a million take
 * seconds. Their scores and shapes are given, not computed; what is measured is how it reads.
 */
export async function storeManyEvents(many: ManyEvents): Promise<void> {
  const { folder, commands } = many;
  const store = openEventStore({ engine: { kind: 'chdb', folder }, retentionDays: KEPT_DAYS });
  await store.migrate();
  await store.close();
  const session = new Session(folder);
  try {
    await session.queryAsync(COMMANDS);
    const lines = commands.map((command, pick) => JSON.stringify({ pick, ...command }));
    await session.insert({
      ...{ table: 'many_commands', format: 'JSONEachRow', values: Buffer.from(lines.join('\n')) },
      columns: ['pick', 'workload', 'shape', 'exe', 'parent', 'argv', 'score'],
    });
    await session.queryAsync(insertion(many));
    await session.queryAsync('DROP TABLE many_commands');
  } finally {
    session.close();
  }
}

function insertion({ commands, events, untilMs, days }: ManyEvents): string {
  const stepMs = (days * MS_PER_DAY) / events;
  return `
    INSERT INTO execution_events
      (server, org, position, item, received_ms, kept, expires, t, host, workload, kind, source,
       pid, ppid, uid, comm, parent, exe, argv, process_id, parent_process_id, shape, score, p,
       state, threshold, reasons, rest, exact)
    SELECT 'main', 'default', ${POSITION}, n, toUInt64(at), toDateTime(intDiv(toInt64(at), 1000)),
      toDateTime(intDiv(toInt64(at), 1000)) + INTERVAL ${KEPT_DAYS} DAY, at,
      concat('host-', toString(n % ${HOSTS})), workload, 'exec', 'bpf',
      1000 + n % 30000, 900 + n % 90, n % 3 = 0 ? 0 : 33,
      substring(splitByChar('/', exe)[-1], 1, 15), parent, exe, argv,
      concat('process-', toString(n)), concat('process-', toString(intDiv(n, 4))),
      shape, score, 1 - score, 'watching', 0.6,
      [('new-arguments', score, 'its arguments were not seen here')], '', ''
    FROM (
      SELECT number AS n, toUInt32(sipHash64(number) % ${commands.length}) AS pick,
        ${untilMs} - (${events} - 1 - number) * ${stepMs} AS at
      FROM numbers(${events})
    ) AS numbered INNER JOIN many_commands USING (pick)`;
}
