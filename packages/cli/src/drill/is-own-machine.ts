const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** Whether an URL can only mean the machine that this runs on. */
export function isOwnMachine(url: string): boolean {
  return LOOPBACK.test(URL.parse(url)?.hostname ?? '');
}
