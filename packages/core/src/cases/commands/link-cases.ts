import { z } from 'zod';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { badInput, notFound } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { everyAuthority } from '../../kernel/scope.js';
import { caseToChange } from '../case-to-change.js';
import { lookUp } from '../queries.js';
import { findCase } from '../repository.js';
import { recordEvent } from '../record-event.js';
import { insertLink, listLinks, removeLink } from '../links/relations-repository.js';
import { refuseUnlessOpen } from '../restricted/restricted-access.js';
import type { Case, CaseEventData } from '../types.js';

/** What the case is to the other one. */
export const relations = ['related', 'child-of', 'parent-of', 'duplicate-of'] as const;
export type Relation = (typeof relations)[number];

/** A part of a part of a part is still found; a ring is not. */
const deepest = 20;

/**
 * Links two cases of one authority: related, part of a larger one, or a duplicate. A case has one parent at most.
 * @throws not_found; bad_input on `other`
 */
export const linkCases = defineCommand({
  name: 'cases.link-cases',
  permission: 'cases.work',
  input: z.strictObject({
    caseId: uuidField,
    /** The other case, by any reference of it. */
    other: z.string().trim().min(1).max(100),
    relation: z.enum(relations),
  }),
  output: z.object({ id: z.string() }),
  run: async (context, { caseId, other, relation }) => {
    const found = await caseToChange(context, caseId);
    const second = await otherCase(context, found, other);
    const [from, to] = relation === 'parent-of' ? [second, found] : [found, second];
    const kind = relation === 'parent-of' ? 'child-of' : relation;
    if (kind === 'child-of') await refuseSecondParent(context, from, to);
    const id = await insertLink(context, { from, to, kind });
    await tell(context, from, to, { done: 'added', relation: kind });
    return { id };
  },
});

/** Takes a link away again; one with a case of another council, since a split, either council may. @throws not_found */
export const unlinkCases = defineCommand({
  name: 'cases.unlink-cases',
  permission: 'cases.work',
  input: z.strictObject({ caseId: uuidField, linkId: uuidField }),
  output: z.object({ id: z.string() }),
  run: async (context, { caseId, linkId }) => {
    const found = await caseToChange(context, caseId);
    const link = (await listLinks(context.db, found)).find(({ id }) => id === linkId);
    if (!link) throw notFound();
    const isCrossing = link.authorityId !== found.authorityId;
    const both = isCrossing ? { ...context, db: context.db.within(everyAuthority) } : context;
    const other = isCrossing ? await findCase(both.db, link.caseId) : await caseToChange(context, link.caseId);
    if (!other || !(await removeLink(both, linkId, [found, other]))) throw notFound();
    const [from, to] = link.side === 'from' ? [found, other] : [other, found];
    await tell(both, from, to, { done: 'removed', relation: link.kind }, found.authorityId);
    return { id: linkId };
  },
});

async function otherCase(context: CommandContext, found: Case, reference: string): Promise<Case> {
  const fault = (message: string): Error => badInput({ faults: [{ field: 'other', message }] });
  const second = await lookUp(context, { reference }).catch(() => undefined);
  if (second?.authorityId !== found.authorityId) throw fault('Enter the reference of another case of the same council');
  if (second.id === found.id) throw fault('Enter the reference of another case, not of this one');
  await refuseUnlessOpen(context, second);
  const isLinked = (await listLinks(context.db, found)).some(({ caseId }) => caseId === second.id);
  if (isLinked) throw fault(`${second.reference} is linked already. Remove that link first to link it another way`);
  return second;
}

/** Walks up from the parent: the child must not be above it. */
async function refuseSecondParent({ db }: CommandContext, child: Case, parent: Case): Promise<void> {
  const fault = (message: string): Error => badInput({ faults: [{ field: 'other', message }] });
  const { authorityId } = child;
  const parentOf = async (id: string): Promise<string | undefined> =>
    (await listLinks(db, { id, authorityId })).find(({ kind, side }) => kind === 'child-of' && side === 'from')?.caseId;
  if (await parentOf(child.id)) throw fault(`${child.reference} is part of another case already`);
  let above: string | undefined = parent.id;
  for (let step = 0; above !== undefined && step < deepest; step += 1) {
    if (above === child.id) throw fault(`${parent.reference} is itself a part of ${child.reference}`);
    above = await parentOf(above);
  }
}

/** On behalf of the council whose case the actor had before them. */
async function tell(
  context: CommandContext,
  from: Case,
  to: Case,
  about: Pick<CaseEventData, 'done' | 'relation'>,
  authorityId = from.authorityId,
) {
  for (const [one, other, side] of [
    [from, to, 'from'],
    [to, from, 'to'],
  ] as const) {
    const name = other.restricted ? {} : { name: other.reference };
    await recordEvent(context, one, { kind: 'linked', data: { ...about, ...name, side } });
    const details = other.restricted ? about : { ...about, fromId: from.id, toId: to.id };
    const otherSide = one.authorityId === authorityId ? {} : { otherSideId: one.authorityId };
    await context.audit({ authorityId, ...otherSide, subject: { kind: 'case', id: one.id }, details });
  }
  const payload = { reference: from.reference, other: to.reference, ...about };
  await context.emit({ authorityId, topic: 'case.linked', subjectId: from.id, payload });
}
