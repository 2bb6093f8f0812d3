import { type BenchReport, type BenchResult, figure } from './benchmark.ts';
import { describeMachine } from './machine.ts';
import { bm25Ranker, ourRanker, publishedRanker, type Ranker } from './search/rankers.ts';
import { judgeRanking } from './search/ranking-figures.ts';
import { loadSearchMaterial, type SearchMaterial } from './search/search-material.ts';
import { measureVolume } from './search/volume.ts';

/** How many times the ranking of plain full-text search ours should be worth. */
const TIMES_BM25 = 1.3;
const FORMS = ['name', 'description'] as const;
const FIGURES = ['ndcg', 'recall'] as const;

const PARTS = ['quality', 'volume'] as const;

/**
 * What searching in words finds (adversary tests by name and by description, among all executions),
 * and how long a question takes with 10,000 to 10,000,000 events stored.
 */
export async function benchSearch(parts: readonly string[]): Promise<BenchReport> {
  const wants = (part: (typeof PARTS)[number]): boolean =>
    parts.length === 0 || parts.includes(part);
  const material = wants('quality') ? loadSearchMaterial() : null;
  const results: BenchResult[] = [];
  if (material !== null) results.push(...quality(material));
  else if (wants('quality')) results.push(figure('quality', '', 'no data: set VEDETTE_DATA'));
  if (wants('volume')) results.push(...(await measureVolume()));
  const versions = { node: process.versions.node };
  return { name: 'search', machine: describeMachine(), versions, results };
}

function quality(material: SearchMaterial): BenchResult[] {
  const rankers = {
    ours: ourRanker(material.lines),
    'BM25 alone': bm25Ranker(material.lines),
    'published way': publishedRanker(material.lines),
  };
  return FORMS.flatMap((form) =>
    FIGURES.map((name) => {
      const of = (ranker: Ranker): number => meanOf(material, ranker, form, name);
      const ours = of(rankers.ours);
      const bm25 = of(rankers['BM25 alone']);
      const peers = { 'BM25 alone': bm25, 'published way': of(rankers['published way']) };
      const metric = `${name}@10 by ${form}`;
      if (name === 'recall') return figure(metric, '', ours, peers);
      const number = Number((TIMES_BM25 * bm25).toFixed(3));
      const aim = { text: `at least ${TIMES_BM25} times BM25: ${number}`, number };
      return { metric, unit: '', ours, peers, aim, met: ours >= number };
    }),
  );
}

function meanOf(
  { questions, lines }: SearchMaterial,
  ranker: Ranker,
  form: (typeof FORMS)[number],
  name: (typeof FIGURES)[number],
): number {
  let sum = 0;
  let asked = 0;
  for (const question of questions) {
    const answers = new Set(
      lines.flatMap(({ answers }, at) => (answers.has(question.id) ? [at] : [])),
    );
    if (answers.size === 0) continue;
    sum += judgeRanking(ranker(question[form]), answers)[name];
    asked += 1;
  }
  return Number((sum / asked).toFixed(3));
}
