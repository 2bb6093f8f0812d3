/** What somebody asks for with an operation, after “asked to”; its path as the audit writes it. */
const WORDS: Readonly<Record<string, string>> = {
  'POST /v1/session': 'log in',
  'DELETE /v1/session': 'log out',
  'POST /v1/login-codes': 'make a login link',
  'POST /v1/findings/:id/acknowledge': 'acknowledge a finding',
  'POST /v1/findings/:id/resolve': 'resolve a finding',
  'POST /v1/findings/:id/reopen': 'reopen a finding',
  'POST /v1/findings/:id/expect': 'have a finding expected',
  'POST /v1/workloads/:workload/end-learning': 'end the learning of a workload',
  'POST /v1/workloads/:workload/roll-back': 'roll a workload back',
  'POST /v1/workloads/:workload/shapes/:shape/confirm': 'have something confirmed as normal',
  'POST /v1/workloads/:workload/shapes/:shape/forget': 'have something normal forgotten',
  'PUT /v1/workloads/:workload/alerting': 'change when a workload alerts',
  'POST /v1/hosts/sweep': 'sweep every host',
  'POST /v1/freeze/plan': 'see what freezing a process would do',
  'POST /v1/freeze': 'freeze a process',
  'POST /v1/thaw/plan': 'see what a thaw would do',
  'POST /v1/thaw': 'thaw a containment',
  'POST /v1/evidence/:id/verify': 'verify evidence',
  'POST /v1/signins/:id/verdict': 'judge a sign-in',
  'POST /v1/signins/users/:application/:user/verdict': 'judge a user',
};

/** What somebody asked for, in words; the operation itself where there are none for it. */
export function actionWords(action: string): string {
  const name = action.replaceAll(/\{(\w+)\}/g, ':$1');
  return Object.hasOwn(WORDS, name) ? (WORDS[name] ?? action) : action;
}
