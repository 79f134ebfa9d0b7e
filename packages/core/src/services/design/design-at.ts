import type { CommandContext } from '../../kernel/command.js';
import { notFound, staleVersion } from '../../kernel/errors.js';
import { findDesign, type ServiceDesign } from './draft-repository.js';

/** A service's design as its editor read it. @throws not_found; stale_version when somebody was faster */
export async function designAt({ db }: CommandContext, id: string, expectedVersion: number): Promise<ServiceDesign> {
  const design = await findDesign(db, id);
  if (!design) throw notFound();
  if (design.version !== expectedVersion) throw staleVersion({ facts: { version: design.version } });
  return design;
}
