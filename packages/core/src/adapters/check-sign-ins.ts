import type { ConfiguredAdapter } from '../kernel/adapters.js';
import type { Config } from '../kernel/config.js';
import type { AuthorityId } from '../kernel/scope.js';

/** What is wrong with how staff are signed in by other systems, each with its place in `moothall.yaml`. */
export function checkSignIns(
  config: Config,
  list: readonly ConfiguredAdapter[],
  slugs: ReadonlyMap<string, AuthorityId>,
): string[] {
  const signIns = list.filter(({ part }) => part.kind === 'sign-in');
  const unbound = signIns
    .filter(({ authorityIds }) => authorityIds === 'all' || authorityIds.length !== 1)
    .map(({ name }) => `adapters.${name}.authorities: name the one council whose staff it signs in`);
  const noOrigin =
    signIns.length > 0 && config.origin === undefined
      ? ['origin: signing in by another system needs it, to know where people come back to']
      : [];
  const without = Object.keys(config.signIn.withoutPasswords).flatMap((slug) => {
    const place = `signIn.withoutPasswords.${slug}`;
    const id = slugs.get(slug);
    if (id === undefined) return [`${place}: no council here has the address ${slug}`];
    const isServed = list.some(
      ({ part, authorityIds }) => isWayIn(part) && authorityIds !== 'all' && authorityIds.includes(id),
    );
    return isServed ? [] : [`${place}: nothing under adapters signs in the staff of ${slug}, who could not get in`];
  });
  return [...unbound, ...noOrigin, ...without].map((fault) => `moothall.yaml: ${fault}`);
}

/** One that could not be started may be of any kind. */
function isWayIn({ kind, state }: ConfiguredAdapter['part']): boolean {
  return kind === 'sign-in' || (state === 'parked' && kind === undefined);
}
