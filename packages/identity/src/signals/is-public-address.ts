import ipaddr from 'ipaddr.js';

/** Whether an address can say anything about where someone is: private, loopback, … cannot. */
export function isPublicAddress(text: string): boolean {
  return ipaddr.isValid(text) && ipaddr.process(text).range() === 'unicast';
}
