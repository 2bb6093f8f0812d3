import { VedetteError } from '@vedette/core';

import { openActionLog } from '../evidence/action-log.ts';
import { openEvidenceStore } from '../evidence/evidence-store.ts';
import type { Finding } from '../findings/finding.ts';
import type { HostTarget } from '../inventory/host-target.ts';
import type { HostReport } from '../report/sweep-report.ts';
import { type Action, foldActions, isHolding, isUnfinished } from './action.ts';
import { attendAction } from './attend-action.ts';
import { type Choice, chooseTargets, holds, identityOf } from './choose-targets.ts';
import type { ContainContext } from './contain-context.ts';
import { containTarget } from './contain-target.ts';
import type { ContainmentResult } from './containment-result.ts';
import { type FreezePlan, planFreeze } from './freeze-by-hand.ts';
import { withHostLock } from './host-lock.ts';
import { heldMark, type Mark, refusedMark, resultMark, stormMark, thawedMark } from './mark.ts';
import { thawAction } from './thaw-action.ts';

/** The host whose sweep was just reviewed. */
export interface AttendedHost {
  readonly target: HostTarget;
  readonly bootId: string | null;
}

/** Where containments of one run are decided, carried out, looked at again and undone. */
export interface ContainmentDesk {
  /**
   * After a host's sweep: finishes or undoes what an earlier run left, looks again at what is held
   * and, armed, contains the host's slam-dunks. Gives the report back with `contained` on findings.
   * Never throws for what a host does.
   */
  readonly attend: (report: HostReport, host: AttendedHost) => Promise<HostReport>;
  /** What freezing a process by hand would do; nothing is done. */
  readonly planFreeze: (host: HostTarget, pid: number) => Promise<FreezePlan>;
  readonly freeze: (plan: FreezePlan, host: HostTarget) => Promise<ContainmentResult>;
  readonly thaw: (action: Action, host: HostTarget) => Promise<ContainmentResult>;
}

export interface DeskOptions extends Omit<ContainContext, 'store' | 'log'> {
  /** As `stateFolder` gives it. */
  readonly stateFolder: string;
  /** Of this program, for the manifests of evidence. */
  readonly version: string;
  readonly armed: boolean;
  /** Once it is aborted, no further containment is begun. */
  readonly stop?: AbortSignal;
}

