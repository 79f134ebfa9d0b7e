import { missedBin } from '#core/cases/testing/case-world.js';
import type { Route } from '#core/kernel/route.js';
import { testNow } from '#core/testing/harness.js';
import type { Seeded } from './seed.js';
import { fact } from './seed-places.js';

import { articleOf } from './seed.js';
import type { Target } from './target.js';

/** What a route is asked with besides its address: nothing, unless it says so. */
export interface RouteSample {
  readonly query?: (target: Target) => Readonly<Record<string, string>>;
  readonly body?: (target: Target) => object | Promise<object>;
  /** Row whose version is sent as If-Match. */
  readonly ifMatch?: (target: Target) => Promise<number>;
  /** What of the body the answer says again: ids of what could not be done. */
  readonly repeats?: (of: Seeded) => readonly string[];
  /** Sends a file in the field `file`. */
  readonly upload?: true;
}

export const routeName = ({ method, path }: Pick<Route, 'method' | 'path'>): string =>
  `${method.toUpperCase()} ${path}`;

/** Whose row a part of an address names, by the path up to it. */
const parts: readonly (readonly [RegExp, (of: Seeded) => string])[] = [
  [/\/customers\/:id$/, (of) => of.customerId],
  [/:pointId$/, (of) => of.contactPointId],
  [/\/identifiers\/:partId$/, (of) => of.identifierId],
  [/\/alerts\/:id$/, (of) => of.alertId],
  [/\/restricted-openings\/:id$/, (of) => of.openingId],
  [/:consentId$/, (of) => of.consentId],
  [/:mergeId$/, (of) => of.mergeId],
  [/\/duplicates\/:id$|\/customer-pairs\/:id$/, (of) => of.pairId],
  [/\/representations\/:partId$/, (of) => of.representationId],
  [/\/occupancies\/:partId$/, (of) => of.occupancyId],
  [/\/relationships\/:partId$/, (of) => of.relationshipId],
  [/\/bulletins\/:id$/, (of) => of.bulletinId],
  [/\/authorities\/:id$/, (of) => String(of.authorityId)],
  [/\/interactions\/:id$/, (of) => of.interactionId],
  [/\/enquiries\/:id$/, (of) => of.enquiryId],
  [/\/cases\/:id$/, (of) => of.caseId],
  [/\/cases\/:reference$/, (of) => of.caseReference],
  [/\/changes\/:batchId$/, (of) => of.batchId],
  [/\/api\/.*:linkId$/, (of) => of.otherLinkId],
  [/:linkId$/, (of) => of.linkId],
  [/:messageId$/, (of) => of.messageId],
  [/:templateId$/, (of) => of.templateId],
  [/:viewId$/, (of) => of.savedViewId],
  [/:taskId$/, (of) => of.taskId],
  [/:fileId$/, (of) => of.fileId],
  [/\/places\/:id$/, (of) => of.placeId],
  [/:fact$/, () => fact],
  [/\/service-(?:designs?|preview)\/:id$/, (of) => of.serviceId],
  [/\/service-design\/:id\/:part$/, () => 'outcomes'],
  [/:entry$/, () => '1'],
  [/\/services\/:id$/, (of) => of.serviceId],
  [/\/services\/:key$/, (of) => of.serviceKey],
  [/\/log\/:serviceId$/, (of) => of.serviceId],
  [/:feedbackId$/, (of) => of.feedbackId],
  [/\/articles\/:id$/, (of) => of.articleId],
  [/\/knowledge\/:key$/, (of) => of.articleKey],
  [/\/teams\/:id$/, (of) => of.teamId],
  [/\/admin\/staff\/:id$/, (of) => of.colleagueId],
  [/\/me\/tokens\/:id$/, (of) => of.tokenId],
  [/\/password\/:token$/, (of) => of.passwordLink],
  [/\/s\/:token$/, (of) => of.surveyToken],
];

/** The route's address with this council's ids in it. @throws for a part that nobody has told about above */
export function addressOf({ path }: Pick<Route, 'path'>, of: Seeded): string {
  let made = '';
  let upToHere = '';
  for (const part of path.split('/').slice(1)) {
    upToHere += `/${part}`;
    const value = part.startsWith(':') ? parts.find(([pattern]) => pattern.test(upToHere))?.[1](of) : part;
    if (value === undefined) throw new Error(`the samples do not know what ${part} in ${path} stands for`);
    made += `/${encodeURIComponent(value)}`;
  }
  return made;
}

const interactionVersion = ({ of, version }: Target): Promise<number> => version('interactions', of.interactionId);
const articleVersion = ({ of, version }: Target): Promise<number> => version('articles', of.articleId);
const designVersion = ({ of, version }: Target): Promise<number> => version('services', of.serviceId);
const onDesign =
  (more: object) =>
  async (target: Target): Promise<object> => ({ version: String(await designVersion(target)), ...more });
const onArticle =
  (more: object) =>
  async (target: Target): Promise<object> => ({ expectedVersion: String(await articleVersion(target)), ...more });
const articleFields = {
  ...{ title: 'Typed', summary: 'Typed by an editor.', 'step.0.text': 'Look', body: 'Something.', state: 'published' },
  ...{ keywords: 'one word\nanother word\na third', 'audience[]': ['district', 'unitary'], outcomeHint: 'answer' },
  ...{ ownerTeam: 'waste', effectiveOn: '2026-01-01', reviewOn: '2027-01-01' },
};
const pairVersion = ({ of, version }: Target): Promise<number> => version('customer_pairs', of.pairId);
const bulletinVersion = ({ of, version }: Target): Promise<number> => version('bulletins', of.bulletinId);
const customerVersion = ({ of, version }: Target): Promise<number> => version('customers', of.customerId);

/** A version that is over: the samples below need what these routes would remove. */
const earlierCustomer = async (target: Target): Promise<object> => ({
  expectedVersion: Math.max(1, (await customerVersion(target)) - 1),
});
const tenancyNumber = { register: 'housing', type: 'tenancy', value: 'T-4' };
const advocate = { role: 'advocate', covers: 'Everything', evidenceKind: 'signed-consent' };
const consent = { purpose: 'research', lawfulBasis: 'consent', wordingVersion: '1', evidence: 'Said on the telephone' };

