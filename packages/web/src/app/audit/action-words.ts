/** What an operation does, in words; its path as the audit writes it. */
const WORDS: Readonly<Record<string, string>> = {
  'POST /v1/session': 'logged in',
  'DELETE /v1/session': 'logged out',
  'POST /v1/login-codes': 'made a login link',
  'POST /v1/findings/:id/acknowledge': 'acknowledged a finding',
  'POST /v1/findings/:id/resolve': 'resolved a finding',
  'POST /v1/findings/:id/reopen': 'reopened a finding',
  'POST /v1/findings/:id/expect': 'said that a finding is expected',
  'POST /v1/findings/:id/confirm': 'confirmed a finding',
  'POST /v1/workloads/:workload/approve': 'approved shapes of a workload',
  'POST /v1/workloads/:workload/forget': 'made a workload forget',
  'POST /v1/workloads/:workload/rollback': 'rolled a workload back',
  'PUT /v1/workloads/:workload/alerting': 'changed when a workload alerts',
  'POST /v1/hosts/sweep': 'started a sweep',
  'POST /v1/freeze/plan': 'asked what freezing a process would do',
  'POST /v1/freeze': 'froze a process',
  'POST /v1/thaw/plan': 'asked what a thaw would do',
  'POST /v1/thaw': 'thawed a containment',
  'POST /v1/evidence/:id/verify': 'verified evidence',
  'POST /v1/signins/:id/verdict': 'judged a sign-in',
};

/** What somebody did, in words; the operation itself where there are none for it. */
export function actionWords(action: string): string {
  const name = action.replaceAll(/\{(\w+)\}/g, ':$1');
  return Object.hasOwn(WORDS, name) ? (WORDS[name] ?? action) : action;
}
