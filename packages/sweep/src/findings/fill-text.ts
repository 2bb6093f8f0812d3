import type { Facts } from './finding.ts';

/**
 * Fills the `{fact}` places of a template. A fact that the host did not send reads as `?`, so that
 * a sentence never claims something that was not seen. The result is still hostile text.
 */
export function fillText(template: string, facts: Facts): string {
  return template.replace(/\{([a-z][a-z0-9_]*)\}/g, (_, name: string) => {
    const fact = Object.hasOwn(facts, name) ? facts[name] : undefined;
    return fact === undefined || fact === '' ? '?' : String(fact);
  });
}

/** The names of the facts that a template asks for. */
export function placeholdersOf(template: string): string[] {
  return [...template.matchAll(/\{([a-z][a-z0-9_]*)\}/g)].map(([, name]) => name ?? '');
}
