import type { Instant } from '../../kernel/clock.js';
import type { Kernel } from '../../kernel/kernel.js';
import { localDateAt } from '../../kernel/london-time.js';
import { everyAuthority, type AuthorityId } from '../../kernel/scope.js';
import { addDays } from '../../kernel/local-date.js';
import { officeHours } from '../search/availability.js';
import type { DirectoryPerson } from '../search/directory-types.js';
import { wholeDirectory } from '../search/whole-directory.js';
import { listRotasOf } from './duty-repository.js';
import { dutyAt, fitOf, type DutyMatter } from './duty-rules.js';
import type { DutyRota, RotaWithSwaps } from './duty-types.js';

/** Somebody on duty now. */
export interface PersonOnDuty {
  readonly person: DirectoryPerson;
  /** Whose duty it would be without a swap. */
  readonly insteadOf: string | null;
}

/** Who is on duty for a matter, in the order in which they are rung, and why they. */
export interface DutyNow {
  readonly rota: DutyRota;
  readonly people: readonly PersonOnDuty[];
  readonly until: Instant;
}

/** By the rota that fits most closely, of those that have somebody on duty now; undefined: none has. */
export async function findDuty(
  kernel: Kernel,
  authorityId: AuthorityId,
  matter: DutyMatter,
): Promise<DutyNow | undefined> {
  return await firstOnDuty(kernel, authorityId, await fittingRotas(kernel, authorityId, matter));
}

/** The rotas that a matter is one of, what fits most closely first. */
export async function fittingRotas(
  kernel: Kernel,
  authorityId: AuthorityId,
  matter: DutyMatter,
): Promise<RotaWithSwaps[]> {
  // The duty of last night is of yesterday.
  const since = addDays(localDateAt(kernel.clock.now()), -1);
  const rotas = await listRotasOf(kernel.db.read(everyAuthority), [authorityId], since);
  return rotas
    .map((of) => ({ of, fit: fitOf(of.rota, matter) }))
    .filter((each): each is { of: RotaWithSwaps; fit: number } => each.fit !== undefined)
    .sort((one, other) => other.fit - one.fit)
    .map(({ of }) => of);
}

/** By the first of the rotas that has somebody on duty now; undefined: none has. */
export async function firstOnDuty(
  kernel: Kernel,
  authorityId: AuthorityId,
  rotas: readonly RotaWithSwaps[],
): Promise<DutyNow | undefined> {
  const now = kernel.clock.now();
  const office = await officeHours(kernel, authorityId);
  for (const of of rotas) {
    const list = dutyAt(of, now, office);
    const people = list && (await known(kernel, list.people));
    if (people?.length) return { rota: of.rota, people, until: list?.until ?? now };
  }
  return undefined;
}

async function known(
  kernel: Kernel,
  onDuty: readonly { readonly personId: string; readonly insteadOfId: string | null }[],
): Promise<PersonOnDuty[]> {
  const { people } = await wholeDirectory(kernel);
  return onDuty.flatMap(({ personId, insteadOfId }) => {
    const person = people.get(personId);
    const insteadOf = insteadOfId === null ? null : (people.get(insteadOfId)?.name ?? null);
    return person ? [{ person, insteadOf }] : [];
  });
}
