import { parseArgs } from 'node:util';

import type { BenchReport } from './benchmark.ts';
import { benchContain } from './contain.ts';
import { benchExecutions, benchQualityOfExecutions } from './executions.ts';
import { formatReport } from './format-report.ts';
import { benchIdentity } from './identity.ts';
import { benchIdentitySpeed } from './identity-speed.ts';
import { benchSearch } from './search.ts';
import { benchIngest } from './ingest.ts';
import { benchScore } from './score.ts';
import { benchSensor } from './sensor.ts';
import { benchSweep } from './sweep.ts';
import { benchWeb } from './web.ts';

/** A benchmark by name: it takes the parts that were asked for, none for all. */
const BENCHMARKS: Readonly<Record<string, (parts: readonly string[]) => Promise<BenchReport>>> = {
  sweep: benchSweep,
  contain: benchContain,
  sensor: benchSensor,
  score: benchScore,
  executions: benchExecutions,
  quality: benchQualityOfExecutions,
  search: benchSearch,
  identity: benchIdentity,
  'identity-speed': benchIdentitySpeed,
  ingest: benchIngest,
  web: benchWeb,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean' }, part: { type: 'string', multiple: true } },
});
const run = BENCHMARKS[positionals[0] ?? ''];
if (run === undefined || positionals.length !== 1) {
  const names = Object.keys(BENCHMARKS).join('|');
  console.error(`usage: npm run -s bench -- ${names} [--part PART] [--json]`);
  process.exitCode = 2;
} else {
  const report = await run(values.part ?? []);
  console.log(values.json ? JSON.stringify(report, null, 2) : formatReport(report));
  if (report.results.some(({ met }) => met === false)) process.exitCode = 1;
}
