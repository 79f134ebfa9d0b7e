import { z } from 'zod';
import { bulletinNotes } from '../../bulletins/index.js';
import { placeOf } from '../../cases/index.js';
import { optional } from '../../kernel/input.js';
import { deskRoute, fragment, type Route } from '../../kernel/route.js';
import { openEnquiries } from '../../interactions/index.js';
import { CallParams, ShownParts } from './call-address.js';
import { answeringAuthorities, findAnswers } from './find-answers.js';
import { bulletinsFound } from './read-bulletins.js';
import { readInteraction } from './read-call.js';
import { readOwners } from './read-owners.js';
import { findCustomersFor, findPlaces } from './read-finding.js';
import { renderingOf, showCall } from './show-call.js';
import { formTo } from './rendering.js';
import { customerChoice, emptyWords, placeChoices, type ChoiceList } from './views-find.js';
import { answerList } from './views-why.js';

const mostSuggested = 8;

/** The page, and the fragments that appear while the adviser types. None of them writes. */
export const pageRoutes: readonly Route[] = [
  deskRoute({
    method: 'get',
    path: '/desk/interactions/:id',
    permission: 'interactions.read',
    params: CallParams,
    query: ShownParts,
    handle: (context) => showCall(context, context.params.id, context.query),
  }),
  deskRoute({
    method: 'get',
    path: '/desk/interactions/:id/answers',
    permission: 'interactions.handle',
    params: CallParams,
    query: ShownParts.extend({ words: optional(z.string().trim().max(300)) }),
    handle: async (context) => {
      const { words = '', ...shown } = context.query;
      const interaction = await readInteraction(context, context.params.id);
      const enquiry = openEnquiries(interaction.enquiries).at(-1);
      const authorities = await answeringAuthorities(context, interaction);
      const kind = shown.do === 'log' ? { kind: 'service' as const } : {};
      const found =
        words === '' ? [] : await findAnswers(context, authorities, words, { limit: mostSuggested, ...kind });
      const rendering = renderingOf(context, interaction, shown);
      const place = found.length === 0 ? undefined : await placeOf(context, interaction.placeId);
      const model = answerList(
        { interaction, enquiry: enquiry && { ...enquiry, articleId: null, serviceId: null } },
        found,
        words,
        rendering,
        {
          owners: await readOwners(context, place, found),
          notes:
            words === ''
              ? []
              : bulletinNotes(await bulletinsFound(context, interaction, words), authorities, context.now),
        },
      );
      return fragment('/desk/interaction/views/answers', model);
    },
  }),
  deskRoute({
    method: 'get',
    path: '/desk/interactions/:id/customers',
    permission: 'customers.read',
    params: CallParams,
    query: ShownParts,
    handle: async (context) => {
      const { find: words, ...shown } = context.query;
      const interaction = await readInteraction(context, context.params.id);
      const found = words === undefined ? undefined : await findCustomersFor(context, interaction, words);
      const choices = found?.customers.map(customerChoice) ?? [];
      const form = formTo('/customer', interaction, renderingOf(context, interaction, shown));
      const empty = found ? emptyWords(found, 'customer') : '';
      const model: ChoiceList = { form, field: 'customerId', choices, more: found?.more ?? false, empty };
      return fragment('/desk/interaction/views/choices', model);
    },
  }),
  deskRoute({
    method: 'get',
    path: '/desk/interactions/:id/places',
    permission: 'places.read',
    params: CallParams,
    query: ShownParts,
    handle: async (context) => {
      const { find: words, ...shown } = context.query;
      const interaction = await readInteraction(context, context.params.id);
      const found = await findPlaces(context, words);
      const form = formTo('/place', interaction, renderingOf(context, interaction, shown));
      const choices = placeChoices(found);
      const model: ChoiceList = {
        form,
        field: 'placeId',
        choices,
        more: found.more,
        empty: emptyWords(found, 'place'),
      };
      return fragment('/desk/interaction/views/choices', model);
    },
  }),
];
