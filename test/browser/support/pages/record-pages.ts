import type { Page } from 'playwright-core';
import { partnership } from '../fixtures.js';
import { rowOf } from '../records.js';
import { ofCustomer, sendAsItIs, type Pages, type Visit } from './visit.js';

const as = 'tom.beddoes';
const editor = 'grace.adeyemi';
const leader = 'folake.okafor';
const county = 'priya.nair';

const form = (part: string, who: string = as): Visit[] => [
  { state: 'empty', as: who, path: ofCustomer('McLeod', part) },
  { state: 'error', as: who, path: ofCustomer('McLeod', part), then: sendAsItIs },
];

/** Customers, properties, knowledge and services. */
export const recordPages: Pages = {
  '/desk/customers': [
    { state: 'empty', as, path: '/desk/customers' },
    { state: 'full', as, path: '/desk/customers?q=kettle' },
    { state: 'nothing found', as, path: '/desk/customers?q=zzzz' },
  ],
  '/desk/customers/new': [
    { state: 'empty', as, path: '/desk/customers/new' },
    { state: 'error', as, path: '/desk/customers/new', then: sendAsItIs },
  ],
  '/desk/customers/:id': [
    { state: 'full', as, path: ofCustomer('McLeod') },
    { state: 'one kind', as, path: ofCustomer('McLeod', '?show=case') },
    { state: 'none of a kind', as, path: ofCustomer('Hollins & Daughters', '?show=message') },
    { state: 'organisation', as, path: ofCustomer('Hollins & Daughters') },
    { state: 'restricted', as, path: restrictedCustomer },
    { state: 'another authority’s', as, path: ofCustomer('Fairclough') },
  ],
  '/desk/customers/:id/edit': [{ state: 'full', as, path: ofCustomer('McLeod', '/edit') }],
  '/desk/customers/:id/contact-points': form('/contact-points'),
  '/desk/customers/:id/move': form('/move'),
  '/desk/customers/:id/death': [{ state: 'full', as, path: ofCustomer('McLeod', '/death') }],
  '/desk/customers/:id/identifiers': form('/identifiers'),
  '/desk/customers/:id/representations': [
    { state: 'empty', as, path: ofCustomer('McLeod', '/representations') },
    { state: 'full', as, path: ofCustomer('McLeod', '/representations?q=kettle') },
    { state: 'error', as, path: ofCustomer('McLeod', '/representations?q=kettle'), then: sendAsItIs },
  ],
  '/desk/customers/:id/representations/:partId': [
    { state: 'full', as: county, path: ofRepresentation('carer') },
    { state: 'error', as: county, path: ofRepresentation('carer'), then: sendNonsense },
  ],
  '/desk/customers/:id/identifiers/:partId': [
    { state: 'full', as, path: ofIdentifier },
    { state: 'error', as, path: ofIdentifier, then: sendWithoutNumber },
  ],
  '/desk/customers/:id/occupancies': form('/occupancies'),
  '/desk/customers/:id/occupancies/:partId': [
    { state: 'full', as, path: ofOccupancy },
    { state: 'error', as, path: ofOccupancy, then: sendNonsense },
  ],
  '/desk/customers/:id/links': [
    // By day nobody of the demo sees another council's customers; what follows is in customer-links.test.ts.
    { state: 'nobody to link', as: county, path: ofLinked },
  ],
  '/desk/customers/:id/links/:partId/end': [
    { state: 'full', as, path: ofLink },
    { state: 'error', as, path: ofLink, then: sendAsItIs },
  ],
  '/desk/customers/:id/relationships': [
    { state: 'empty', as, path: ofCustomer('McLeod', '/relationships') },
    { state: 'full', as, path: ofCustomer('McLeod', '/relationships?q=kettle') },
    { state: 'error', as, path: ofCustomer('McLeod', '/relationships?q=kettle'), then: sendAsItIs },
    { state: 'not allowed', as: editor, path: ofCustomer('McLeod', '/relationships') },
  ],
  '/desk/customers/:id/relationships/:partId': [
    { state: 'full', as, path: ofRelationship },
    { state: 'error', as, path: ofRelationship, then: sendNonsense },
  ],
  '/desk/customers/:id/restriction': [
    { state: 'full', as: 'folake.okafor', path: ofCustomer('McLeod', '/restriction') },
  ],
  '/desk/customers/:id/merge': [
    { state: 'empty', as: leader, path: ofCustomer('McLeod', '/merge?q=zzzz') },
    { state: 'candidates', as: leader, path: ofCustomer('McLeod', '/merge?q=kettle') },
    { state: 'full', as: leader, path: compared },
    { state: 'error', as: leader, path: compared, then: sendAsItIs },
    { state: 'not allowed', as, path: ofCustomer('McLeod', '/merge') },
  ],
  '/desk/customers/duplicates': [
    { state: 'full', as: leader, path: '/desk/customers/duplicates' },
    { state: 'empty', as: leader, path: '/desk/customers/duplicates?show=dismissed' },
    { state: 'not allowed', as, path: '/desk/customers/duplicates' },
  ],
  '/desk/customers/duplicates/:id': [{ state: 'full', as: leader, path: likelyPair }],
  '/desk/customers/:id/merges': [
    { state: 'empty', as: leader, path: ofCustomer('McLeod', '/merges') },
    { state: 'full', as: leader, path: ofMerge(false) },
  ],
  '/desk/customers/:id/merges/:mergeId': [
    { state: 'full', as: leader, path: ofMerge(true) },
    { state: 'error', as: leader, path: ofMerge(true), then: sendAsItIs },
  ],
  '/desk/alerts': [
    { state: 'to decide', as: leader, path: '/desk/alerts' },
    { state: 'empty', as: leader, path: '/desk/alerts?show=review' },
    { state: 'full', as: leader, path: '/desk/alerts?show=live' },
  ],
  '/desk/alerts/new': [
    { state: 'empty', as, path: proposeOn },
    { state: 'error', as, path: proposeOn, then: sendAsItIs },
  ],
  '/desk/alerts/:id': [
    { state: 'to decide', as: leader, path: ofAlert('proposed') },
    { state: 'full', as: leader, path: ofAlert('live') },
    { state: 'error', as: leader, path: ofAlert('live'), then: sendAsItIs },
    { state: 'only to read', as, path: ofAlert('live') },
  ],
  '/desk/customers/:id/consents': [...form('/consents'), { state: 'full', as, path: ofConsents }],
  '/desk/restricted-openings': [
    { state: 'full', as: 'david.okonkwo', path: '/desk/restricted-openings' },
    { state: 'all', as: 'david.okonkwo', path: '/desk/restricted-openings?show=all' },
    { state: 'empty', as: 'martha.wright', path: '/desk/restricted-openings' },
    { state: 'not allowed', as, path: '/desk/restricted-openings' },
  ],
  '/desk/places': [
    { state: 'empty', as, path: '/desk/places' },
    { state: 'full', as, path: '/desk/places?q=saddler+street' },
    { state: 'nothing found', as, path: '/desk/places?q=zzzz' },
    { state: 'to look up elsewhere', as: 'kwame.mensah', path: '/desk/places?q=zzzz' },
  ],
  '/desk/places/elsewhere': [
    { state: 'empty', as: 'kwame.mensah', path: '/desk/places/elsewhere?via=addresses' },
    { state: 'full', as: 'kwame.mensah', path: '/desk/places/elsewhere?via=addresses&q=dm99zz' },
    { state: 'nothing found', as: 'kwame.mensah', path: '/desk/places/elsewhere?via=addresses&q=zzzz' },
    { state: 'error', as: 'kwame.mensah', path: '/desk/places/elsewhere?via=addresses&q=dm99zz', then: sendAsItIs },
  ],
  '/desk/places/:id': [{ state: 'full', as, path: homeOfMcLeod }],
  '/desk/places/:id/works': [{ state: 'empty', as, path: async () => `${await homeOfMcLeod()}/works` }],
  '/desk/search': [
    { state: 'empty', as, path: '/desk/search' },
    { state: 'full', as, path: '/desk/search?q=saddler+street' },
    { state: 'with a bulletin', as, path: '/desk/search?q=bin+collection' },
    { state: 'nothing found', as, path: '/desk/search?q=zzzz' },
  ],
  '/desk/services': [{ state: 'full', as, path: '/desk/services' }],
  '/desk/services/:key': [{ state: 'full', as, path: '/desk/services/missed-bin-collection' }],
  '/desk/knowledge': [
    { state: 'empty', as, path: '/desk/knowledge' },
    { state: 'full', as, path: '/desk/knowledge?q=wheelie+bin+not+emptied' },
    { state: 'nothing found', as, path: '/desk/knowledge?q=zzzz' },
  ],
  '/desk/knowledge/:key': [{ state: 'full', as, path: '/desk/knowledge/missed-bin' }],
  '/desk/knowledge-editing': [
    { state: 'full', as: editor, path: '/desk/knowledge-editing?show=published' },
    { state: 'of one owner', as: editor, path: '/desk/knowledge-editing?show=published&owner=waste' },
    { state: 'empty', as: editor, path: '/desk/knowledge-editing?show=withdrawn' },
    { state: 'not allowed', as, path: '/desk/knowledge-editing' },
  ],
  '/desk/knowledge-editing/new': [
    { state: 'empty', as: editor, path: '/desk/knowledge-editing/new' },
    { state: 'error', as: editor, path: '/desk/knowledge-editing/new', then: sendAsItIs },
  ],
  '/desk/knowledge-editing/articles/:id': [
    { state: 'full', as: editor, path: ofArticle('') },
    { state: 'Welsh', as: editor, path: ofArticle('?part=cy') },
  ],
  '/desk/knowledge-editing/articles/:id/versions': [{ state: 'full', as: editor, path: ofArticle('/versions') }],
  '/desk/knowledge-editing/feedback': [{ state: 'full', as: editor, path: '/desk/knowledge-editing/feedback' }],
  '/desk/knowledge-editing/synonyms/shared': [
    { state: 'full', as: editor, path: '/desk/knowledge-editing/synonyms/shared' },
    { state: 'empty', as: editor, path: '/desk/knowledge-editing/synonyms/shared?page=9' },
  ],
  '/desk/knowledge-editing/synonyms/shared/:key': [
    { state: 'behind', as: editor, path: '/desk/knowledge-editing/synonyms/shared/search-words' },
  ],
  '/desk/knowledge-editing/synonyms': [{ state: 'full', as: editor, path: '/desk/knowledge-editing/synonyms' }],
  '/desk/knowledge-editing/learned': [
    { state: 'full', as: editor, path: '/desk/knowledge-editing/learned' },
    { state: 'refused', as: editor, path: '/desk/knowledge-editing/learned?show=refused' },
    { state: 'error', as: editor, path: '/desk/knowledge-editing/learned?authority=none' },
    { state: 'not allowed', as, path: '/desk/knowledge-editing/learned' },
  ],
  '/desk/knowledge-editing/shared': [
    { state: 'full', as: editor, path: '/desk/knowledge-editing/shared' },
    { state: 'behind', as: editor, path: '/desk/knowledge-editing/shared?show=behind' },
    { state: 'empty', as: editor, path: '/desk/knowledge-editing/shared?show=shared&page=99' },
    { state: 'the partnership’s', as: editor, path: sharedByPartnership },
    { state: 'not allowed', as, path: '/desk/knowledge-editing/shared' },
  ],
  '/desk/knowledge-editing/shared/:key': [
    { state: 'as it is', as: editor, path: '/desk/knowledge-editing/shared/pothole' },
    { state: 'behind', as: editor, path: '/desk/knowledge-editing/shared/allotments' },
    { state: 'not allowed', as, path: '/desk/knowledge-editing/shared/pothole' },
  ],
  '/desk/knowledge-editing/gaps': [
    { state: 'full', as: editor, path: '/desk/knowledge-editing/gaps' },
    { state: 'not allowed', as, path: '/desk/knowledge-editing/gaps' },
  ],
};

