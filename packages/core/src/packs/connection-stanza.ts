import { stringify } from 'yaml';
import type { Pack } from './types.js';

/** What goes into `moothall.yaml` for a council's cases of a pack's service; undefined where the pack has nothing for it. */
export function connectionStanza(
  { connections, service }: Pick<Pack, 'connections' | 'service'>,
  slug: string | undefined,
): string | undefined {
  if (connections.length === 0) return undefined;
  const adapters = connections.map(({ name, use, settings }) => {
    const council = slug === undefined ? {} : { authorities: [slug] };
    return [name, { use, ...council, services: [service.key], settings }] as const;
  });
  return stringify({ adapters: Object.fromEntries(adapters) }, { lineWidth: 120, singleQuote: true });
}
