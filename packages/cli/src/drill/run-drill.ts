import { type DrillResult, missed, skipped } from './drill-result.ts';
import type { DrillScene } from './drill-scene.ts';
import type { DrillStep } from './drill-steps.ts';
import { hotStep } from './hot-step.ts';
import { learnWebWorkload, type WebWorkload } from './learn-web-workload.ts';
import type { BoundedProcess } from './run-bounded.ts';
import { shellStep } from './shell-step.ts';
import { toolStep } from './tool-step.ts';

/** Told as the drill goes on. */
export interface DrillReport {
  readonly begun: (step: DrillStep) => void;
  readonly ended: (result: DrillResult) => void;
}

/** How the drill went, and the hot process, which may still run. */
export interface DrillRun {
  readonly results: readonly DrillResult[];
  readonly hot: BoundedProcess | null;
}

/** Runs steps one after the other, as many as there is time for before Ctrl-C. */
export async function runDrill(
  scene: DrillScene,
  steps: readonly DrillStep[],
  report: DrillReport,
): Promise<DrillRun> {
  const results: DrillResult[] = [];
  let hot: BoundedProcess | null = null;
  let web: WebWorkload | undefined;
  const inWeb = async (step: DrillStep): Promise<DrillResult> => {
    const { folder, why } = scene.cgroup;
    if (folder === null) return skipped(step.id, why);
    web ??= await learnWebWorkload(scene, folder);
    if (!web.ready) return missed(step.id, web.why);
    return step.id === 'tool' ? toolStep(scene, folder) : shellStep(scene, folder);
  };
  for (const step of steps) {
    if (scene.stop.aborted) break;
    report.begun(step);
    if (step.id === 'hot') {
      const { result, running } = await hotStep(scene);
      hot = running;
      if (!scene.keepsHot) await running?.end();
      results.push(scene.keepsHot ? result : { ...result, pid: null });
    } else results.push(await inWeb(step));
    if (scene.stop.aborted) break;
    report.ended(results.at(-1) ?? missed(step.id, ''));
  }
  return { results, hot };
}
