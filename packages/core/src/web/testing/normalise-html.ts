const TOKEN =
  /<!--[\s\S]*?-->|<\/?[a-zA-Z][^\s/>]*(?:\s+[^\s=/>]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))?)*\s*\/?>|[^<]+|</g;
const ATTRIBUTE = /([^\s=/>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", ctdot: '⋯' };

/**
 * HTML in a form in which two spellings of the same markup are equal: one tag or text a line, attributes sorted,
 * white space collapsed, entities decoded.
 */
export function normaliseHtml(html: string): string {
  return (html.match(TOKEN) ?? [])
    .map((token) => (token.startsWith('<') && token.length > 1 ? normaliseTag(token) : normaliseText(token)))
    .filter((line) => line !== '')
    .join('\n');
}

function normaliseTag(tag: string): string {
  const name = /^<(\/?[^\s/>]+)/.exec(tag)?.[1]?.toLowerCase() ?? '';
  if (name.startsWith('/')) return `<${name}>`;
  const rest = tag.slice(name.length + 1).replace(/\s*\/?>$/, '');
  const attributes = [...rest.matchAll(ATTRIBUTE)].map(
    ([, attribute = '', double, single, bare]) => `${attribute}="${normaliseText(double ?? single ?? bare ?? '')}"`,
  );
  return `<${[name, ...attributes.sort()].join(' ')}>`;
}

function normaliseText(text: string): string {
  return text
    .replace(/&(#?\w+);/g, (entity, name: string) => ENTITIES[name] ?? entity)
    .replace(/\s+/g, ' ')
    .trim();
}
