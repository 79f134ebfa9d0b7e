import { statement } from '#core/kernel/db/statement.js';
import type { Kernel } from '#core/kernel/kernel.js';
import { everyAuthority } from '#core/kernel/scope.js';
import { escapeHtml } from '#core/web/html.js';
import type { Dataset } from '../build/dataset.js';
import { idOf, itemAt, kinds, type Chance } from '../world/chance.js';
import { rangeOfCouncil } from '../world/councils.js';
import { customerAt } from '../world/customers.js';
import type { Operation, Sample } from './samples.js';

/** What is done with cases: log one, look at one, note something, look at a team's queue. */
export async function caseOperations(
  kernel: Kernel,
  dataset: Dataset,
  draw: Chance,
  samples: number,
): Promise<Operation[]> {
  const cases = await drawCases(kernel, dataset, draw, samples);
  const service = await streetCleaning(kernel);
  const teams = await listBusyTeams(kernel);
  return [
    { name: 'log a case', samples: cases.map(() => logCase(service, dataset, draw)) },
    { name: 'case page', samples: cases.map(casePage) },
    { name: 'add a note', samples: cases.map(addNote) },
    { name: 'queue page', samples: cases.map(() => queuePage(draw.pick(teams))) },
  ];
}

interface DrawnCase {
  readonly reference: string;
  readonly participant_name: string;
}

const ordinary = statement<{ id: string }, DrawnCase>(
  `select c.reference, c.participant_name from @cases c join @services s on s.id = c.service_id
   where c.id = :id and s.restricted = 0`,
);

/** Cases from all over the database; those of restricted services, which open to few, are left out. */
async function drawCases(kernel: Kernel, dataset: Dataset, draw: Chance, count: number): Promise<DrawnCase[]> {
  const drawn: DrawnCase[] = [];
  while (drawn.length < count) {
    const id = idOf(kinds.case, draw.below(dataset.cases));
    const one = await kernel.db.read(everyAuthority).first(ordinary, { id });
    if (one) drawn.push(one);
  }
  return drawn;
}

const serviceByKey = statement<{ key: string; slug: string }, { id: string }>(
  'select s.id from @services s join authorities a on a.id = s.authority_id where s.key = :key and a.slug = :slug',
);

async function streetCleaning(kernel: Kernel): Promise<string> {
  const key = { key: 'street-cleaning', slug: 'castlebridge' };
  const row = await kernel.db.read(everyAuthority).first(serviceByKey, key);
  if (!row) throw new Error('Castlebridge publishes no street cleaning');
  return row.id;
}

// Counted over what the database holds, so that the load meets queues of ordinary length.
const busyTeams = statement<Record<string, never>, { id: string; name: string; open: number }>(
  `select t.id, t.name, count(*) as open from @cases c join @teams t on t.id = c.team_id
   where c.status_kind <> 'closed' group by t.id, t.name order by count(*) desc, t.id limit 30`,
);

interface Team {
  readonly id: string;
  readonly name: string;
}

/** The thirty teams with the longest queues. */
async function listBusyTeams(kernel: Kernel): Promise<Team[]> {
  const teams = await kernel.db.read(everyAuthority).all(busyTeams, {});
  itemAt(teams, 0);
  return teams;
}

function logCase(service: string, { customers }: Dataset, draw: Chance): Sample {
  const { from, to } = rangeOfCouncil('castlebridge', customers);
  const { id, place } = customerAt(from + draw.below(to - from), customers);
  const form = {
    service,
    customer: id,
    'answers.problem': draw.pick(['glass', 'litter', 'leaves']),
    'answers.needles': 'no',
    'answers.reach': 'spot',
    'answers.where-exactly': 'By the bus stop, on the pavement',
    'location.place': place.id,
    note: 'Seen this morning on the way to work.',
    nearby: 'new', // else an open case close by turns the answer into a question
  };
  return { method: 'POST', path: '/desk/cases/log', form, status: 303, expect: ['/desk/cases/CB-'] };
}

function casePage({ reference, participant_name: name }: DrawnCase): Sample {
  return { method: 'GET', path: `/desk/cases/${reference}`, status: 200, expect: [reference, escapeHtml(name)] };
}

function addNote({ reference }: DrawnCase): Sample {
  const path = `/desk/cases/${reference}`;
  const form = { text: 'Rang the customer, who is at home after five and will leave the gate open.' };
  return { method: 'POST', path: `${path}/notes`, form, status: 303, expect: [path] };
}

function queuePage({ id, name }: Team): Sample {
  const path = `/desk/queue?${new URLSearchParams({ team: id }).toString()}`;
  return { method: 'GET', path, status: 200, expect: [escapeHtml(name), 'href="/desk/cases/'] };
}
