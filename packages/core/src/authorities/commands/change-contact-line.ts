import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { notFound, staleVersion } from '../../kernel/errors.js';
import { line, uuidField, versionField } from '../../kernel/input.js';
import { findLine, saveLine } from '../lines-repository.js';

export const LineWords = {
  name: line(80, 'what the line is called'),
  openingWords: line(300, 'how calls are answered'),
};

/** Changes what a line is called and how calls to it are answered; its number stays. @throws not_found; stale_version */
export const changeContactLine = defineCommand({
  name: 'authorities.change-contact-line',
  permission: 'authorities.manage',
  input: z.strictObject({ id: uuidField, expectedVersion: versionField, ...LineWords }),
  run: async (context, { id, expectedVersion, name, openingWords }) => {
    const before = await findLine(context.db, id);
    if (!before) throw notFound();
    const { authorityId, version } = before;
    if (version !== expectedVersion || !(await saveLine(context.db, { ...before, name, openingWords })))
      throw staleVersion({ facts: { version } });
    const details = { before: { name: before.name, openingWords: before.openingWords }, name, openingWords };
    await context.audit({ authorityId, subject: { kind: 'contact-line', id }, details });
    return { id, version: version + 1 };
  },
});
