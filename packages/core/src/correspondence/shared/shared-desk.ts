import {
  actsAtOnce,
  goBackRoute,
  keepRoute,
  takeRoute,
  variantRoutes,
  type OwnOne,
  type VariantKind,
} from '../../authorities/index.js';
import type { Route } from '../../kernel/route.js';
import { goBackToShared, keepOwnTemplate, takeSharedTemplate } from '../commands/take-shared-template.js';
import { correspondenceErrors } from '../correspondence-errors.js';
import { TemplatePurpose } from '../template-input.js';
import { compareShared, listShareds } from './shared-queries.js';

const templatesHref = '/desk/admin/message-templates';
const path = `${templatesHref}/shared`;
const thing = 'template';
const editHref = ({ id }: Pick<OwnOne, 'id'>): string => `${templatesHref}/${id}`;

const templates: VariantKind = {
  ...{ path, thing, things: 'Message templates', editHref, nav: 'templates' },
  permission: 'correspondence.edit-templates',
  key: TemplatePurpose.shape.key,
  above: [{ text: 'Message templates', href: templatesHref }],
  lead: {
    council:
      'The partnership’s words for customers, and where ours stand in their place. A customer is told one of the two, never both.',
    partnership: 'The words that all councils share for customers, and which councils say something else.',
  },
  list: listShareds,
  compare: compareShared,
  actsOf: (variant) =>
    actsAtOnce(variant, { path, thing, editHref: variant.own && editHref(variant.own), begins: 'taking' }),
  taken: correspondenceErrors.templateTaken.code,
};

export const sharedRoutes: readonly Route[] = [
  ...variantRoutes(templates),
  takeRoute(templates, {
    param: 'sharedTemplateKey',
    command: takeSharedTemplate,
    say: 'This is our own now. What you save here is what our customers are told.',
  }),
  keepRoute(templates, keepOwnTemplate),
  goBackRoute(templates, goBackToShared, 'Ours is given up: customers are told the partnership’s words'),
];
