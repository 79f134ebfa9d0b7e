/** What the items of a list are called, by the list's own name (GeoReport v2). */
const itemNames: Readonly<Record<string, string>> = {
  services: 'service',
  attributes: 'attribute',
  values: 'value',
  service_requests: 'request',
  service_request_updates: 'request_update',
  errors: 'error',
  endpoints: 'endpoint',
  formats: 'format',
};

/** A value as an XML document, each list with its items in elements of their own. */
export function writeXml(root: string, value: unknown): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n${element(root, value)}\n`;
}

function element(name: string, value: unknown): string {
  if (value === null || value === undefined || value === '') return `<${name}/>`;
  if (Array.isArray(value)) return around(name, value.map((item) => element(itemNames[name] ?? 'item', item)).join(''));
  if (typeof value === 'object')
    return around(
      name,
      Object.entries(value)
        .map(([key, each]) => element(key, each))
        .join(''),
    );
  return around(name, escaped(typeof value === 'string' ? value : JSON.stringify(value)));
}

const around = (name: string, inner: string): string => `<${name}>${inner}</${name}>`;

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
/** Characters that no XML 1.0 document may hold (section 2.2). */
const forbidden = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Surrogate}/gu;

function escaped(text: string): string {
  return text.replace(forbidden, '').replace(/[&<>]/g, (sign) => entities[sign] ?? sign);
}
