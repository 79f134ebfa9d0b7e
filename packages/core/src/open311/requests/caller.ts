import { systemActor, type SystemActor } from '../../kernel/actor.js';
import type { GeoCall } from '../wire/geo-routes.js';

/** As whom the audit names a call. */
export function callerOf({ key }: Pick<GeoCall, 'key'>): SystemActor {
  return systemActor(key ? `Open311, with the key of ${key.name}` : 'Open311, without a key');
}