/** Opens the desk of one run: the limits on freezes count from here. */
export function createContainmentDesk({
  stateFolder,
  version,
  armed,
  stop,
  ...rest
}: DeskOptions): ContainmentDesk {
  const now = (): Date => new Date(rest.clock.epochMs());
  const log = openActionLog({ folder: stateFolder, now });
  const store = openEvidenceStore({ folder: stateFolder, log, now, version });
  const context: ContainContext = { ...rest, store, log };
  let fleetFreezes = 0;

  const actionsOn = async (host: string): Promise<readonly Action[]> =>
    foldActions(await log.entries()).filter((action) => action.host === host);

  const contain = async (
    choice: Choice,
    { target: host }: AttendedHost,
    hostFreezes: number,
  ): Promise<{ readonly mark: Mark; readonly froze: boolean }> => {
    switch (choice.kind) {
      case 'refused':
        return { mark: refusedMark(choice.code), froze: false };
      case 'thawed':
        return { mark: thawedMark(choice.by), froze: false };
      case 'contain': {
        const { freezesPerHost, freezesPerFleet } = context.settings;
        if (hostFreezes >= freezesPerHost || fleetFreezes >= freezesPerFleet) {
          return { mark: stormMark(hostFreezes, context.settings), froze: false };
        }
        // Counted before anything else is awaited: hosts are attended at the same time.
        fleetFreezes += 1;
        const { finding, target } = choice;
        const { id, check, summary } = finding;
        const subject = { host, target, by: 'sweep', finding: { id, check, summary } } as const;
        const result = await containTarget(context, subject);
        // A host that lies uses up its own freezes, and no other host's.
        if (CAME_TO_NOTHING.has(result.state)) fleetFreezes -= 1;
        return { mark: resultMark(result), froze: true };
      }
    }
  };

  const attend = async (report: HostReport, host: AttendedHost): Promise<HostReport> => {
    const { name } = host.target;
    const earlier: ContainmentResult[] = [];
    for (const action of await actionsOn(name)) {
      const result = await attendAction(context, action, {
        host: host.target,
        armed: armed && stop?.aborted !== true,
      });
      if (result !== null) earlier.push(result);
    }
    const marks = new Map<Finding, Mark>();
    let hostFreezes = 0;
    const choices = armed ? chooseTargets(report.findings, host.bootId, await actionsOn(name)) : [];
    for (const choice of choices) {
      if (stop?.aborted === true) break;
      // What was frozen a moment ago may hold this one, too.
      const now = await actionsOn(name);
      if (heldBy(choice.finding, host.bootId, now) !== undefined) continue;
      const { mark, froze } = await contain(choice, host, hostFreezes);
      if (froze) hostFreezes += 1;
      marks.set(choice.finding, mark);
    }
    const after = await actionsOn(name);
    const findings = report.findings.map((finding): Finding => {
      const own = marks.get(finding);
      const holder = own === undefined ? heldBy(finding, host.bootId, after) : undefined;
      const mark = own ?? (holder === undefined ? undefined : heldMark(holder));
      return mark === undefined ? finding : { ...finding, contained: mark };
    });
    const containment = earlier.map(({ id, state, complete, text }) => ({
      ...{ id, state, complete, text },
    }));
    return { ...report, findings, ...(containment.length === 0 ? {} : { containment }) };
  };

  return {
    async attend(report, host) {
      if (report.status === 'unreachable') return report;
      try {
        // A host of which nothing is held, and on which nothing is to be, needs no lock.
        const open = (await actionsOn(host.target.name)).some(
          (action) => isUnfinished(action) || isHolding(action),
        );
        const due = armed && report.findings.some(({ disposition }) => disposition === 'slam-dunk');
        if (!open && !due) return report;
        return await withHostLock(stateFolder, host.target.name, () => attend(report, host));
      } catch (error) {
        if (!(error instanceof VedetteError)) throw error;
        return unattended(report, armed, error);
      }
    },
    planFreeze: (host, pid) => planFreeze(context, host, pid),
    freeze: ({ identity }, host) =>
      withHostLock(stateFolder, host.name, () =>
        containTarget(context, { host, target: identity, finding: null, by: 'freeze' }),
      ),
    thaw: (action, host) =>
      withHostLock(stateFolder, host.name, () => thawAction(context, action, host)),
  };
}

/** States in which nothing was frozen. */
const CAME_TO_NOTHING: ReadonlySet<ContainmentResult['state']> = new Set([
  'refused',
  'abandoned',
  'undone',
  'gone',
]);

/** The action that holds the process of a finding, if one does. */
function heldBy(
  finding: Finding,
  bootId: string | null,
  actions: readonly Action[],
): Action | undefined {
  const target = identityOf(finding, bootId);
  if (target === null) return undefined;
  return actions.findLast((action) => isHolding(action) && holds(action, target));
}

/** Without its log nothing can be contained, and every slam-dunk that should have been says so. */
function unattended(report: HostReport, armed: boolean, error: VedetteError): HostReport {
  if (!armed) {
    const containment = [
      {
        id: null,
        state: 'unknown' as const,
        complete: false,
        text: `${error.message}; ${error.hint}`,
      },
    ];
    return { ...report, containment };
  }
  const findings = report.findings.map((finding) =>
    finding.disposition !== 'slam-dunk' ? finding : { ...finding, contained: failedMark(error) },
  );
  return { ...report, findings };
}

function failedMark({ message, hint }: VedetteError): Mark {
  return {
    state: 'incomplete',
    method: null,
    evidence: null,
    text: `not frozen: ${message}; ${hint}`,
  };
}