async function sharedByPartnership(): Promise<string> {
  const { id } = await rowOf<{ id: number }>(partnership(), 'authorities', { kind: 'partnership' });
  return `/desk/knowledge-editing/shared?authority=${id}&show=ours`;
}

function ofArticle(part: string): () => Promise<string> {
  return async () => {
    const { id } = await rowOf<{ id: string }>(partnership(), 'articles', { key: 'missed-bin' });
    return `/desk/knowledge-editing/articles/${id}${part}`;
  };
}

function ofRepresentation(role: string): () => Promise<string> {
  return async () => {
    const one = await rowOf<{ id: string; customer_id: string }>(partnership(), 'representations', { role });
    return `/desk/customers/${one.customer_id}/representations/${one.id}`;
  };
}

async function ofIdentifier(): Promise<string> {
  const { id: customer_id } = await rowOf<{ id: string }>(partnership(), 'customers', { last_name: 'McLeod' });
  const { id } = await rowOf<{ id: string }>(partnership(), 'identifiers', { customer_id });
  return `/desk/customers/${customer_id}/identifiers/${id}`;
}

async function sendWithoutNumber(page: Page): Promise<void> {
  await page.getByLabel('Number', { exact: true }).fill('');
  await sendAsItIs(page);
}

async function ofOccupancy(): Promise<string> {
  const { id: customer_id } = await rowOf<{ id: string }>(partnership(), 'customers', { last_name: 'McLeod' });
  const { id } = await rowOf<{ id: string }>(partnership(), 'occupancies', { customer_id });
  return `/desk/customers/${customer_id}/occupancies/${id}`;
}

