import type { JudgeInput } from '../judge/judge-buckets.ts';
import { HISTORY_STEPS, historyIndex } from '../population/history.ts';
import type { ReasonCode } from '../reasons/reason-codes.ts';
import type { SignIn } from '../signals/sign-in.ts';
import { NO_DEVICE } from '../signals/sign-in.ts';
import type { Stages } from './assess-stages.ts';

/** Nats from which an hour is rare, and from which it is not typical. */
const RARE_HOUR_NATS = 0.7;
const SHOULDER_HOUR_NATS = 0;

/** A sign-in as buckets: everything a judge is told is one of these fixed words. */
export function judgeInput(
  { scorer }: Pick<Stages, 'scorer'>,
  { signIn, learned }: { readonly signIn: SignIn; readonly learned: number },
  leaning: JudgeInput['leaning'],
): JudgeInput {
  const found = new Map(scorer.evidence.map(({ code, contribution }) => [code, contribution]));
  const has = (code: ReasonCode): boolean => found.has(code);
  const hour = found.get('hour-usual') ?? found.get('hour-unusual');
  const { failures } = signIn;
  return {
    hour:
      hour === undefined
        ? 'unknown'
        : hour > RARE_HOUR_NATS
          ? 'rare'
          : hour > SHOULDER_HOUR_NATS
            ? 'shoulder'
            : 'typical',
    network: networkBucket(has),
    address: has('address-usual') ? 'seen' : has('address-new') ? 'new' : 'unknown',
    device: deviceBucket(has),
    cookie:
      signIn.deviceKey === NO_DEVICE
        ? 'missing'
        : has('device-usual')
          ? 'seen'
          : has('device-new')
            ? 'new'
            : 'unknown',
    ja4: has('ja4-usual')
      ? 'seen'
      : has('ja4-inconsistent')
        ? 'new_inconsistent'
        : has('ja4-new')
          ? 'new_consistent'
          : 'absent',
    travel: has('travel-implausible')
      ? 'implausible'
      : has('country-new')
        ? 'possible'
        : has('country-usual')
          ? 'none'
          : 'unknown',
    clock: has('offset-elsewhere')
      ? 'mismatch'
      : signIn.utcOffsetMinutes === null
        ? 'unknown'
        : 'match',
    history: HISTORY_STEPS[historyIndex(learned)] ?? '0',
    failures: failures === null ? 'unknown' : failures === 0 ? '0' : failures < 3 ? '1-2' : '3+',
    leaning,
  };
}

function networkBucket(has: (code: ReasonCode) => boolean): JudgeInput['network'] {
  if (has('kind-hosting')) return 'hosting';
  if (has('kind-vpn')) return 'vpn';
  if (has('kind-relay')) return 'relay';
  if (has('country-new')) return 'new_other_country';
  if (has('network-new')) return 'new_same_country';
  return has('network-usual') ? 'usual' : 'unknown';
}

function deviceBucket(has: (code: ReasonCode) => boolean): JudgeInput['device'] {
  if (has('client-script')) return 'script';
  if (has('client-new') || has('model-new')) return 'new';
  if (has('version-downgrade') || has('system-downgrade')) return 'older_version';
  if (has('version-upgrade') || has('system-upgrade')) return 'newer_version';
  return has('client-usual') ? 'same' : 'unknown';
}