const alertVersion = ({ of, version }: Target): Promise<number> => version('alerts', of.alertId);
const onAlert =
  (more: object) =>
  async (target: Target): Promise<object> => ({ version: String(await alertVersion(target)), ...more });

const feedbackVersion = ({ of, version }: Target): Promise<number> => version('article_feedback', of.feedbackId);
const settingsVersion = ({ of, version }: Target): Promise<number> => version('authorities', of.authorityId);
const absenceVersion = ({ me, version }: Target): Promise<number> => version('absences', { person_id: me.personId });
const synonymsVersion = ({ of, version }: Target): Promise<number> =>
  version('synonym_lists', { authority_id: of.authorityId });
const factVersion = ({ of, version }: Target): Promise<number> =>
  version('property_facts', { authority_id: of.authorityId, place_id: of.placeId, fact });

const elsewhere = { placeId: null, text: 'Elsewhere', lat: null, long: null };
const caseVersion = ({ of, version }: Target): Promise<number> => version('cases', of.caseId);

const savedViewVersion = ({ of, version }: Target): Promise<number> => version('saved_views', of.savedViewId);

const onCall =
  (more: (target: Target) => object): NonNullable<RouteSample['body']> =>
  async (target) => ({ version: await interactionVersion(target), ...more(target) });

const templateFields = { name: 'Thanks', enabled: 'yes', 'en.subject': 'Thank you', 'en.body': 'For {reference}' };
const templateBody = { name: 'Thanks', words: { en: { subject: 'Thank you', body: 'For {reference}' } } };