/** The page on which the county's record of somebody who is known to Dunmere too is linked. */
async function ofLinked(): Promise<string> {
  const link = await rowOf<{ other_customer_id: string }>(partnership(), 'customer_links', {});
  return `/desk/customers/${link.other_customer_id}/links`;
}

async function ofLink(): Promise<string> {
  const link = await rowOf<{ id: string; customer_id: string }>(partnership(), 'customer_links', {});
  return `/desk/customers/${link.customer_id}/links/${link.id}/end`;
}

async function ofRelationship(): Promise<string> {
  const one = await rowOf<{ id: string; customer_id: string }>(partnership(), 'relationships', { relation: 'parent' });
  return `/desk/customers/${one.customer_id}/relationships/${one.id}`;
}

/** Sends a form with a last day that is none. */
async function sendNonsense(page: Page): Promise<void> {
  await page.getByLabel('Until').fill('the day after never');
  await sendAsItIs(page);
}

async function compared(): Promise<string> {
  const one = await rowOf<{ id: string; authority_id: number }>(partnership(), 'customers', { last_name: 'McLeod' });
  const alike = { kind: 'person', authority_id: one.authority_id };
  const other = await rowOf<{ id: string }>(partnership(), 'customers', alike, (rows) =>
    rows.whereNot('id', one.id).whereNull('restriction').whereNull('merged_into_id').orderBy('id'),
  );
  return `/desk/customers/${one.id}/merge?with=${other.id}`;
}

