import { searchText } from '../api/search-text.ts';

export type SignInsView = 'users' | 'sign-ins' | 'detections';
export type DecisionFilter = 'any' | 'allow' | 'notify' | 'step-up' | 'deny';
export type OutcomeFilter = 'none' | 'passed' | 'failed' | 'safe' | 'compromised';

const VIEWS: readonly SignInsView[] = ['users', 'sign-ins', 'detections'];
const DECISIONS: readonly DecisionFilter[] = ['any', 'allow', 'notify', 'step-up', 'deny'];
const OUTCOMES: readonly OutcomeFilter[] = ['none', 'passed', 'failed', 'safe', 'compromised'];
const DAYS = [1, 7, 90];

/** Which sign-ins are shown; what is left out is the usual. */
export interface SignInsSearch {
  /** Risky users, where it is left out. */
  readonly view?: SignInsView;
  readonly application?: string;
  /** The risky ones, where it is left out. */
  readonly decision?: DecisionFilter;
  readonly outcome?: OutcomeFilter;
  /** How far back; 30 days where it is left out. */
  readonly days?: number;
  readonly user?: string;
  /** Only those with this reason. */
  readonly reason?: string;
  /** The sign-in that is open. */
  readonly open?: string;
}

export function readSignInsSearch(search: Record<string, unknown>): SignInsSearch {
  const view = VIEWS.find((name) => name === search['view']);
  const decision = DECISIONS.find((name) => name === search['decision']);
  const outcome = OUTCOMES.find((name) => name === search['outcome']);
  const days = DAYS.find((number) => number === Number(search['days']));
  const application = searchText(search['application']);
  const user = searchText(search['user']);
  const reason = searchText(search['reason']);
  const open = searchText(search['open']);
  return {
    ...(view === undefined || view === 'users' ? {} : { view }),
    ...(application === undefined ? {} : { application }),
    ...(decision === undefined ? {} : { decision }),
    ...(outcome === undefined ? {} : { outcome }),
    ...(days === undefined ? {} : { days }),
    ...(user === undefined ? {} : { user }),
    ...(reason === undefined ? {} : { reason }),
    ...(open === undefined ? {} : { open }),
  };
}
