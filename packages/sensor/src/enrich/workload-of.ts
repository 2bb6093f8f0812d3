/** What is known about where a process belongs. */
export interface WorkloadFacts {
  readonly container?: string;
  readonly image?: string;
  readonly composeService?: string;
  readonly unit?: string;
}

/** The service that a process belongs to, and by which rule. */
export interface Workload {
  readonly name: string;
  readonly rule: 'compose' | 'image' | 'container' | 'unit' | 'given';
  /** For people: `vedette sensor doctor` shows it. */
  readonly reason: string;
}

/** Units that hold whatever a person starts, and so are no service. */
const SESSION = /^(?:session-\d+|run-\w+|app-.*|vte-spawn-.*|user@\d+|init)\.(?:scope|service)$/;
/** The number in `name@7.service` tells instances of one service apart. */
const INSTANCE = /@[^@]*(?=\.service$)/;
const DIGEST = /@sha256:[0-9a-f]{64}$/;
const TAG = /:[\w][\w.-]{0,127}$/;
const CONTAINER_SHOWN_DIGITS = 12;

/**
 * The rule by which a process gets its workload, the first that applies: the service of a compose
 * file; the image of its container without tag and digest, so that a new version keeps its
 * baseline; the container's id where nothing says what it runs; the systemd unit, unless it is a
 * login's; and else the name given to the sensor.
 */
export function workloadOf(facts: WorkloadFacts, given: string): Workload {
  if (facts.composeService !== undefined) {
    const reason = `compose service ${facts.composeService}`;
    return { name: facts.composeService, rule: 'compose', reason };
  }
  if (facts.image !== undefined) {
    const name = facts.image.replace(DIGEST, '').replace(TAG, '');
    return { name, rule: 'image', reason: `image ${facts.image} of its container` };
  }
  if (facts.container !== undefined) {
    const name = `container:${facts.container.slice(0, CONTAINER_SHOWN_DIGITS)}`;
    return { name, rule: 'container', reason: 'its container, whose image cannot be read here' };
  }
  if (facts.unit !== undefined && !SESSION.test(facts.unit)) {
    const name = facts.unit.replace(INSTANCE, '@');
    return { name, rule: 'unit', reason: `systemd unit ${facts.unit}` };
  }
  const why = facts.unit === undefined ? 'no container and no unit' : `${facts.unit} is a session`;
  return { name: given, rule: 'given', reason: `the name given to the sensor: ${why}` };
}