async function proposeOn(): Promise<string> {
  const { id } = await rowOf<{ id: string }>(partnership(), 'customers', { last_name: 'McLeod' });
  return `/desk/alerts/new?customer=${id}`;
}

function ofAlert(state: string): () => Promise<string> {
  return async () => {
    const { id } = await rowOf<{ id: string }>(partnership(), 'alerts', { state });
    return `/desk/alerts/${id}`;
  };
}

async function ofConsents(): Promise<string> {
  const { customer_id: id } = await rowOf<{ customer_id: string }>(partnership(), 'consents', { purpose: 'research' });
  return `/desk/customers/${id}/consents`;
}

function ofMerge(one: boolean): () => Promise<string> {
  return async () => {
    const merge = await rowOf<{ id: string; survivor_id: string }>(partnership(), 'customer_merges', {});
    return `/desk/customers/${merge.survivor_id}/merges${one ? `/${merge.id}` : ''}`;
  };
}

async function homeOfMcLeod(): Promise<string> {
  const { place_id: id } = await rowOf<{ place_id: string }>(partnership(), 'customers', { last_name: 'McLeod' });
  return `/desk/places/${id}`;
}

async function restrictedCustomer(): Promise<string> {
  const { id } = await rowOf<{ id: string }>(partnership(), 'customers', { last_name: 'Birtles' });
  return `/desk/customers/${id}`;
}

async function likelyPair(): Promise<string> {
  const { id } = await rowOf<{ id: string }>(partnership(), 'customer_pairs', { verdict: 'merge' });
  return `/desk/customers/duplicates/${id}`;
}
