/** CPU seconds of any one process of the probe; an ordinary host needs less than half of one. */
export const CPU_SECONDS_MAX = 20;
/** Left for connecting, so that the probe ends by itself before the controller gives up. */
const CONNECT_SECONDS_MAX = 10;
const CONNECT_SHARE = 0.3;

/** How long the probe may take of a host's time-out. */
export function probeSeconds(timeoutSecs: number): number {
  const connecting = Math.min(CONNECT_SECONDS_MAX, Math.ceil(timeoutSecs * CONNECT_SHARE));
  return Math.max(1, Math.floor(timeoutSecs - connecting));
}
