/** Names that would do something in a page that took them for more than text; each is another one. */
export function hostileStrings(count: number): readonly string[] {
  return Array.from({ length: count }, (_, i) => `${patterns[i % patterns.length] ?? ''} ${i}`);
}

const patterns = [
  '<script>globalThis.broken = 1</script>',
  '<img src=x onerror="globalThis.broken = 2">',
  '"><svg onload="globalThis.broken = 3">',
  '<a href="javascript:globalThis.broken = 4">x</a>',
  '<iframe srcdoc="<script>parent.broken = 5</script>"></iframe>',
  '<style>* { background: url(http://127.0.0.1:2/x) }</style>',
  "' style='background:url(//127.0.0.1:2)",
  '</textarea><base href="http://127.0.0.1:2/">',
  '${globalThis.broken = 6}',
  '[x](command:agentMigrator.rollback)',
  '&lt;b&gt;&#0;&amp;',
  '\u202Eevil\u0000\u0007\uFEFF',
  '__proto__',
  'constructor',
  'NaN, 1; DROP TABLE',
  'A'.repeat(2000),
];
