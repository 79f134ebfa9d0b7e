import { stringify } from 'yaml';
import type { ConfiguredAdapter } from '../kernel/adapters.js';
import type { Config } from '../kernel/config.js';

/** How an instance stands in the configuration: its secrets by name alone. */
export function stanzaOf(
  { name, part }: ConfiguredAdapter,
  config: Config,
): { settings: string; secrets: string | undefined } {
  const { use, settings, authorities, services, network, callsAtOnce } = config.adapters[name] ?? { use: '' };
  const changed = Object.entries(network ?? {}).filter(([, value]) => !Array.isArray(value) || value.length > 0);
  const stanza = {
    use,
    ...(settings && Object.keys(settings).length > 0 ? { settings } : {}),
    ...(authorities ? { authorities } : {}),
    ...(services ? { services } : {}),
    ...(changed.length > 0 ? { network: Object.fromEntries(changed) } : {}),
    ...(callsAtOnce === 4 || callsAtOnce === undefined ? {} : { callsAtOnce }),
  };
  const keys = secretKeys(part, config.secrets.adapters[name] ?? {});
  const masked = Object.fromEntries(keys.map((key) => [key, '…']));
  return {
    settings: stringify({ adapters: { [name]: stanza } }),
    secrets: keys.length > 0 ? stringify({ adapters: { [name]: masked } }) : undefined,
  };
}

/** Those that the adapter asks for, and those that are there. */
function secretKeys(part: ConfiguredAdapter['part'], given: object): string[] {
  const asked = part.state === 'running' ? ((part.adapter.secrets as { shape?: object }).shape ?? {}) : {};
  return [...new Set([...Object.keys(asked), ...Object.keys(given)])];
}
