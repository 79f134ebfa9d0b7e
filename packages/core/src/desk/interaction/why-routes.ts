import { z } from 'zod';
import { addChase, chosenReceiver, passEnquiry, receiverFields } from '../../cases/index.js';
import {
  closeEnquiry,
  describeEnquiry,
  finishInteraction,
  openEnquiries,
  openEnquiry,
} from '../../interactions/index.js';
import { badInput } from '../../kernel/errors.js';
import { longText, optional, uuidField } from '../../kernel/input.js';
import { deskRoute, redirect, type Reply, type Route } from '../../kernel/route.js';
import { afterFinish } from './after-finish.js';
import { callHref, CallParams, draftKey, ShownParts, withoutDo } from './call-address.js';
import { chooseAnswer, readChoice } from './choose-answer.js';
import { maybeIdField, maybeVersionField, typedFields, versionedFields } from './form-fields.js';
import { readInteraction, type Context } from './read-call.js';
import { showCall, tryOn } from './show-call.js';

const SubjectForm = versionedFields.extend({
  words: optional(z.string().trim().max(300, 'Shorten what it is about to 300 characters')),
  /** `article:<id>:<authority>`; absent: the first that the words find. */
  choose: z.string().max(120).optional(),
  enquiryId: maybeIdField,
  enquiryVersion: maybeVersionField,
});

/** What the contact is about, and how each enquiry ends. */
export const whyRoutes: readonly Route[] = [
  deskRoute({
    method: 'post',
    path: '/desk/interactions/:id/subject',
    permission: 'interactions.handle',
    params: CallParams,
    query: ShownParts,
    body: SubjectForm,
    handle: async (context) => {
      const { id } = context.params;
      const tried = await tryOn(typedFields(context.body), () => describe(context, id, context.body));
      if ('refusal' in tried) return await showCall(context, id, context.query, tried.refusal);
      const { who } = context.query;
      const shown = { ...(who ? { who } : {}), ...(context.query.do === 'log' ? { do: 'log' as const } : {}) };
      return redirect(callHref(id, shown));
    },
  }),
  deskRoute({
    method: 'post',
    path: '/desk/interactions/:id/resolve',
    permission: 'interactions.handle',
    params: CallParams,
    query: ShownParts,
    body: versionedFields.extend({ enquiryId: uuidField }),
    handle: async (context) => {
      const { enquiryId } = context.body;
      return await endWith(context, () => context.run(closeEnquiry, { enquiryId, outcome: 'resolved' }));
    },
  }),
  deskRoute({
    method: 'post',
    path: '/desk/interactions/:id/pass',
    permission: 'interactions.handle',
    params: CallParams,
    query: ShownParts,
    body: versionedFields.extend({
      enquiryId: maybeIdField,
      passedToTeamId: maybeIdField,
      ...receiverFields,
      note: optional(longText(4000)),
    }),
    handle: async (context) => {
      const { passedToTeamId, note } = context.body;
      return await endWith(context, async () => {
        const to = chosenReceiver(context.body) ?? (passedToTeamId && { teamId: passedToTeamId });
        if (!to) throw fault('passedToTeamId', 'Choose the team to pass it to');
        const enquiryId = context.body.enquiryId ?? (await begin(context, context.params.id));
        return await context.run(passEnquiry, { enquiryId, to, note });
      });
    },
  }),
  deskRoute({
    method: 'post',
    path: '/desk/interactions/:id/case',
    permission: 'interactions.handle',
    params: CallParams,
    query: ShownParts,
    body: versionedFields.extend({ caseId: uuidField, then: z.enum(['told', 'chased']) }),
    handle: (context) => tellProgress(context, context.params.id, context.query, context.body),
  }),
];

type CallContext = Context & { readonly params: { readonly id: string }; readonly query: ShownParts };

async function endWith(context: CallContext, work: () => Promise<unknown>): Promise<Reply> {
  const { id } = context.params;
  const tried = await tryOn(typedFields(context.body), work);
  if ('refusal' in tried) return await showCall(context, id, context.query, tried.refusal);
  return redirect(callHref(id, withoutDo(context.query)));
}

/** Keeps the words, and with them the answer that was chosen or found first. */
async function describe(context: Context, interactionId: string, form: z.output<typeof SubjectForm>): Promise<void> {
  const { words, enquiryId, enquiryVersion } = form;
  const kind = (context.query as ShownParts).do === 'log' ? { kind: 'service' as const } : {};
  const chosen = form.choose === undefined ? undefined : readChoice(form.choose);
  if (!words && !chosen) throw fault('words', 'Say what it is about, in the customer’s words');
  const interaction = await readInteraction(context, interactionId);
  const about = await chooseAnswer(context, interaction, { words, chosen, ...kind });
  if (enquiryId && enquiryVersion) {
    const { articleId = null, serviceId = null } = about;
    const changes = { articleId, serviceId, ...(words ? { words } : {}) };
    await context.run(describeEnquiry, { id: enquiryId, expectedVersion: enquiryVersion, ...changes });
  } else await context.run(openEnquiry, { interactionId, ...(words ? { words } : {}), ...about });
}

async function begin(context: Context, interactionId: string): Promise<string> {
  return (await context.run(openEnquiry, { interactionId })).id;
}

/**
 * The customer asked how an earlier case stands: that is told (and the team chased), counted as avoidable, and the
 * contact finished, all by one key. It stays open when the customer has asked something else too.
 */
async function tellProgress(
  context: Context,
  id: string,
  shown: ShownParts,
  { caseId, then, version }: { caseId: string; then: 'told' | 'chased'; version: number },
): Promise<Reply> {
  const interaction = await readInteraction(context, id);
  const others = openEnquiries(interaction.enquiries);
  const tried = await tryOn(typedFields(context.body), async () => {
    if (then === 'chased') await context.run(addChase, { caseId, interactionId: id });
    const enquiryId = await begin(context, id);
    await context.run(closeEnquiry, { enquiryId, outcome: 'resolved', caseId });
    if (others.length > 0) return;
    const finishing = { id, expectedVersion: version, avoidable: 'chasing-progress' };
    await context.run(finishInteraction, finishing, { settles: draftKey(id) });
  });
  if ('refusal' in tried) return await showCall(context, id, shown, tried.refusal);
  const said = then === 'chased' ? 'The team has been chased.' : 'Progress told.';
  if (others.length > 0) return redirect(callHref(id), { say: said });
  return await afterFinish(context, id, `${said} Contact finished.`);
}

function fault(field: string, message: string) {
  return badInput({ faults: [{ field, message }] });
}
