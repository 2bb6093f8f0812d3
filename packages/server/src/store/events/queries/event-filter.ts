import type { EventField, EventScope } from '../event-store.ts';
import type { SqlValue } from '../sql-engine.ts';

/** The condition of a question and what is bound to it. */
export interface Filter {
  readonly where: string;
  readonly params: Readonly<Record<string, SqlValue>>;
}

/** What a field is as text, so that one list of text may be bound for each. */
export const FIELD_TEXTS = {
  workload: 'workload',
  host: 'host',
  exe: 'exe',
  parent: 'parent',
  kind: 'kind',
  uid: 'toString(uid)',
} as const satisfies Record<EventField, string>;
const FIELDS = ['workload', 'host', 'exe', 'parent', 'kind', 'uid'] as const;

interface Condition {
  readonly sql: string;
  readonly params: Readonly<Record<string, SqlValue | undefined>>;
}

/**
 * The events of a query, as fixed text with everything that varies bound. Text is looked for as it
 * is stored, with U+FFFD where half a surrogate pair was.
 */
export function eventFilter(query: EventScope): Filter {
  const { org, fromMs, toMs, workload, host, kinds, minScore, shapes, finding } = query;
  const { exes, parents, uids, not = {} } = query;
  const conditions: readonly Condition[] = [
    { sql: 'org = {org:String}', params: { org } },
    { sql: 't >= {from:Float64} AND t < {to:Float64}', params: { from: fromMs, to: toMs } },
    { sql: 'workload = {workload:String}', params: { workload } },
    { sql: 'host = {host:String}', params: { host } },
    { sql: 'kind IN {kinds:Array(String)}', params: { kinds } },
    { sql: 'score >= {min_score:Float64}', params: { min_score: minScore } },
    { sql: 'shape IN {shapes:Array(String)}', params: { shapes } },
    {
      // A set, so that the primary key leads to the few places where these times are.
      sql: 't IN (SELECT toFloat64(arrayJoin({moments:Array(String)})))',
      params: { moments: query.momentsMs?.map(String) },
    },
    { sql: 'finding = {finding:String}', params: { finding } },
    { sql: 'exe IN {exes:Array(String)}', params: { exes } },
    { sql: 'parent IN {parents:Array(String)}', params: { parents } },
    {
      sql: `${FIELD_TEXTS.uid} IN {uids:Array(String)}`,
      params: { uids: uids?.map(String) },
    },
    { sql: 'process_id IN {processes:Array(String)}', params: { processes: query.processIds } },
    {
      sql: 'parent_process_id IN {parent_processes:Array(String)}',
      params: { parent_processes: query.parentProcessIds },
    },
    ...FIELDS.map((field) => ({
      sql: `${FIELD_TEXTS[field]} NOT IN {not_${field}:Array(String)}`,
      params: { [`not_${field}`]: not[field] },
    })),
  ];
  const asked = conditions.filter(({ params }) => !Object.values(params).includes(undefined));
  return {
    where: asked.map(({ sql }) => sql).join(' AND '),
    params: Object.fromEntries(asked.flatMap(({ params }) => Object.entries(params).map(stored))),
  };
}

function stored([name, value = '']: [string, SqlValue | undefined]): [string, SqlValue] {
  if (typeof value === 'number') return [name, value];
  if (typeof value === 'string') return [name, value.toWellFormed()];
  return [name, value.map((element) => element.toWellFormed())];
}
