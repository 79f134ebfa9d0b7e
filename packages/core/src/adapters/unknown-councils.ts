import type { Authority } from '../authorities/index.js';
import type { Config } from '../kernel/config.js';

/** Councils that `moothall.yaml` sets something for and that aren't here, each with its place. */
export function unknownCouncils(
  { scim, income }: Pick<Config, 'scim' | 'income'>,
  authorities: readonly Pick<Authority, 'slug' | 'kind'>[],
): string[] {
  const anyone = authorities.map(({ slug }) => slug);
  const councils = authorities.filter(({ kind }) => kind === 'authority').map(({ slug }) => slug);
  const places: readonly (readonly [string, object, readonly string[]])[] = [
    ['scim', scim, anyone],
    // A partnership has no income system.
    ['income.councils', income.councils, councils],
  ];
  return places.flatMap(([place, named, known]) =>
    Object.keys(named)
      .filter((slug) => !known.includes(slug))
      .map((slug) => `moothall.yaml: ${place}.${slug}: no council here has the address ${slug}`),
  );
}
