import type { Seeded } from '../seed.js';
import type { Target } from '../target.js';
import type { RouteSample } from './route-sample.js';

const elsewhere = { placeId: null, text: 'Elsewhere', lat: null, long: null };
const caseVersion = ({ of, version }: Target): Promise<number> => version('cases', of.caseId);
const savedViewVersion = ({ of, version }: Target): Promise<number> => version('saved_views', of.savedViewId);
const templateFields = { name: 'Thanks', enabled: 'yes', 'en.subject': 'Thank you', 'en.body': 'For {reference}' };
const templateBody = { name: 'Thanks', words: { en: { subject: 'Thank you', body: 'For {reference}' } } };

const ofTeam = (of: Seeded): readonly string[] => [of.teamId];

/** Samples for the routes of cases, queues and messages. */
export const caseSamples: Readonly<Record<string, RouteSample>> = {
  'POST /desk/cases/:reference/outside/send': { body: () => ({}) },
  'POST /desk/cases/:reference/outside/words': { body: () => ({ tell: 'Beside the gate' }) },
  'POST /desk/cases/:reference/outside/words/:wordId/settle': {
    body: async ({ of, version }) => ({ version: await version('outside_words', of.stuckWordId) }),
  },
  'GET /api/v1/cases/:id/outside': {},
  'POST /api/v1/cases/:id/outside': { body: () => ({}) },
  'POST /api/v1/cases/:id/outside/words': { body: () => ({ text: 'Beside the gate' }) },
  'POST /api/v1/cases/:id/outside/words/:wordId/settle': {
    body: () => ({}),
    ifMatch: ({ of, version }) => version('outside_words', of.stuckWordId),
  },
  'GET /desk/cases/:reference/reply': {},
  'POST /desk/cases/:reference/reply': { body: () => ({ channel: 'letter', subject: 'S', body: 'On {reference}' }) },
  'GET /desk/cases/:reference/messages/:messageId': {},
  'GET /desk/cases/:reference/messages/:messageId/letter': {},
  'POST /desk/cases/:reference/messages/:messageId': {
    body: async ({ of, version }) => ({ version: await version('messages', of.messageId), does: 'cancel' }),
  },
  'GET /desk/cases/:reference/payments': {},
  'GET /desk/cases/:reference/payments/new': {},
  'POST /desk/cases/:reference/payments': { body: () => ({ amount: '35.00', method: 'card' }) },
  'GET /desk/interactions/:id/payments/new': {},
  'POST /desk/interactions/:id/payments': { body: () => ({ purpose: 'A skip', amount: '35.00', method: 'cash' }) },
  'GET /desk/payments/:id': {},
  'GET /desk/payments/:id/cancel': {},
  'POST /desk/payments/:id/cancel': {
    body: async ({ of, version }) => ({ version: await version('payments', of.paymentId), reason: 'Entered twice' }),
  },
  'GET /api/v1/cases/:id/payments': {},
  'POST /api/v1/cases/:id/payments': { body: () => ({ amountPence: 3500, method: 'card' }) },
  'GET /api/v1/interactions/:id/payments': {},
  'POST /api/v1/interactions/:id/payments': { body: () => ({ purpose: 'A skip', amountPence: 1, method: 'cash' }) },
  'GET /api/v1/payments/:id': {},
  'POST /api/v1/payments/:id/cancel': {
    ifMatch: ({ of, version }) => version('payments', of.paymentId),
    body: () => ({ reason: 'Entered twice' }),
  },
  'GET /desk/mail': {},
  'GET /desk/mail/:mailId': {},
  'POST /desk/mail/:mailId': {
    body: async ({ of, version }) => ({
      ...{ version: await version('incoming_mails', of.mailId), does: 'place', reference: of.caseReference },
    }),
  },
  'GET /api/v1/mail': {},
  'GET /api/v1/mail/:mailId': {},
  'PATCH /api/v1/mail/:mailId': {
    ifMatch: ({ of, version }) => version('incoming_mails', of.mailId),
    body: () => ({ does: 'deal', note: 'Rang them' }),
  },
  'GET /desk/messages': {},
  'GET /desk/messages/:messageId': {},
  'GET /desk/messages/:messageId/letter': {},
  'POST /desk/messages/:messageId': {
    body: async ({ of, version }) => ({ version: await version('messages', of.contactMessageId), does: 'cancel' }),
  },
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
  'GET /desk/notifications': {},
  'POST /desk/notifications/read': {},
  'GET /api/v1/notifications': {},
  'POST /api/v1/notifications/read': { body: () => ({}) },
  'GET /desk/work': {},
  'GET /desk/queue': { query: ({ of }) => ({ team: of.teamId, view: 'all' }), repeats: ofTeam },
  'POST /desk/queue/next': { body: ({ of }) => ({ team: of.teamId }) },
  'GET /desk/queue/change': { query: ({ of }) => ({ does: 'assign', case: of.caseId }), repeats: (of) => [of.caseId] },
  'GET /desk/queue/change/suggest': {
    query: ({ of }) => ({ find: of.caseReference }),
    repeats: (of) => [of.caseReference],
  },
  'POST /desk/queue/change': {
    body: async (target) => ({
      does: 'note',
      batch: target.me.teamId,
      case: `${target.of.caseId}.${await caseVersion(target)}`,
      text: 'Noted',
    }),
  },
  'GET /desk/queue/message': { query: ({ of }) => ({ case: of.caseId, template: of.templateId }) },
  'POST /desk/queue/message': {
    body: async (target) => ({
      batch: target.me.teamId,
      case: `${target.of.caseId}.${await caseVersion(target)}`,
      ...{ 'en.subject': 'On {reference}', 'en.body': 'Done.', does: 'send' },
    }),
  },
  'POST /desk/queue/changes/:batchId/undo': {},
  'GET /desk/queue/views': { query: ({ of }) => ({ team: of.teamId }), repeats: ofTeam },
  'POST /desk/queue/views': { body: ({ of }) => ({ name: 'Late', view: 'late', for: of.teamId }) },
  'POST /desk/queue/views/:viewId': {
    body: async (target) => ({ version: await savedViewVersion(target), does: 'rename', name: 'Renamed' }),
  },
  'GET /desk/queue/print': { query: ({ of }) => ({ team: of.teamId }), repeats: ofTeam },
  'GET /desk/cases/:reference/print': {},
  'GET /desk/queue/live': { query: ({ of }) => ({ team: of.teamId, since: '0' }), repeats: ofTeam },
  'GET /desk/work/counts': {},
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
  'GET /desk/cases/:reference/files/:fileId/picture': {},
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
  'POST /api/v1/cases/alike': {
    body: ({ of }) => ({ serviceId: of.serviceId, location: { text: '4 Quarry Lane', postcode: 'DM4 2LL' } }),
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
  'POST /api/v1/cases/messages': {
    body: async (target) => ({
      cases: [{ id: target.of.caseId, version: await caseVersion(target) }],
      words: { en: { subject: 'On {reference}', body: 'Done.' } },
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
  'PUT /api/v1/cases/:id/tasks/:taskId': {
    ifMatch: ({ of, version }) => version('case_tasks', of.taskId),
    body: () => ({ title: 'Changed', ownerId: null, dueOn: null }),
  },
  'PATCH /api/v1/cases/:id/tasks/:taskId': {
    body: () => ({ state: 'done' }),
    ifMatch: ({ of, version }) => version('case_tasks', of.taskId),
  },
  'GET /api/v1/cases/:id/nearby': {},
  'GET /api/v1/cases/:id/links': {},
  'POST /api/v1/cases/:id/links': { body: ({ of }) => ({ other: of.caseReference, relation: 'related' }) },
  'DELETE /api/v1/cases/:id/links/:linkId': {},
  'POST /api/v1/cases/:id/subscribers': { body: ({ of }) => ({ customerId: of.carerId, note: 'Me too' }) },
  'GET /api/v1/cases/:id/files': {},
  'POST /api/v1/cases/:id/files': { upload: true },
  'GET /api/v1/cases/:id/files/:fileId': {},
  'GET /api/v1/cases/:id/files/:fileId/picture': {},
  'DELETE /api/v1/cases/:id/files/:fileId': {},
};
