import { z } from 'zod';
import { getKeptFile, keepFile, SentFile, type KeptFile } from '../../identity/index.js';
import type { Actor } from '../../kernel/actor.js';
import type { Instant } from '../../kernel/clock.js';
import { defineCommand } from '../../kernel/command.js';
import type { Reads } from '../../kernel/db/database.js';
import { readSentRows } from '../../kernel/import/read-file.js';
import { uuidField } from '../../kernel/input.js';
import type { Kernel } from '../../kernel/kernel.js';
import { defineQuery } from '../../kernel/query.js';
import {
  examineRules,
  responsibilitiesCsv,
  ruleDifferenceChanged,
  writeRules,
  type RuleDifference,
} from '../../places/index.js';
import { answerableKeys } from './service-keys.js';

const permission = 'places.manage';

/**
 * Keeps a file of rules of one council's area for a day, so that its difference can be looked at. No rule is written.
 * @throws not_found; bad_input on `file` when it can't be read at all
 */
export const keepRulesFile = defineCommand({
  name: 'services.keep-rules-file',
  permission,
  input: SentFile,
  output: z.object({ id: z.string() }),
  run: (context, file) => keepFile(context, { kind: 'rules', format: responsibilitiesCsv }, file),
});

export interface KeptRules {
  readonly file: KeptFile;
  readonly difference: RuleDifference;
}

/** What a file that the actor sent would change now. @throws not_found */
export const getRulesDifference = defineQuery({
  name: 'services.get-rules-difference',
  permission,
  input: z.strictObject({ id: uuidField }),
  run: (context, { id }): Promise<KeptRules> => examineKept(context, id),
});

/**
 * Writes what a kept file changes, if that is still what was looked at. The file stays for its day: sent twice, it
 * changes nothing the second time.
 * @throws not_found; rule_difference_changed, also while a row is wrong, and nothing is written
 */
export const applyRulesFile = defineCommand({
  name: 'services.apply-rules-file',
  permission,
  input: z.strictObject({
    id: uuidField,
    /** Of the difference that was looked at. */
    code: z.string().max(40),
  }),
  output: z.object({ added: z.number(), changed: z.number(), ended: z.number(), unchanged: z.number() }),
  run: async (context, { id, code }) => {
    const { file, difference } = await examineKept(context, id);
    if (difference.code !== code) throw ruleDifferenceChanged();
    await writeRules(context, difference);
    const { added, changed, ended, unchanged } = difference;
    const counts = { added: added.length, changed: changed.length, ended: ended.length, unchanged };
    await context.audit({
      authorityId: file.authorityId,
      subject: { kind: 'rules-file', id },
      details: { ...counts, code },
    });
    return counts;
  },
});

interface Asking {
  readonly kernel: Kernel;
  readonly db: Reads;
  readonly actor: Actor;
  readonly now: Instant;
}

async function examineKept(context: Asking, id: string): Promise<KeptRules> {
  const file = await getKeptFile(context, { kind: 'rules', id });
  const read = await readSentRows(responsibilitiesCsv, file.content);
  const services = await answerableKeys(context.kernel);
  return { file, difference: await examineRules(context, { ...read, services, onlyFor: file.authorityId }) };
}
