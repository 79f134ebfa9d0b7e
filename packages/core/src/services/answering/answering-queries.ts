import { z } from 'zod';
import { listAuthorities } from '../../authorities/index.js';
import { uuidField } from '../../kernel/input.js';
import { localDateAt } from '../../kernel/london-time.js';
import { defineQuery } from '../../kernel/query.js';
import { everyAuthority } from '../../kernel/scope.js';
import {
  decidingRules,
  everyService,
  getPlace,
  listRuledKeys,
  ownersAmong,
  readRulesAt,
  whereOf,
  type ListedRule,
} from '../../places/index.js';
import { listOffered, readServicesOfKeys } from '../repository.js';

/** A service as rules name it, whichever councils offer it. */
export interface NamedService {
  readonly key: string;
  readonly name: string;
  readonly lgsl: readonly number[];
}

/** What the reader's councils offer, and what rules are about besides, by name; each key once. */
export const listNamedServices = defineQuery({
  name: 'services.list-named-services',
  permission: 'services.read',
  input: z.strictObject({}),
  run: async ({ db, now }): Promise<NamedService[]> => {
    const byKey = new Map<string, NamedService>();
    for (const { key, name, definition } of await listOffered(db, localDateAt(now)))
      if (!byKey.has(key)) byKey.set(key, { key, name, lgsl: definition.lgsl });
    for (const key of await listRuledKeys(db))
      if (key !== everyService && !byKey.has(key)) byKey.set(key, { key, name: nameFromKey(key), lgsl: [] });
    return [...byKey.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
  },
});

/** "missed-bin-collection" in words: another council's service, whose own name the reader may not see. */
function nameFromKey(key: string): string {
  const words = key.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Who answers for a service at a place today, and by which rules. */
export interface AnswersAtPlace {
  readonly line: string;
  /** One, nobody, or several where no rule decides between them. */
  readonly owners: readonly string[];
  readonly rules: readonly ListedRule[];
}

/** @throws not_found where there is no such place */
export const whoAnswersAt = defineQuery({
  name: 'services.who-answers',
  permission: 'places.read',
  input: z.strictObject({ placeId: uuidField, serviceKey: z.string().max(80) }),
  run: async ({ db, kernel, now }, { placeId, serviceKey }): Promise<AnswersAtPlace> => {
    const place = await getPlace(db, placeId);
    const found = await readRulesAt({ db, kernel, now }, place, [serviceKey]);
    if (!found) return { line: place.line, owners: [], rules: [] };
    const members = await listAuthorities(kernel);
    const ids = members.map(({ id }) => id);
    const offered = await readServicesOfKeys(kernel.db.read(everyAuthority), ids, [serviceKey]);
    const owned = offered.map(({ key, definition }) => ({ key, tiers: definition.tier }));
    const asked = owned.length > 0 ? owned : [{ key: serviceKey, tiers: [] }];
    const owners = ownersAmong(found, asked).get(serviceKey) ?? { authorityIds: [], decidedBy: undefined };
    const rules = decidingRules(found.rules, found.on, serviceKey, owners);
    const where = await whereOf(db, kernel, rules);
    const names = new Map(members.map(({ id, name }) => [id, name]));
    const nameOf = (id: number): string => names.get(id) ?? '';
    return {
      line: place.line,
      owners: owners.authorityIds.map(nameOf),
      rules: rules.map((rule) => ({ ...rule, where: where(rule), authorityName: nameOf(rule.authorityId) })),
    };
  },
});
