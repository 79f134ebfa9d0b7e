import { apiRoute, json, type Route } from '../../kernel/route.js';
import { knowColleague } from './know-colleague.js';

export const colleagueApiRoutes: readonly Route[] = [
  apiRoute({
    method: 'post',
    path: '/api/v1/colleagues',
    permission: 'customers.create',
    body: knowColleague.input,
    api: {
      summary: 'The customer record of a person of the directory at a service desk, made or brought up to date',
      tag: 'Customers',
      ...(knowColleague.output ? { output: knowColleague.output } : {}),
    },
    handle: async (context) => {
      const known = await context.run(knowColleague, context.body);
      return json(known, { version: known.version });
    },
  }),
];
