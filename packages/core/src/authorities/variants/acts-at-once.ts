import { standingOf, type Variant } from './standing.js';
import type { VariantAct } from './variants-views.js';

/** What can be done about something that has no drafts: what is made ours, or changed, is used at once. */
export function actsAtOnce(
  variant: Variant,
  {
    path,
    thing,
    editHref,
    begins,
  }: {
    readonly path: string;
    readonly thing: string;
    readonly editHref: string | undefined;
    /** `taking`: ours begins with what the partnership’s says; `writing`: with what is saved where ours is written. */
    readonly begins: 'taking' | 'writing';
  },
): VariantAct[] {
  const address = `${path}/${variant.key}`;
  if (!variant.own) {
    const about = `Begins our own ${thing} with what the partnership’s says. From then on the partnership’s changes reach us as a mark, not by themselves.`;
    const where = begins === 'writing' && editHref !== undefined ? { href: editHref } : { action: `${address}/take` };
    return [{ text: 'Make it ours', about, isMainAction: true, ...where }];
  }
  const write: VariantAct = {
    ...{ text: 'Change ours', about: `Opens our own ${thing}; what is saved there is used at once.` },
    ...(editHref === undefined ? {} : { href: editHref }),
  };
  const keep: VariantAct = {
    ...{ text: 'Keep ours', action: `${address}/keep` },
    about: 'Says that we looked at the partnership’s change and took in what we need. The mark clears.',
  };
  const back: VariantAct = {
    ...{ text: 'Go back to the shared one', action: `${address}/go-back` },
    about: `Ours is given up, and we use the partnership’s ${thing} again, with every change that it makes.`,
  };
  return standingOf(variant) === 'behind' ? [{ ...write, isMainAction: true }, keep, back] : [write, back];
}
