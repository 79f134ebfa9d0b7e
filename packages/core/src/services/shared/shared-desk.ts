import {
  keepRoute,
  ownRoute,
  standingOf,
  takeRoute,
  variantRoutes,
  type Variant,
  type VariantAct,
  type VariantKind,
} from '../../authorities/index.js';
import { redirect, type Route } from '../../kernel/route.js';
import { keepOwnService, takeSharedService, useSharedService } from '../commands/take-shared.js';
import { designErrors } from '../design/design-errors.js';
import { designHref, hrefOfDesign } from '../design/design-views.js';
import { Key } from '../form/condition-types.js';
import { compareShared, listShared } from './shared-queries.js';

const path = `${designHref}/shared`;
const services: VariantKind = {
  path,
  permission: 'services.design',
  key: Key,
  thing: 'service',
  things: 'Services',
  nav: 'services',
  above: [
    { text: 'Services', href: '/desk/services' },
    { text: 'Design', href: designHref },
  ],
  lead: {
    council:
      'The services that the partnership defined, and what we made of them. A case keeps the version that it was logged under.',
    partnership: 'The services that the partnership defined for all councils, and which councils offer them otherwise.',
  },
  without: 'Not offered by us',
  list: listShared,
  compare: compareShared,
  editHref: ({ id }) => hrefOfDesign(id),
  actsOf,
  taken: designErrors.keyTaken.code,
};

function actsOf(variant: Variant): VariantAct[] {
  const { key, own } = variant;
  const address = `${path}/${key}`;
  if (!own)
    return [
      {
        text: 'Offer it',
        about: 'Begins our own service from it, as a draft: choose our teams, change what we do otherwise, publish.',
        ...{ action: `${address}/take`, isMainAction: true },
      },
    ];
  const write: VariantAct = {
    text: 'Change ours',
    about: 'Opens our own in the designer.',
    href: hrefOfDesign(own.id),
  };
  const use: VariantAct = {
    text: 'Put the partnership’s into our draft',
    about: 'In place of what our draft says now. Published as it stands, the two are the same again.',
    action: `${address}/use`,
  };
  const keep: VariantAct = {
    text: 'Keep ours',
    about: 'Says that we looked at the partnership’s change and took in what we need. The mark clears.',
    action: `${address}/keep`,
  };
  const standing = standingOf(variant);
  if (standing === 'behind') return [{ ...write, isMainAction: true }, keep, use];
  return standing === 'ours' || !own.inUse ? [write, use] : [write];
}

const use = ownRoute(services, 'use', async (context, input) => {
  const { id } = await context.run(useSharedService, input);
  const say = 'Our draft says what the partnership’s says. Publish it when it is right.';
  return redirect(hrefOfDesign(id), { say });
});

export const sharedRoutes: readonly Route[] = [
  ...variantRoutes(services),
  takeRoute(services, {
    param: 'sharedServiceKey',
    command: takeSharedService,
    say: 'This is our own draft now. Nobody can log a case under it until it is published.',
  }),
  use,
  keepRoute(services, keepOwnService),
];
