/** What a verdict did, in words. */
export function verdictText(
  verdict: 'safe' | 'compromised',
  did: {
    readonly signIns: readonly string[];
    readonly learned: readonly string[];
    readonly undone: readonly string[];
  },
): string {
  const about = plural(did.signIns.length);
  if (verdict === 'safe') {
    const learned = did.learned.length === 0 ? '' : ` ${plural(did.learned.length)} learned.`;
    return `Confirmed safe: ${about}.${learned}`;
  }
  const undone =
    did.undone.length === 0
      ? ' None of it had been learned.'
      : ` ${plural(did.undone.length)} taken out of what is usual.`;
  return `Confirmed compromised: ${about}.${undone} Let your application end the sessions.`;
}

function plural(count: number): string {
  return count === 1 ? '1 sign-in' : `${count.toLocaleString()} sign-ins`;
}
