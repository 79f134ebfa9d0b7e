import { readDemoFiles } from '#core/app/demo/load/read-files.js';
import type { Kernel } from '#core/kernel/kernel.js';
import { escapeHtml } from '#core/web/html.js';
import type { Dataset } from '../build/dataset.js';
import { searchFor } from '../world/articles.js';
import { chanceOf, kinds, type Chance } from '../world/chance.js';
import type { BenchCustomer } from '../world/customers.js';
import { caseOperations } from './case-operations.js';
import { drawCustomer, type Readership } from './draw-customer.js';
import type { Operation, Sample } from './samples.js';

/** What an adviser does all day, each with samples from all over what they may read. */
export async function listOperations(
  kernel: Kernel,
  dataset: Dataset,
  samples: number,
  reads: Readership,
): Promise<Operation[]> {
  const draw = chanceOf(kinds.identifier, dataset.customers);
  const each = (make: () => Sample): Sample[] => Array.from({ length: samples }, make);
  const customer = (): BenchCustomer => drawCustomer(dataset, draw, reads);
  return [
    { name: 'search customer: surname + postcode', samples: each(() => byNameAndPostcode(customer())) },
    { name: 'search customer: telephone', samples: each(() => byTelephone(withTelephone(customer))) },
    { name: 'search customer: part of a name', samples: each(() => byPartOfName(customer())) },
    { name: 'customer page', samples: each(() => customerPage(customer())) },
    { name: 'knowledge search', samples: knowledgeSearches(draw, dataset, samples) },
    ...(await caseOperations(kernel, dataset, draw, samples, reads)),
  ];
}

function get(path: string, expect: readonly string[]): Sample {
  return { method: 'GET', path, status: 200, expect };
}

function search(text: string, expect: readonly string[]): Sample {
  return get(`/desk/customers?${new URLSearchParams({ q: text }).toString()}`, expect);
}

function byNameAndPostcode({ id, lastName, place }: BenchCustomer): Sample {
  return search(`${lastName} ${place.postcode}`, [`/desk/customers/${id}`]);
}

function withTelephone(customer: () => BenchCustomer): BenchCustomer {
  for (;;) {
    const drawn = customer();
    if (drawn.telephone !== undefined) return drawn;
  }
}

/** As a caller gives it: 01632 and six digits. */
function byTelephone({ id, telephone = '' }: BenchCustomer): Sample {
  return search(`01632 ${telephone.slice('+441632'.length)}`, [`/desk/customers/${id}`]);
}

/** The beginning of a surname and of a first name. Hundreds match; a page of them is shown. */
function byPartOfName({ firstName, lastName }: BenchCustomer): Sample {
  return search(`${lastName.slice(0, 4)} ${firstName.slice(0, 2)}`, ['href="/desk/customers/0']);
}

function customerPage({ id, lastName, place }: BenchCustomer): Sample {
  return get(`/desk/customers/${id}`, [escapeHtml(lastName), place.postcode]);
}

function knowledgeSearches(draw: Chance, dataset: Dataset, samples: number): Sample[] {
  const patterns = readDemoFiles().articles;
  return Array.from({ length: samples }, () => {
    const index = draw.below(dataset.articles);
    const words = searchFor(index, patterns);
    const path = `/desk/knowledge?${new URLSearchParams({ q: words }).toString()}`;
    return { ...get(path, ['/desk/knowledge/bench-article-']), words };
  });
}
