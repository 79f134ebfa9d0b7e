/**
 * Markup that a template of ours produced. Only `render` and `include` make it, so a plain string (which may hold
 * what somebody typed) can't be printed unescaped by mistake: the template type check refuses it.
 */
export type Html = string & { readonly producedByTemplate: true };

const NEEDS_ESCAPE = /["&'<>]/;

/**
 * Text made safe for an element's content and for a quoted attribute. Nothing is printed for `undefined` and `null`.
 * Throws a TypeError for an object, array, function or symbol: printing `[object Object]` is always a mistake.
 */
export function escapeHtml(value: unknown): string {
  if (typeof value === 'string') return NEEDS_ESCAPE.test(value) ? escapeText(value) : value;
  if (value === undefined || value === null) return '';
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  throw new TypeError(`cannot print ${Array.isArray(value) ? 'an array' : `a value of type ${typeof value}`}`);
}

function escapeText(text: string): string {
  let escaped = '';
  let from = 0;
  for (let at = text.search(NEEDS_ESCAPE); at < text.length; at++) {
    const entity = entityOf(text.charCodeAt(at));
    if (entity === undefined) continue;
    escaped += text.slice(from, at) + entity;
    from = at + 1;
  }
  return escaped + text.slice(from);
}

function entityOf(charCode: number): string | undefined {
  switch (charCode) {
    case 34:
      return '&quot;';
    case 38:
      return '&amp;';
    case 39:
      return '&#39;';
    case 60:
      return '&lt;';
    case 62:
      return '&gt;';
    default:
      return undefined;
  }
}
