import { linkRoutes } from './across/links-desk.js';
import { z } from 'zod';
import { line, optional } from '../kernel/input.js';
import { deskRoute, fragment, page, type Route } from '../kernel/route.js';
import { may } from '../kernel/scope.js';
import { consentRoutes } from './record/consents-desk.js';
import { createRoutes } from './record/create-desk.js';
import { customerAuthorities } from './record/customer-authorities.js';
import { duplicateRoutes } from './duplicates/duplicates-desk.js';
import { editRoutes } from './record/edit-desk.js';
import { identifierRoutes } from './record/identifier-desk.js';
import { mergeRoutes } from './merge/merge-desk.js';
import { openingRoutes } from './restricted/openings-desk.js';
import { occupancyRoutes } from './record/occupancy-desk.js';
import { partRoutes } from './record/parts-desk.js';
import { searchCustomers } from './queries.js';
import { relationshipRoutes } from './record/relationship-desk.js';
import { restrictedRoutes } from './restricted/restricted-desk.js';
import { customersPage, suggestionsView } from './views.js';

const authorityField = optional(z.coerce.number().int());

const search = deskRoute({
  method: 'get',
  path: '/desk/customers',
  permission: 'customers.read',
  query: z.strictObject({ q: optional(line(200)), authority: authorityField, cursor: optional(line(40)) }),
  handle: async (context) => {
    const { q: text = '', authority: authorityId, cursor } = context.query;
    const within = authorityId === undefined ? {} : { authorityId };
    const asked = { text, ...within, ...(cursor === undefined ? {} : { cursor }) };
    const answer = text === '' ? undefined : await context.read(searchCustomers, asked);
    const authorities = await customerAuthorities(context, 'customers.read');
    const mayCreate = may(context.visitor.actor, 'customers.create');
    const mayReviewDuplicates = may(context.visitor.actor, 'customers.review-duplicates');
    const model = customersPage({ text, authorityId, authorities, mayCreate, mayReviewDuplicates }, answer);
    return page('/customers/views/customers', model, { title: text || 'Customers', nav: 'customers' });
  },
});

const suggest = deskRoute({
  method: 'get',
  path: '/desk/customers/suggest',
  permission: 'customers.read',
  query: z.strictObject({ q: z.string().max(200).default(''), authority: authorityField }),
  handle: async (context) => {
    const { q: text, authority } = context.query;
    const within = authority === undefined ? {} : { authorityId: authority };
    const answer = await context.read(searchCustomers, { text, ...within, limit: 8 });
    return fragment('/customers/views/suggestions', suggestionsView(answer));
  },
});

export const deskRoutes: readonly Route[] = [
  search,
  suggest,
  ...createRoutes,
  ...duplicateRoutes,
  ...editRoutes,
  ...partRoutes,
  ...identifierRoutes,
  ...occupancyRoutes,
  ...relationshipRoutes,
  ...restrictedRoutes,
  ...mergeRoutes,
  ...consentRoutes,
  ...linkRoutes,
  ...openingRoutes,
];
