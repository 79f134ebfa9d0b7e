import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { staleVersion } from '../../kernel/errors.js';
import { uuidField, versionField } from '../../kernel/input.js';
import { localDateAt } from '../../kernel/london-time.js';
import { EntryInput } from '../entries/entry-input.js';
import { tidied } from '../entries/entry-rules.js';
import { entryToChange } from '../entries/entry-subject.js';
import { applyContent, checkContent, recordChange } from '../entries/save-change.js';

/**
 * Changes the entry of a person or a team of one's authorities, at once.
 * @throws bad_input; not_found; stale_version
 */
export const changeEntry = defineCommand({
  name: 'directory.change-entry',
  permission: 'directory.edit',
  input: z.strictObject({
    kind: z.enum(['person', 'team']),
    /** Of the person or the team. */
    id: uuidField,
    content: EntryInput,
    expectedVersion: versionField,
  }),
  output: z.object({ version: z.number() }),
  run: async (context, { kind, id, content, expectedVersion }) => {
    const entry = await entryToChange(context.db, { kind, id }, context.now);
    if (entry.version !== expectedVersion) throw staleVersion();
    const tidy = tidied(content);
    await checkContent(context.db, entry, tidy, localDateAt(context.now));
    await applyContent(context, entry, tidy);
    await recordChange(context, entry, { content: tidy, state: 'approved' });
    return { version: expectedVersion + 1 };
  },
});
