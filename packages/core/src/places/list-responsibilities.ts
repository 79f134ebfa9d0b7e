import { z } from 'zod';
import { listAuthorities } from '../authorities/index.js';
import type { Reads } from '../kernel/db/database.js';
import { notFound } from '../kernel/errors.js';
import { optional, uuidField } from '../kernel/input.js';
import type { Kernel } from '../kernel/kernel.js';
import { localDateAt } from '../kernel/london-time.js';
import { defineQuery } from '../kernel/query.js';
import { readPlaces } from './repository.js';
import { findResponsibility, listRules } from './responsibilities-repository.js';
import { ruleWarnings, type RuleWarning } from './rule-warnings.js';
import { areaOf } from './rules.js';
import type { Responsibility } from './types.js';

/** A rule with its area in words: an address, "Ley ward, Dunmere", "Dunmere". */
export interface ListedRule extends Responsibility {
  readonly where: string;
  readonly authorityName: string;
}

export interface RulePage {
  readonly items: readonly ListedRule[];
  /** Of the rules of the filter that haven't ended, as many as are looked at. */
  readonly warnings: readonly (RuleWarning & { readonly where: string })[];
  readonly hasMore: boolean;
}

const perPage = 50;
/** A partnership of ten has about five hundred; beyond this the filter is to be narrowed. */
const lookedAt = 5000;

/** Who answers where, by service and area. */
export const listResponsibilityRules = defineQuery({
  name: 'places.list-responsibilities',
  permission: 'places.read',
  input: z.strictObject({
    serviceKey: optional(z.string().max(80)),
    /** Who answers. */
    authorityId: optional(z.coerce.number().int()),
    /** Whose area: its own, its wards' and its places'. */
    areaAuthorityId: optional(z.coerce.number().int()),
    /** With those that ended. */
    ended: z.coerce.boolean().default(false),
    page: z.coerce.number().int().min(1).max(1000).default(1),
  }),
  run: async ({ db, kernel, now }, { ended, page, ...filter }): Promise<RulePage> => {
    const today = localDateAt(now);
    const wanted = { ...filter, notEndedOn: ended ? undefined : today };
    const found = await listRules(db, wanted, { limit: perPage + 1, offset: (page - 1) * perPage });
    const looked = await listRules(
      db,
      { ...filter, authorityId: undefined, notEndedOn: today },
      { limit: lookedAt, offset: 0 },
    );
    const warnings = ruleWarnings(looked, today).slice(0, 20);
    const where = await whereOf(db, kernel, [...found, ...warnings.map(({ rule }) => rule)]);
    const names = new Map((await listAuthorities(kernel)).map(({ id, name }) => [id, name]));
    return {
      items: found.slice(0, perPage).map((rule) => ({
        ...{ ...rule, where: where(rule), authorityName: names.get(rule.authorityId) ?? '' },
      })),
      warnings: warnings.map((warning) => ({ ...warning, where: where(warning.rule) })),
      hasMore: found.length > perPage,
    };
  },
});

/** One rule. @throws not_found */
export const getResponsibilityRule = defineQuery({
  name: 'places.get-responsibility',
  permission: 'places.read',
  input: z.strictObject({ id: uuidField }),
  run: async ({ db, kernel }, { id }): Promise<ListedRule> => {
    const rule = await findResponsibility(db, id);
    if (!rule) throw notFound();
    const authority = (await listAuthorities(kernel)).find((each) => each.id === rule.authorityId);
    return { ...rule, where: (await whereOf(db, kernel, [rule]))(rule), authorityName: authority?.name ?? '' };
  },
});

/** The areas of these rules in words. */
export async function whereOf(
  db: Reads,
  kernel: Kernel,
  rules: readonly Responsibility[],
): Promise<(rule: Responsibility) => string> {
  const ids = new Set(rules.filter(({ areaKind }) => areaKind === 'place').map(({ area }) => area));
  const places = new Map((await readPlaces(db, [...ids])).map(({ id, line }) => [id, line]));
  const names = new Map((await listAuthorities(kernel)).map(({ id, shortName }) => [id, shortName]));
  return (rule) => {
    const area = areaOf(rule);
    if (area.kind === 'place') return places.get(area.placeId) ?? 'A place that is gone';
    const council = names.get(area.authorityId) ?? '';
    return area.kind === 'ward' ? `${area.ward} ward, ${council}` : council;
  };
}
