// Text that tries to be more than text. Whatever the app does with it, `__xss` must stay undefined.

const long = 'W'.repeat(5_000);

export const hostile: readonly string[] = [
  '<img src=x onerror="globalThis.__xss=1">',
  '<script>globalThis.__xss=1</script>',
  '"><svg onload="globalThis.__xss=1">',
  "'-globalThis.__xss=1-'",
  'JaVaScRiPt:globalThis.__xss=1',
  'data:text/html,<script>globalThis.__xss=1</script>',
  '{{constructor.constructor("globalThis.__xss=1")()}}',
  '${globalThis.__xss=1}',
  '<a href="https://evil.example/" target=_blank>Your session ended, sign in</a>',
  '<style>*{display:none}</style>',
  '<iframe srcdoc="<script>parent.__xss=1</script>"></iframe>',
  '</title></textarea></main><h1>Owned</h1>',
  '<!-- <b>',
  '&lt;b&gt;&#x3c;b&#x3e;',
  'admin\u202Enimda',
  '\u200B\u200B\u200B',
  'a\u0000b\u0007c\u001B[31m',
  'line one\r\nline two\tthree',
  long,
  'null',
  'Z\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308'.repeat(40),
  '=HYPERLINK("https://evil.example/","Click")',
];
