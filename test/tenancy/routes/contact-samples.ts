import { testNow } from '#core/testing/harness.js';
import type { Target } from '../target.js';
import type { RouteSample } from './route-sample.js';

const interactionVersion = ({ of, version }: Target): Promise<number> => version('interactions', of.interactionId);
const bulletinVersion = ({ of, version }: Target): Promise<number> => version('bulletins', of.bulletinId);
const onCall =
  (more: (target: Target) => object): NonNullable<RouteSample['body']> =>
  async (target) => ({ version: await interactionVersion(target), ...more(target) });

const answer = { address: '07700 900199', body: 'It is open on Saturdays.' };

/** Samples for the routes of contacts: calls, searching, what is urgent, and what was achieved. */
export const contactSamples: Readonly<Record<string, RouteSample>> = {
  'GET /desk': {},
  'GET /desk/search': { query: () => ({ q: 'Joan Prosser' }) },
  'GET /desk/search/suggest': { query: () => ({ q: 'Joan' }) },
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
  'GET /api/v1/calls': {},
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
  'GET /api/v1/interactions': { query: ({ of }) => ({ customerId: of.customerId }) },
  'GET /api/v1/captured-contacts': {},
  'POST /api/v1/captured-contacts': {
    body: ({ of }) => ({
      ...{ id: '0198c0de-0000-7000-8000-000000000076', channel: 'telephone', authorityId: of.authorityId },
      what: 'A tree is down',
    }),
  },
  'GET /desk/captured': {},
  'POST /desk/captured': {
    body: ({ of }) => ({
      ...{ id: '0198c0de-0000-7000-8000-000000000077', channel: 'telephone', authorityId: String(of.authorityId) },
      what: 'A tree is down',
    }),
  },
  'POST /desk/captured/done': { body: () => ({ id: '0198c0de-0000-7000-8000-000000000077' }) },
  'POST /api/v1/captured-contacts/done': { body: () => ({ id: '0198c0de-0000-7000-8000-000000000076' }) },
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
  'POST /api/v1/interactions/:id/survey/message': {},
  'GET /desk/interactions/:id/send-answer': {},
  'POST /desk/interactions/:id/send-answer': { body: () => answer },
  'GET /api/v1/interactions/:id/answer': {},
  'GET /api/v1/interactions/:id/messages': {},
  'POST /api/v1/interactions/:id/messages': { body: () => answer },
  'GET /api/v1/customers/:id/timeline': {},
  'POST /api/v1/interactions/:id/survey': { body: () => ({ answer: 4 }) },
  'POST /desk/interactions/:id/reopen': { body: onCall(() => ({})) },
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
