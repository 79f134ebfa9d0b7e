import type { Relation } from '../types.js';

/** How a relation reads from the other side. */
export const inverseRelation: Readonly<Record<Relation, Relation>> = {
  parent: 'child',
  child: 'parent',
  guardian: 'ward',
  ward: 'guardian',
  partner: 'partner',
  sibling: 'sibling',
  twin: 'twin',
  household: 'household',
  'next-of-kin': 'has-next-of-kin',
  'has-next-of-kin': 'next-of-kin',
  landlord: 'tenant',
  tenant: 'landlord',
  'works-for': 'employs',
  employs: 'works-for',
};

/** Of these, somebody can't be both to one other: nobody is the child of their own child. */
const oneWay: ReadonlySet<Relation> = new Set(['parent', 'child', 'guardian', 'ward']);

/** Whether both can't be true of the same two at once. */
export function contradicts(one: Relation, other: Relation): boolean {
  return oneWay.has(one) && inverseRelation[one] === other;
}
