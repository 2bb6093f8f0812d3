import { writeFileSync } from 'node:fs';

const MICROSECONDS = 1e6;

/** Loaded into the measured command, because only it knows its own peak at its end. */
process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const usage = { maxRssKiB: maxRSS, cpuSeconds: (userCPUTime + systemCPUTime) / MICROSECONDS };
  writeFileSync(process.env['BENCH_USAGE_FILE'] ?? '/dev/null', JSON.stringify(usage));
});
