import { z } from 'zod';
import { badInput } from '../kernel/errors.js';
import { parsePack } from './read-pack.js';
import type { Pack } from './types.js';

/** A pack as plain data, taken only as sound as one that is read from its file. */
const PackData = z.unknown().transform((raw): Pack => {
  const { pack, faults } = parsePack(raw);
  if (pack) return pack;
  throw badInput({ faults: faults.map(({ path, message }) => ({ field: `pack.${path}`, message })) });
});

/** What is said of a pack that is to be installed, or might be. */
export const AskedToInstall = z.strictObject({
  authorityId: z.number().int(),
  pack: PackData,
  /** The council's own teams, by the pack's keys. */
  teams: z.record(z.string().max(64), z.string().max(64)).default({}),
  take: z.array(z.string().max(300)).max(200).default([]),
  missingTeams: z.enum(['refuse', 'add']).default('refuse'),
});
