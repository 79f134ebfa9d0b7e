import { stringify } from 'yaml';
import type { Pack } from './types.js';

/** A pack as its file, in YAML, without what goes without saying. */
export function writePack(pack: Pack): string {
  const { service, ...rest } = pack;
  const parts = ['moothall-pack', 'name', 'version', 'title', 'by', 'licence', 'about', 'teams'] as const;
  const head = Object.fromEntries(parts.flatMap((part) => (rest[part] === undefined ? [] : [[part, rest[part]]])));
  const { articles, connections, tests } = rest;
  const tail = { ...(connections.length > 0 ? { connections } : {}), tests: toldTests(tests) };
  const said = { ...head, service: told(service), articles, ...tail };
  return stringify(said, { lineWidth: 120, aliasDuplicateObjects: false, compat: 'yaml-1.1', singleQuote: true });
}

/** What each field is where a service doesn't say it. */
const unsaid: Readonly<Record<string, unknown>> = { required: false, audience: 'residents', sensitivity: 'ordinary' };

/** Without empty lists, and without what a service has anyway. Only its questions are named when there are none. */
function told(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(told);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).filter(([name, field]) => name === 'questions' || !goesUnsaid(name, field));
  return Object.fromEntries(fields.map(([name, field]) => [name, told(field)]));
}

function goesUnsaid(name: string, field: unknown): boolean {
  if (typeof field !== 'object' || field === null) return name in unsaid && unsaid[name] === field;
  return Object.keys(field).length === 0;
}

function toldTests({ form, search }: Pack['tests']): object {
  const asked = form.map(({ facts, areas, gives, at, ...test }) => ({
    ...test,
    ...(at === '10:00' ? {} : { at }),
    ...(Object.keys(facts).length > 0 ? { facts } : {}),
    ...(areas.length > 0 ? { areas } : {}),
    ...(Object.keys(gives).length > 0 ? { gives } : {}),
  }));
  return { form: asked, search };
}
