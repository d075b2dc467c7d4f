// Owns the Trusted Types policy: the only way in which markup may become elements. Knows nothing of the app.
//
// Leptos parses markup that never changes through a <template>. The policy lets through markup that can only be looked at:
// listed elements, listed attributes, links within the app; no script, no style, no event handler, no address elsewhere.

const ELEMENT = /^(?:a|b|br|button|caption|circle|code|col|colgroup|dd|details|div|dl|dt|em|fieldset|figcaption|figure|footer|g|h[1-6]|header|hr|kbd|label|legend|li|line|ol|optgroup|option|p|path|polyline|rect|section|small|span|strong|summary|svg|table|tbody|td|th|thead|time|tr|ul)$/;
const ATTRIBUTE = /^(?:class|id|for|d|cx|cy|r|x|y|x1|x2|y1|y2|points|width|height|rx|viewBox|fill|stroke|stroke-width|stroke-linecap|stroke-linejoin|focusable|colspan|rowspan|scope|role|rel|tabindex|title|type|value|dir|lang|translate|hidden|autofocus|aria-[a-z]+)$/;
const LINK = /^(?:#|\/(?!\/))/;

/** @param {string} markup */
const isInert = (markup) => {
  const token = /<\/?([a-z][a-z0-9]*)((?:\s+[\w-]+(?:="[^"<>]*")?)*)\s*\/?>|<!>|[^<]+/gy;
  while (token.lastIndex < markup.length) {
    const match = token.exec(markup);
    if (!match || (match[1] && !ELEMENT.test(match[1]))) return false;
    for (const [, name, value] of (match[2] || '').matchAll(/([\w-]+)(?:="([^"]*)")?/g)) {
      if (!ATTRIBUTE.test(name) && !(name === 'href' && LINK.test(value))) return false;
    }
  }
  return true;
};

globalThis.trustedTypes?.createPolicy('default', {
  createHTML(markup) {
    if (isInert(markup)) return markup;
    console.error('Trusted Types refused this markup', markup);
    return null;
  },
  createScript: () => null,
  createScriptURL: () => null,
});