/** A sample for every route of the desk and of the API. A new route joins with its line here. */
export const routeSamples: Readonly<Record<string, RouteSample>> = {
  'GET /desk': {},
  'GET /desk/search': { query: () => ({ q: 'Joan Prosser' }) },
  'GET /desk/search/suggest': { query: () => ({ q: 'Joan' }) },

  'GET /desk/alerts': { query: () => ({ show: 'live' }) },
  'GET /desk/alerts/new': { query: ({ of }) => ({ customer: of.customerId }) },
  'POST /desk/alerts': {
    body: ({ of }) => ({
      customerId: of.customerId,
      kind: 'hoax-risk',
      advice: 'Ask two questions',
      reason: 'Somebody else rang',
      reviewOn: '10 1 2027',
      until: '28 2 2027',
    }),
  },
  'GET /desk/alerts/:id': {},
  'POST /desk/alerts/:id/decision': { body: onAlert({ decision: 'approve' }) },
  'POST /desk/alerts/:id/review': { body: onAlert({ reviewOn: '20 1 2027', until: '28 2 2027' }) },
  'POST /desk/alerts/:id/end': { body: onAlert({ reason: 'Moved away' }) },
  'GET /desk/restricted-openings': { query: () => ({ show: 'all' }) },
  'POST /desk/restricted-openings/:id/acknowledge': {},
  'GET /desk/customers': { query: () => ({ q: 'Joan' }) },
  'GET /desk/customers/suggest': { query: () => ({ q: 'Joan' }) },
  'GET /desk/customers/new': {},
  'POST /desk/customers': {
    body: ({ of }) => ({ authorityId: String(of.authorityId), kind: 'person', firstName: 'New', lastName: 'Person' }),
  },
  'GET /desk/customers/:id': {},
  'GET /desk/customers/:id/edit': {},
  'POST /desk/customers/:id/edit': {
    body: async (target) => ({
      ...{ expectedVersion: await customerVersion(target) },
      ...{ firstName: 'Jane Anne', base_firstName: 'Nobody ever' },
    }),
  },
  'GET /desk/customers/:id/contact-points': {},
  'POST /desk/customers/:id/contact-points': { body: () => ({ kind: 'telephone', value: '07700 900198' }) },
  'POST /desk/customers/:id/contact-points/:pointId': { body: () => ({ does: 'prefer' }) },
  'GET /desk/customers/:id/move': {},
  'POST /desk/customers/:id/move': { body: () => ({ line: '9 Other Street' }) },
  'GET /desk/customers/:id/death': {},
  'POST /desk/customers/:id/death': {
    body: async (target) => ({ expectedVersion: await customerVersion(target), diedOn: '1 November 2026' }),
  },
  'GET /desk/customers/:id/identifiers': {},
  'POST /desk/customers/:id/identifiers': { body: () => ({ register: 'housing', type: 'tenancy', value: 'T-2' }) },
  'GET /desk/customers/:id/identifiers/:partId': {},
  'POST /desk/customers/:id/identifiers/:partId': {
    body: async (target) => ({ expectedVersion: String(await customerVersion(target)), ...tenancyNumber }),
  },
  'POST /desk/customers/:id/identifiers/:partId/remove': { body: earlierCustomer },
  'GET /desk/customers/:id/representations': {},
  'POST /desk/customers/:id/representations': {
    body: ({ of }) => ({ representativeId: of.neighbourId, ...advocate }),
  },
  'GET /desk/customers/:id/representations/:partId': {},
  'POST /desk/customers/:id/representations/:partId': {
    body: async (target) => ({ expectedVersion: String(await customerVersion(target)), ...advocate }),
  },
  'GET /desk/customers/:id/occupancies': {},
  'POST /desk/customers/:id/occupancies': { body: ({ of }) => ({ placeId: of.placeId, role: 'owner' }) },
  'GET /desk/customers/:id/occupancies/:partId': {},
  'POST /desk/customers/:id/occupancies/:partId': {
    body: async (target) => ({ expectedVersion: String(await customerVersion(target)), role: 'landlord' }),
  },
  // An older version, so that the API’s samples find it still.
  'POST /desk/customers/:id/occupancies/:partId/remove': { body: earlierCustomer },
  'GET /desk/customers/:id/relationships': {},
  'POST /desk/customers/:id/relationships': { body: ({ of }) => ({ otherId: of.neighbourId, relation: 'sibling' }) },
  'GET /desk/customers/:id/relationships/:partId': {},
  'POST /desk/customers/:id/relationships/:partId': {
    body: async (target) => ({ expectedVersion: String(await customerVersion(target)), relation: 'child' }),
  },
  'GET /desk/customers/duplicates': {},
  'POST /desk/customers/duplicates/look': { body: ({ of }) => ({ authorityId: String(of.authorityId) }) },
  'GET /desk/customers/duplicates/:id': {},
  'POST /desk/customers/duplicates/:id/dismiss': {
    body: async (target) => ({ version: await pairVersion(target) }),
  },
  'POST /desk/customers/duplicates/:id/undo': { body: async (target) => ({ version: await pairVersion(target) }) },
  'GET /desk/customers/:id/consents': {},
  'POST /desk/customers/:id/consents': { body: () => consent },
  'POST /desk/customers/:id/consents/:consentId/withdraw': {},
  'GET /desk/customers/:id/merge': { query: ({ of }) => ({ with: of.neighbourId }) },
  'POST /desk/customers/:id/merge': {
    body: async ({ of, version }) => ({
      otherId: of.neighbourId,
      version: String(await version('customers', of.customerId)),
      otherVersion: String(await version('customers', of.neighbourId)),
      reason: 'The same person',
    }),
  },
  'GET /desk/customers/:id/merges': {},
  'GET /desk/customers/:id/merges/:mergeId': {},
  'POST /desk/customers/:id/merges/:mergeId': { body: () => ({ reason: 'Two people' }) },
  'POST /desk/customers/:id/open': { body: () => ({ reason: 'She is on the line' }) },
  'GET /desk/customers/:id/restriction': {},
  'POST /desk/customers/:id/restriction': {
    body: async (target) => ({
      expectedVersion: await customerVersion(target),
      restriction: 'none',
      reason: 'Asked for',
    }),
  },

  'GET /desk/cases/:reference/reply': {},
  'POST /desk/cases/:reference/reply': { body: () => ({ channel: 'letter', subject: 'S', body: 'On {reference}' }) },
  'GET /desk/cases/:reference/messages/:messageId': {},
  'GET /desk/cases/:reference/messages/:messageId/letter': {},
  'POST /desk/cases/:reference/messages/:messageId': {
    body: async ({ of, version }) => ({ version: await version('messages', of.messageId), does: 'cancel' }),
  },
  'GET /desk/messages': {},
  'GET /desk/admin/message-templates': {},
  'GET /desk/admin/message-templates/new': {},
  'POST /desk/admin/message-templates': {
    body: ({ of }) => ({
      ...templateFields,
      authorityId: String(of.authorityId),
      key: 'thank-you',
      occasion: 'logged',
    }),
  },
  'GET /desk/admin/message-templates/:templateId': {},
  'POST /desk/admin/message-templates/:templateId': {
    body: async ({ of, version }) => ({
      ...templateFields,
      version: await version('message_templates', of.templateId),
    }),
  },
  'GET /api/v1/messages': {},
  'GET /api/v1/messages/:messageId': {},
  'PATCH /api/v1/messages/:messageId': {
    ifMatch: ({ of, version }) => version('messages', of.messageId),
    body: () => ({ does: 'print' }),
  },
  'GET /api/v1/cases/:id/messages': {},
  'POST /api/v1/cases/:id/messages': { body: () => ({ channel: 'letter', subject: 'S', body: 'On {reference}' }) },
  'GET /api/v1/message-templates': {},
  'GET /api/v1/message-templates/:templateId': {},
  'POST /api/v1/message-templates': {
    body: ({ of }) => ({ authorityId: of.authorityId, key: 'thanks', occasion: 'closed', ...templateBody }),
  },
  'PUT /api/v1/message-templates/:templateId': {
    ifMatch: ({ of, version }) => version('message_templates', of.templateId),
    body: () => templateBody,
  },

  'GET /desk/me/away': {},
  'POST /desk/me/away': {
    body: async (target) => ({
      ...{ fromOn: '2026-11-16', toOn: '2026-11-20', deputyId: target.of.colleagueId },
      version: await absenceVersion(target),
    }),
  },
  'GET /api/v1/me/absence': {},
  'PUT /api/v1/me/absence': {
    body: ({ of }) => ({ fromOn: '2026-11-16', toOn: '2026-11-20', deputyId: of.colleagueId }),
    ifMatch: absenceVersion,
  },
  'DELETE /api/v1/me/absence': { ifMatch: absenceVersion },

  'GET /desk/bulletins': {},
  'POST /desk/bulletins/acknowledge': {},
  'GET /desk/bulletins/new': {},
  'POST /desk/bulletins/new': {
    body: ({ of }) => ({
      authorityId: String(of.authorityId),
      title: 'Ice',
      body: 'Everywhere',
      startsAt: '2026-11-16T10:00',
    }),
  },
  'GET /desk/bulletins/:id': {},
  'POST /desk/bulletins/:id': {
    body: async (target) => ({
      ...{ expectedVersion: await bulletinVersion(target), title: 'Ice', body: 'Everywhere', areaKind: 'everywhere' },
      startsAt: '2026-11-16T10:00',
      endsAt: '2026-11-17T10:00',
    }),
  },
  'POST /desk/bulletins/:id/withdraw': {
    body: async (target) => ({ expectedVersion: await bulletinVersion(target) }),
  },
  'GET /api/v1/bulletins': {},
  'POST /api/v1/bulletins': {
    body: ({ of }) => ({ authorityId: of.authorityId, title: 'Ice', body: 'Everywhere', startsAt: 1, endsAt: 2 }),
  },
  'POST /api/v1/bulletins/acknowledge': { body: () => ({}) },
  'GET /api/v1/bulletins/:id': {},
  'PUT /api/v1/bulletins/:id': {
    body: () => ({ title: 'Ice', body: 'Everywhere', startsAt: 1, endsAt: 2 }),
    ifMatch: bulletinVersion,
  },
  'POST /api/v1/bulletins/:id/withdraw': { body: () => ({}), ifMatch: bulletinVersion },
  'GET /desk/notifications': {},
  'POST /desk/notifications/read': {},
  'GET /api/v1/notifications': {},
  'POST /api/v1/notifications/read': { body: () => ({}) },
  'GET /desk/work': {},
  'GET /desk/queue': { query: ({ of }) => ({ team: of.teamId, view: 'all' }) },
  'POST /desk/queue/next': { body: ({ of }) => ({ team: of.teamId }) },
  'GET /desk/queue/change': { query: ({ of }) => ({ does: 'assign', case: of.caseId }) },
  'POST /desk/queue/change': {
    body: async (target) => ({
      does: 'note',
      batch: target.me.teamId,
      case: `${target.of.caseId}.${await caseVersion(target)}`,
      text: 'Noted',
    }),
  },
  'POST /desk/queue/changes/:batchId/undo': {},
  'GET /desk/queue/views': { query: ({ of }) => ({ team: of.teamId }) },
  'POST /desk/queue/views': { body: ({ of }) => ({ name: 'Late', view: 'late', for: of.teamId }) },
  'POST /desk/queue/views/:viewId': {
    body: async (target) => ({ version: await savedViewVersion(target), does: 'rename', name: 'Renamed' }),
  },
  'GET /desk/queue/print': { query: ({ of }) => ({ team: of.teamId }) },
  'GET /desk/cases/:reference/print': {},
  'GET /desk/queue/live': { query: ({ of }) => ({ team: of.teamId, since: '0' }) },
  'POST /desk/queue/export': { body: ({ of }) => ({ team: of.teamId }) },
  'GET /desk/cases/log': { query: ({ of }) => ({ service: of.serviceId, customer: of.customerId }) },
  'POST /desk/cases/log': {
    body: ({ of }) => ({ service: of.serviceId, customer: of.customerId, 'answers.bin': 'rubbish' }),
  },
  'GET /desk/cases/:reference': {},
  'GET /desk/cases/:reference/logged': {},
  'POST /desk/cases/:reference/open': { body: () => ({ reason: 'The officer in charge asked me to' }) },
  'POST /desk/cases/:reference/notes': { body: () => ({ text: 'A note' }) },
  'POST /desk/cases/:reference/chases': { body: () => ({ text: 'Where is it?' }) },
  'GET /desk/cases/:reference/tasks': {},
  'POST /desk/cases/:reference/tasks': { body: () => ({ title: 'Something to do' }) },
  'POST /desk/cases/:reference/tasks/:taskId': {
    body: async ({ of, version }) => ({ version: await version('case_tasks', of.taskId), does: 'finish' }),
  },
  'GET /desk/cases/:reference/history': {},
  'GET /desk/cases/:reference/presence': {},
  'POST /desk/cases/:reference/presence': { body: () => ({ doing: 'noting' }) },
  'POST /desk/cases/:reference/links': { body: ({ of }) => ({ other: of.caseReference, relation: 'related' }) },
  'POST /desk/cases/:reference/links/:linkId/remove': {},
  'POST /desk/cases/:reference/files': { upload: true },
  'GET /desk/cases/:reference/files/:fileId': {},
  'POST /desk/cases/:reference/files/:fileId/remove': {},
  'POST /desk/cases/:reference/status': {
    body: async (target) => ({ version: await caseVersion(target), baseStatus: 'received', event: 'start' }),
  },
  'GET /desk/cases/:reference/assign': {},
  'POST /desk/cases/:reference/assign': {
    body: async (target) => ({ version: await caseVersion(target), assigneeId: target.me.personId }),
  },
  'POST /desk/cases/:reference/hand-over': {
    body: async (target) => ({ version: await caseVersion(target), teamId: target.me.otherTeamId, note: 'Yours' }),
  },
  'GET /desk/cases/:reference/restrict': {},
  'POST /desk/cases/:reference/restrict': {
    body: async (target) => ({ version: await caseVersion(target), reason: 'safeguarding' }),
  },
  'POST /desk/cases/:reference/restrict/lift': {
    body: async (target) => ({ version: await caseVersion(target), why: 'It was somebody else' }),
  },
  'GET /desk/cases/:reference/edit': {},
  'POST /desk/cases/:reference/edit': {
    body: async (target) => ({
      ...{ version: await caseVersion(target), title: 'Another title', priority: 'normal', 'answers.bin': 'rubbish' },
      ...{ 'location.text': '4 Quarry Lane', 'location.postcode': 'DM4 2LL' },
      base: JSON.stringify({
        title: 'As it was',
        priority: 'normal',
        location: elsewhere,
        answers: { bin: 'rubbish' },
      }),
    }),
  },
  'POST /desk/cases/:reference/edit/choices': {
    body: async (target) => ({
      version: await caseVersion(target),
      yours: '{"title":"Another title"}',
      base: '{"title":"Missed bin"}',
      'keep.title': 'yours',
    }),
  },
  'GET /api/v1/cases': { query: ({ of }) => ({ customer: of.customerId }) },
  'POST /api/v1/cases': {
    body: ({ of }) => ({
      serviceId: of.serviceId,
      answers: { bin: 'rubbish' },
      location: { text: '4 Quarry Lane', postcode: 'DM4 2LL' },
    }),
  },
  'POST /api/v1/uploads': { upload: true },
  'POST /api/v1/cases/exports': { body: ({ of }) => ({ team: of.teamId }) },
  'POST /api/v1/cases/changes': {
    body: async (target) => ({
      cases: [{ id: target.of.caseId, version: await caseVersion(target) }],
      change: { does: 'note', text: 'Noted' },
    }),
    repeats: (of) => [of.caseId],
  },
  'POST /api/v1/cases/changes/:batchId/undo': {},
  'GET /api/v1/saved-views': {},
  'POST /api/v1/saved-views': { body: ({ of }) => ({ name: 'Late', filter: { view: 'late' }, teamId: of.teamId }) },
  'PATCH /api/v1/saved-views/:viewId': { body: () => ({ name: 'Renamed' }), ifMatch: savedViewVersion },
  'DELETE /api/v1/saved-views/:viewId': { ifMatch: savedViewVersion },
  'GET /api/v1/cases/:id': {},
  'PATCH /api/v1/cases/:id': { body: () => ({ title: 'Another title' }), ifMatch: caseVersion },
  'POST /api/v1/cases/:id/status': { body: () => ({ event: 'start' }), ifMatch: caseVersion },
  'PUT /api/v1/cases/:id/assignment': { body: ({ me }) => ({ assigneeId: me.personId }), ifMatch: caseVersion },
  'POST /api/v1/cases/:id/hand-over': {
    body: ({ me }) => ({ teamId: me.otherTeamId, note: 'Yours' }),
    ifMatch: caseVersion,
  },
  'POST /api/v1/cases/:id/openings': { body: () => ({ reason: 'The officer in charge asked me to' }) },
  'PUT /api/v1/cases/:id/restriction': { body: () => ({ reason: 'safeguarding' }), ifMatch: caseVersion },
  'POST /api/v1/cases/:id/restriction/lift': { body: () => ({ reason: 'It was she' }), ifMatch: caseVersion },
  'GET /api/v1/cases/:id/events': {},
  'POST /api/v1/cases/:id/notes': { body: () => ({ text: 'A note' }) },
  'POST /api/v1/cases/:id/chases': { body: () => ({ note: 'Where is it?' }) },
  'GET /api/v1/cases/:id/tasks': {},
  'POST /api/v1/cases/:id/tasks': { body: () => ({ title: 'Something to do' }) },
  'GET /api/v1/my-tasks': {},
  'PUT /api/v1/cases/:id/tasks/:taskId': {
    ifMatch: ({ of, version }) => version('case_tasks', of.taskId),
    body: () => ({ title: 'Changed', ownerId: null, dueOn: null }),
  },
  'PATCH /api/v1/cases/:id/tasks/:taskId': {
    body: () => ({ state: 'done' }),
    ifMatch: ({ of, version }) => version('case_tasks', of.taskId),
  },
  'GET /api/v1/cases/:id/links': {},
  'POST /api/v1/cases/:id/links': { body: ({ of }) => ({ other: of.caseReference, relation: 'related' }) },
  'DELETE /api/v1/cases/:id/links/:linkId': {},
  'POST /api/v1/cases/:id/subscribers': { body: ({ of }) => ({ customerId: of.carerId, note: 'Me too' }) },
  'GET /api/v1/cases/:id/files': {},
  'POST /api/v1/cases/:id/files': { upload: true },
  'GET /api/v1/cases/:id/files/:fileId': {},
  'DELETE /api/v1/cases/:id/files/:fileId': {},

  'GET /desk/interactions/new': {},
  'POST /desk/interactions/new': {
    body: ({ of }) => ({ channel: 'telephone', authorityId: String(of.authorityId), customerId: of.customerId }),
  },
  'GET /desk/interactions/:id': {},
  'GET /desk/interactions/:id/answers': { query: () => ({ words: 'bin' }) },
  'GET /desk/interactions/:id/customers': { query: () => ({ find: 'Joan' }) },
  'GET /desk/interactions/:id/places': { query: () => ({ find: 'Quarry Lane' }) },
  'POST /desk/interactions/:id/customer': { body: onCall(({ of }) => ({ customerId: of.carerId })) },
  'POST /desk/interactions/:id/place': { body: onCall(({ of }) => ({ placeId: of.placeId })) },
  'POST /desk/interactions/:id/check': { body: onCall(() => ({ questions: ['name'], result: 'failed' })) },
  'POST /desk/interactions/:id/new-customer': {
    body: onCall(() => ({ firstName: 'New', lastName: 'Caller', confirmedNew: 'yes' })),
  },
  'POST /desk/interactions/:id/subject': { body: onCall(() => ({ words: 'Something else' })) },
  'POST /desk/interactions/:id/resolve': { body: onCall(({ of }) => ({ enquiryId: of.enquiryId })) },
  'POST /desk/interactions/:id/pass': {
    body: onCall(({ of }) => ({ enquiryId: of.enquiryId, passedToTeamId: of.teamId, note: 'Please ring' })),
  },
  'POST /desk/interactions/:id/case': { body: onCall(({ of }) => ({ caseId: of.caseId, then: 'told' })) },
  'POST /desk/interactions/:id/log': {
    body: onCall(({ of }) => ({ service: of.serviceId, 'answers.bin': 'rubbish', 'location.text': '4 Quarry Lane' })),
  },
  'POST /desk/interactions/:id/finish': { body: onCall(() => ({ openEnquiries: 'abandon' })) },
  'POST /desk/interactions/:id/notes': { body: onCall(() => ({ notes: 'Other notes' })) },
  'GET /desk/interactions/:id/survey': {},
  'POST /desk/interactions/:id/survey': { body: () => ({ way: 'link' }) },
  'GET /api/v1/interactions/:id/survey': {},
  'POST /api/v1/interactions/:id/survey': { body: () => ({ answer: 4 }) },
  'POST /desk/interactions/:id/reopen': { body: onCall(() => ({})) },

  'GET /desk/places': { query: () => ({ q: 'Quarry Lane' }) },
  'GET /desk/places/suggest': { query: () => ({ q: 'Quarry Lane' }) },
  'GET /desk/places/:id': {},
  'GET /desk/services': { query: ({ of }) => ({ authority: String(of.authorityId) }) },
  'GET /desk/services/:key': { query: ({ of }) => ({ authority: String(of.authorityId) }) },
  'GET /desk/service-design': { query: ({ of }) => ({ authority: String(of.authorityId) }) },
  'GET /desk/service-design/new': { query: ({ of }) => ({ authority: String(of.authorityId) }) },
  'POST /desk/service-design/new': {
    body: ({ of }) => ({ authority: String(of.authorityId), name: 'Lost box', key: 'lost-box' }),
  },
  'GET /desk/service-design/:id': {},
  'POST /desk/service-design/:id/publish': { body: onDesign({}) },
  'POST /desk/service-design/:id/withdraw': { body: onDesign({ on: '2027-06-01' }) },
  'POST /desk/service-design/:id/roll-back': { body: onDesign({ number: '1' }) },
  'GET /desk/service-design/:id/versions': {},
  'GET /desk/service-design/:id/compare': { query: () => ({ from: '1', to: 'draft' }) },
  'GET /desk/service-design/:id/:part': {},
  'POST /desk/service-design/:id/:part': { body: onDesign({ does: 'down:0' }) },
  'GET /desk/service-design/:id/:part/:entry': {},
  'POST /desk/service-design/:id/:part/:entry': {
    body: onDesign({ key: 'emptied', label: 'Emptied at last', publicLabel: 'It is empty', base: 'emptied' }),
  },
  'POST /desk/service-design/:id/discard': { body: onDesign({}) },
  'GET /desk/service-preview/:id': {},
  'POST /desk/service-preview/:id': { body: () => ({ 'answers.bin': 'rubbish' }) },
  'GET /desk/knowledge': { query: ({ of }) => ({ q: 'bin', authority: String(of.authorityId) }) },
  'POST /desk/knowledge/articles/:id/feedback': {
    body: () => ({ problem: 'unclear', note: 'Which bin?', back: '/desk/knowledge' }),
  },
  'GET /desk/knowledge-editing/synonyms': { query: ({ of }) => ({ authority: String(of.authorityId) }) },
  'POST /desk/knowledge-editing/synonyms': {
    body: async (target) => ({
      ...{ authorityId: String(target.of.authorityId), groups: 'snicket, alley' },
      expectedVersion: await synonymsVersion(target),
    }),
  },
  'GET /desk/knowledge-editing/feedback': {},
  'POST /desk/knowledge-editing/feedback/:feedbackId/settle': {
    body: async (target) => ({ expectedVersion: await feedbackVersion(target) }),
  },
  'POST /desk/knowledge/gaps': { body: ({ of }) => ({ authorityId: String(of.authorityId), words: 'a lost gnu' }) },
  'GET /desk/knowledge-editing': {},
  'GET /desk/knowledge-editing/new': {},
  'POST /desk/knowledge-editing/new': {
    body: ({ of }) => ({ ...articleFields, authority: String(of.authorityId), key: 'typed-anew' }),
  },
  'GET /desk/knowledge-editing/articles/:id': {},
  'POST /desk/knowledge-editing/articles/:id': { body: onArticle({ ...articleFields, part: 'article' }) },
  'GET /desk/knowledge-editing/articles/:id/versions': {},
  'POST /desk/knowledge-editing/articles/:id/restore': { body: onArticle({ number: '1' }) },
  'POST /desk/knowledge-editing/articles/:id/publish': { body: onArticle({}) },
  'POST /desk/knowledge-editing/articles/:id/withdraw': { body: onArticle({}) },
  'GET /desk/knowledge-editing/gaps': { query: ({ of }) => ({ authority: String(of.authorityId) }) },
  'POST /desk/knowledge-editing/gaps': {
    body: ({ of }) => ({ authorityId: String(of.authorityId), stem: of.gapStem }),
  },
  'GET /desk/knowledge-editing/learned': { query: ({ of }) => ({ authority: String(of.authorityId) }) },
  'POST /desk/knowledge-editing/learned': {
    body: ({ of }) => ({
      ...{ authorityId: String(of.authorityId), answerId: of.articleId, stem: of.learnedStem },
      ...{ before: 'undecided', does: 'approved' },
    }),
  },
  'GET /api/v1/knowledge/learned-words': { query: ({ of }) => ({ authorityId: String(of.authorityId) }) },
  'POST /api/v1/knowledge/learned-words/judge': {
    body: ({ of }) => ({
      ...{ authorityId: of.authorityId, answerId: of.articleId, stem: of.learnedStem },
      ...{ before: 'approved', decision: 'refused' },
    }),
  },
  'POST /api/v1/knowledge/learned-words/forget': {
    body: ({ of }) => ({ authorityId: of.authorityId, answerId: of.articleId, stem: of.learnedStem }),
  },
  'GET /desk/knowledge/:key': { query: ({ of }) => ({ authority: String(of.authorityId) }) },

  'GET /desk/wallboard': { query: ({ of }) => ({ authority: String(of.authorityId) }) },
  'GET /desk/wallboard/live': { query: ({ of }) => ({ authority: String(of.authorityId) }) },
  'GET /api/v1/wallboard': { query: ({ of }) => ({ authorityId: String(of.authorityId) }) },
  'POST /api/v1/queue-reports': {
    body: ({ of }) => ({
      items: [
        {
          ...{ line: of.telephone, at: testNow, waiting: 3, longestWaitSeconds: 40, answered: 9, abandoned: 1 },
          ...{ agentsReady: 0, agentsTalking: 2 },
        },
      ],
    }),
  },
  'GET /desk/figures': { query: ({ of }) => ({ authority: String(of.authorityId), by: 'service' }) },
  'GET /desk/figures/download': { query: ({ of }) => ({ authority: String(of.authorityId) }) },
  'GET /api/v1/figures': {
    query: ({ of }) => ({ authorityId: String(of.authorityId), from: '2026-11-01', to: '2026-11-16' }),
  },

  'GET /desk/me': {},
  'GET /desk/me/password': {},
  'POST /desk/me/password': { body: () => ({ password: 'wrong', newPassword: 'three otters juggling' }) },
  'POST /desk/me/preferences': { body: () => ({ scheme: 'dark', shortcuts: 'on' }) },
  'POST /desk/me/sessions/end': { body: () => ({ session: 'a'.repeat(64) }) },
  'POST /desk/me/sessions/end-all': {},
  'POST /desk/session/extend': {},
  'GET /desk/me/second-factor': {},
  'POST /desk/me/second-factor': { body: () => ({ password: 'wrong', code: '000000' }) },
  'GET /desk/me/recovery-codes': {},
  'POST /desk/me/recovery-codes': { body: () => ({ password: 'wrong' }) },
  'GET /desk/me/tokens/new': {},
  'POST /desk/me/tokens': { body: () => ({ name: 'Mine', expiresInDays: '7', password: 'wrong' }) },
  'POST /desk/me/tokens/:id/revoke': {},
  'POST /desk/drafts': { body: ({ of }) => ({ key: `/desk/customers/${of.customerId}/edit`, body: 'x' }) },
  'POST /desk/drafts/delete': { body: ({ of }) => ({ key: `/desk/customers/${of.customerId}/edit` }) },
  'GET /desk/me/unsent': {},
  'POST /desk/me/unsent/send': {},
  'POST /desk/me/unsent/discard': { body: () => ({ path: '/desk/customers' }) },
  'GET /desk/admin/settings': { query: ({ of }) => ({ authority: String(of.authorityId) }) },
  'POST /desk/admin/settings': {
    body: async (target) => ({
      ...{ authorityId: String(target.of.authorityId), expectedVersion: await settingsVersion(target) },
      ...{ repeatContactDays: '7', surveyPercent: '5', surveyRestDays: '30' },
    }),
  },
  'GET /api/v1/authorities/:id/settings': {},
  'PUT /api/v1/authorities/:id/settings': {
    body: () => ({ repeatContactDays: 7, surveyPercent: 5, surveyRestDays: 30 }),
    ifMatch: settingsVersion,
  },
  'GET /desk/admin/staff': {},
  'GET /desk/admin/staff/new': {},
  'POST /desk/admin/staff': { body: () => ({ displayName: 'New Person', signInName: 'new.person' }) },
  'GET /desk/admin/staff/:id': {},
  'POST /desk/admin/staff/:id/roles': { body: ({ of }) => ({ role: 'administrator', authority: of.slug }) },
  'POST /desk/admin/staff/:id/roles/end': { body: ({ of }) => ({ assignmentId: of.colleagueRoleId }) },
  'POST /desk/admin/staff/:id/account': { body: () => ({ signInName: 'another.name' }) },
  'POST /desk/admin/staff/:id/disable': {},
  'POST /desk/admin/staff/:id/enable': {},
  'POST /desk/admin/staff/:id/reset-second-factor': {},
  'POST /desk/admin/staff/:id/password-link': {},

  'GET /api/v1/teams': {},
  'GET /api/v1/teams/:id': {},
  'GET /api/v1/places': { query: () => ({ q: 'Quarry Lane' }) },
  'GET /api/v1/places/nearby': { query: () => ({ lat: '52.7', lon: '-2.7' }) },
  'GET /api/v1/places/:id': {},
  'GET /api/v1/places/:id/facts': {},
  'PUT /api/v1/places/:id/facts/:fact': {
    body: ({ of }) => ({ authorityId: of.authorityId, value: 'Friday', source: 'Test' }),
    ifMatch: factVersion,
  },
  'DELETE /api/v1/places/:id/facts/:fact': {
    query: ({ of }) => ({ authorityId: String(of.authorityId) }),
    ifMatch: factVersion,
  },
  'GET /api/v1/services': { query: ({ of }) => ({ authorityId: String(of.authorityId) }) },
  'GET /api/v1/services/:id': {},
  'POST /api/v1/services': {
    body: ({ of }) => ({ authorityId: of.authorityId, definition: missedBin({ name: 'Taken over' }) }),
  },
  'GET /api/v1/service-designs': { query: ({ of }) => ({ authorityId: String(of.authorityId) }) },
  'POST /api/v1/service-designs': {
    body: ({ of }) => ({ authorityId: of.authorityId, key: 'lost-bin', name: 'Lost bin' }),
  },
  'GET /api/v1/service-designs/:id': {},
  'PUT /api/v1/service-designs/:id/draft': {
    body: () => missedBin({ name: 'Taken over' }),
    ifMatch: designVersion,
  },
  'POST /api/v1/service-designs/:id/publish': { ifMatch: designVersion },
  'PUT /api/v1/service-designs/:id/withdrawal': { body: () => ({ on: '2027-06-01' }), ifMatch: designVersion },
  'DELETE /api/v1/service-designs/:id/withdrawal': { ifMatch: designVersion },
  'POST /api/v1/service-designs/:id/try': {
    body: () => ({ answers: { bin: 'rubbish' }, location: { text: '4 Quarry Lane', postcode: 'DM4 2LL' } }),
  },
  'POST /api/v1/service-designs/:id/roll-back': { body: () => ({ number: 1 }), ifMatch: designVersion },
  'GET /api/v1/service-designs/:id/versions': {},
  'GET /api/v1/service-designs/:id/compare': { query: () => ({ from: '1' }) },
  'DELETE /api/v1/service-designs/:id/draft': { ifMatch: designVersion },
  'GET /api/v1/knowledge/search': { query: ({ of }) => ({ q: 'bin', authorityId: String(of.authorityId) }) },
  'GET /api/v1/knowledge/articles/:id': {},
  'POST /api/v1/knowledge/articles': {
    body: ({ of }) => ({ authorityId: of.authorityId, article: { ...articleOf(of.mark), key: 'written-anew' } }),
  },
  'PUT /api/v1/knowledge/articles/:id': {
    body: ({ of }) => ({ article: articleOf(of.mark) }),
    ifMatch: articleVersion,
  },
  'POST /api/v1/knowledge/articles/:id/publish': { body: () => ({}), ifMatch: articleVersion },
  'POST /api/v1/knowledge/articles/:id/restore': { body: () => ({ number: 1 }), ifMatch: articleVersion },
  'GET /api/v1/knowledge/articles/:id/draft': {},
  'GET /api/v1/knowledge/articles/:id/versions': {},
  'DELETE /api/v1/knowledge/articles/:id': { ifMatch: articleVersion },
  'POST /api/v1/knowledge/resolved-enquiries': {
    body: ({ of }) => ({ authorityId: of.authorityId, items: [{ words: 'Left full', articleId: of.articleId }] }),
  },
  'POST /api/v1/knowledge/articles/:id/feedback': { body: () => ({ problem: 'wrong', note: 'Another day' }) },
  'GET /api/v1/knowledge/feedback': {},
  'POST /api/v1/knowledge/feedback/:feedbackId/settle': { ifMatch: feedbackVersion },
  'GET /api/v1/knowledge/synonyms': { query: ({ of }) => ({ authorityId: String(of.authorityId) }) },
  'PUT /api/v1/knowledge/synonyms': {
    body: async (target) => ({
      ...{ authorityId: target.of.authorityId, groups: [['jitty', 'alley']] },
      expectedVersion: await synonymsVersion(target),
    }),
  },
  'POST /api/v1/knowledge/gaps': { body: ({ of }) => ({ authorityId: of.authorityId, words: 'A stray emu' }) },
  'GET /api/v1/knowledge/gaps': { query: ({ of }) => ({ authorityId: String(of.authorityId) }) },
  'GET /api/v1/alerts': { query: ({ of }) => ({ customerId: of.customerId }) },
  'POST /api/v1/alerts': {
    body: ({ of }) => ({
      customerId: of.customerId,
      kind: 'hoax-risk',
      advice: 'Ask two questions',
      reason: 'Somebody else rang',
      reviewOn: '2027-01-10',
      until: '2027-02-28',
    }),
  },
  'GET /api/v1/alerts/:id': {},
  'POST /api/v1/alerts/:id/decision': { body: () => ({ decision: 'approve' }), ifMatch: alertVersion },
  'POST /api/v1/alerts/:id/review': {
    body: () => ({ reviewOn: '2027-01-20', until: '2027-02-28' }),
    ifMatch: alertVersion,
  },
  'POST /api/v1/alerts/:id/end': { body: () => ({ reason: 'Moved away' }), ifMatch: alertVersion },
  'GET /api/v1/restricted-openings': { query: () => ({ show: 'all' }) },
  'POST /api/v1/restricted-openings/:id/acknowledge': {},
  'GET /api/v1/customers': { query: () => ({ q: 'Joan' }) },
  'POST /api/v1/customers': {
    body: ({ of }) => ({ authorityId: of.authorityId, firstName: 'New', lastName: 'Person', confirmedNew: true }),
  },
  'GET /api/v1/customers/:id': {},
  'PATCH /api/v1/customers/:id': { body: () => ({ firstName: 'Jane' }), ifMatch: customerVersion },
  'POST /api/v1/customers/:id/contact-points': { body: () => ({ kind: 'telephone', value: '07700 900197' }) },
  'DELETE /api/v1/customers/:id/contact-points/:pointId': {},
  'POST /api/v1/customers/:id/contact-points/:pointId/verify': {},
  'POST /api/v1/customers/:id/identifiers': { body: () => tenancyNumber },
  'PUT /api/v1/customers/:id/identifiers/:partId': { body: () => tenancyNumber, ifMatch: customerVersion },
  'DELETE /api/v1/customers/:id/identifiers/:partId': { ifMatch: customerVersion },
  'POST /api/v1/customers/:id/occupancies': {
    body: ({ of }) => ({ address: { placeId: of.placeId }, role: 'owner' }),
  },
  'PUT /api/v1/customers/:id/occupancies/:partId': { body: () => ({ role: 'landlord' }), ifMatch: customerVersion },
  'DELETE /api/v1/customers/:id/occupancies/:partId': { ifMatch: customerVersion },
  'POST /api/v1/customers/:id/relationships': {
    body: ({ of }) => ({ otherId: of.neighbourId, relation: 'sibling' }),
  },
  'PUT /api/v1/customers/:id/relationships/:partId': {
    body: () => ({ relation: 'child' }),
    ifMatch: customerVersion,
  },
  'POST /api/v1/customers/:id/representations': {
    body: ({ of }) => ({ representativeId: of.neighbourId, ...advocate }),
  },
  'PUT /api/v1/customers/:id/representations/:partId': { body: () => advocate, ifMatch: customerVersion },
  'GET /api/v1/customers/:id/consents': {},
  'POST /api/v1/customers/:id/consents': { body: () => consent },
  'POST /api/v1/customers/:id/consents/:consentId/withdraw': {},
  'GET /api/v1/customers/:id/merges': {},
  'POST /api/v1/customers/:id/merges': {
    body: async ({ of, version }) => ({
      mergedId: of.carerId,
      mergedVersion: await version('customers', of.carerId),
      reason: 'The same person',
    }),
    ifMatch: customerVersion,
  },
  'GET /api/v1/customer-pairs': {},
  'POST /api/v1/customer-pairs/look': { body: ({ of }) => ({ authorityId: of.authorityId }) },
  'POST /api/v1/customer-pairs/:id/dismiss': { ifMatch: pairVersion },
  'POST /api/v1/customer-pairs/:id/reopen': { ifMatch: pairVersion },
  'POST /api/v1/customers/:id/merges/:mergeId/undo': { body: () => ({ reason: 'Two people' }) },
  'POST /api/v1/customers/:id/open': { body: () => ({ reason: 'She is on the line' }) },
  'POST /api/v1/interactions': {
    body: ({ of }) => ({ channel: 'telephone', authorityId: of.authorityId, customerId: of.customerId }),
  },
  'GET /api/v1/interactions/:id': {},
  'PUT /api/v1/interactions/:id/customer': { body: () => ({ customerId: null }), ifMatch: interactionVersion },
  'POST /api/v1/interactions/:id/identity-checks': {
    body: () => ({ level: 'basic', questions: ['name'], passed: false }),
    ifMatch: interactionVersion,
  },
  'POST /api/v1/interactions/:id/enquiries': { body: () => ({ words: 'And another thing' }) },
  'POST /api/v1/enquiries/:id/close': { body: () => ({ outcome: 'abandoned' }) },
  'POST /api/v1/interactions/:id/finish': {
    body: () => ({ openEnquiries: 'abandon' }),
    ifMatch: interactionVersion,
  },
};
