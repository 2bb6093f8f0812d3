/** Text that would do something if a page drew it as anything but text. */
export const HOSTILE_TEXTS: readonly string[] = [
  '<script>document.title="owned"</script>',
  '<img src=x onerror="document.title=\'owned\'">',
  '"><svg onload=document.title="owned">',
  'javascript:document.title="owned"',
  '\u001b[2J\u001b]0;owned\u0007',
  '\u202egnp.exe\u202c',
  'a\u200bb\u2066c\u2069',
  '{{constructor.constructor("document.title=\'owned\'")()}}',
  "'; DROP TABLE execution_events; --",
  '${document.title="owned"}',
  '__proto__',
  '[x](javascript:document.title="owned")',
];

/** One argument as long as a sensor lets through. */
export const LONG_ARGUMENT = 'A'.repeat(100_000);
