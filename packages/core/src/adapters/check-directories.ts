import type { ConfiguredAdapter } from '../kernel/adapters.js';

/** What is wrong with whose staff the connected directories list: of each council one, and of each connection one council. */
export function checkDirectories(list: readonly ConfiguredAdapter[]): string[] {
  const directories = list.filter(({ part }) => part.kind === 'staff-directory');
  return directories.flatMap(({ name, authorityIds }, at) => {
    const place = `moothall.yaml: adapters.${name}.authorities`;
    const [authorityId] = authorityIds === 'all' ? [] : authorityIds;
    if (authorityId === undefined || authorityIds.length !== 1)
      return [`${place}: name the one council whose staff it lists`];
    const other = directories
      .slice(0, at)
      .find((one) => one.authorityIds !== 'all' && one.authorityIds[0] === authorityId);
    const both = 'lists the staff of this council already: each would end the posts of those whom only the other lists';
    return other === undefined ? [] : [`${place}: ${other.name} ${both}`];
  });
}
