import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { ScoreQuery, StrangeShape } from '../store/events/event-store.ts';
import type { ApiParts, Knowledge } from './api-parts.ts';
import { KNOWS_NOTHING, nothingBehind } from './openapi-document.ts';
import { Problem } from './problem.ts';
import { startApi } from './testing/start-api.ts';
import {
  PreviewAnswer,
  ScoresAnswer,
  type WorkloadSummary,
  WorkloadsList,
} from './workload-schemas.ts';

const DAY_MS = 86_400_000;
const NOW_MS = 1_767_225_600_000;
const NAME = "web/'; --";
const PATH = `/v1/workloads/${encodeURIComponent(NAME)}`;

const summary: WorkloadSummary = {
  ...{ workload: NAME, state: 'watching', shapes: 3, executions: 9, firstMs: 1, lastMs: 2 },
  ...{ threshold: 0.6, alerting: null, confirmed: 1, pending: 1, newShapes: 2 },
};
const knowledge: Knowledge = {
  ...KNOWS_NOTHING,
  workloads: (org) => (org === 'acme' ? [summary] : []),
  workload: (org, name) =>
    org === 'acme' && name === NAME ? { summary, shapes: [], changes: [] } : undefined,
  thresholdBy: (_org, _name, choice) =>
    choice !== null && 'threshold' in choice ? choice.threshold : 0.77,
};
const strange: StrangeShape = {
  ...{ shape: 's', maxScore: 0.9, firstMs: 1, events: 2, argv: ['\u001b[2J'], t: 5 },
  ...{ position: 7, index: 1 },
};

function parts(asked: ScoreQuery[] = []): Partial<ApiParts> {
  return {
    knowledge,
    nowMs: () => NOW_MS,
    events: {
      ...nothingBehind('0.0.0').events,
      scores: async (query) => {
        asked.push(query);
        return {
          scores: [{ score: 0.9, events: 2, shapes: 1 }],
          perDay: [{ day: 6, score: 0.9, shapes: 1 }],
        };
      },
      strangest: async () => [strange],
      alertDays: async () => [0, 0, 1, 0, 0, 0, 2],
    },
  };
}

test('scores by steps, by days, and the strangest shapes', async () => {
  const asked: ScoreQuery[] = [];
  await using api = await startApi(parts(asked));
  const answer = ScoresAnswer.parse(await (await api.get(`${PATH}/scores`)).json());
  assert.deepEqual(asked, [
    { org: 'acme', workload: NAME, fromMs: NOW_MS - 7 * DAY_MS, toMs: NOW_MS },
  ]);
  assert.equal(answer.days, 7);
  assert.deepEqual(answer.perDay.at(-1), {
    ...{ dayMs: NOW_MS - DAY_MS, at: [{ score: 0.9, shapes: 1 }] },
  });
  assert.equal(answer.perDay.length, 7);
  assert.equal(answer.distinct[0]?.shape, 's');
});

test('what another threshold, or a budget, would have given', async () => {
  await using api = await startApi(parts());
  const read = async (query: string): Promise<PreviewAnswer> =>
    PreviewAnswer.parse(await (await api.get(`${PATH}/preview?${query}`)).json());
  assert.deepEqual(await read('threshold=0.8'), {
    ...{ days: 7, alerts: 3, perDay: [0, 0, 1, 0, 0, 0, 2], threshold: 0.8 },
    examples: [{ score: 0.9, argv: ['\u001b[2J'], t: 5, eventId: '7.1' }],
  });
  assert.equal((await read('alertsPerDay=2')).threshold, 0.77);
});

test('what makes no sense is refused, and who is not there is not found', async () => {
  await using api = await startApi(parts());
  for (const query of [
    ...['preview', 'preview?threshold=0.5&alertsPerDay=1', 'preview?threshold=0.01'],
    ...['preview?threshold=NaN', 'preview?alertsPerDay=-1', 'preview?threshold=0.5&x=1'],
    ...['scores?from=5&to=5', 'scores?from=0', 'scores?from=-1', 'scores?to=1e400'],
  ]) {
    const response = await api.get(`${PATH}/${query}`);
    assert.equal(response.status, 400, query);
    assert.equal(Problem.parse(await response.json()).code, 'request-invalid');
  }
  for (const name of ['nothing', '__proto__', '%00'])
    for (const part of ['scores', 'preview?threshold=0.5']) {
      const response = await api.get(`/v1/workloads/${name}/${part}`);
      assert.equal(Problem.parse(await response.json()).code, 'workload-not-there', name);
    }
});

test('workloads say what is confirmed, what is doubted and what is new', async () => {
  await using api = await startApi(parts());
  const { workloads } = WorkloadsList.parse(await (await api.get('/v1/workloads')).json());
  assert.deepEqual(workloads, [summary]);
});
