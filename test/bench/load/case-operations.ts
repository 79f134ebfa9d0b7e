import { logCase } from '#core/cases/index.js';
import { systemActor } from '#core/kernel/actor.js';
import { runCommand } from '#core/kernel/command.js';
import { statement } from '#core/kernel/db/statement.js';
import type { Kernel } from '#core/kernel/kernel.js';
import { everyAuthority } from '#core/kernel/scope.js';
import { escapeHtml } from '#core/web/html.js';
import type { Dataset } from '../build/dataset.js';
import { idOf, itemAt, kinds, type Chance } from '../world/chance.js';
import { drawCustomer, type Readership } from './draw-customer.js';
import type { Operation, Sample } from './samples.js';

/** What is done with cases: log one, look at one, note something, look at a team's queue. */
export async function caseOperations(
  kernel: Kernel,
  dataset: Dataset,
  draw: Chance,
  samples: number,
  reads: Readership,
): Promise<Operation[]> {
  const cases = await drawCases(kernel, dataset, draw, samples, reads);
  const service = await streetCleaning(kernel);
  const reported = await reportPlaces(kernel, service, dataset, draw);
  const teams = await listBusyTeams(kernel, reads);
  return [
    { name: 'log a case', samples: cases.map(() => reportNew(service, dataset, draw)) },
    { name: 'ask if it is logged', samples: cases.map(() => reportAgain(service, draw.pick(reported), dataset, draw)) },
    { name: 'case page', samples: cases.map(casePage) },
    { name: 'add a note', samples: cases.map(addNote) },
    { name: 'queue page', samples: cases.map(() => queuePage(draw.pick(teams))) },
  ];
}

interface DrawnCase {
  readonly reference: string;
  readonly participant_name: string;
}

const ordinary = statement<{ id: string; reads: Readership }, DrawnCase>(
  `select c.reference, c.participant_name from @cases c join authorities a on a.id = c.authority_id
   where c.id = :id and c.restriction is null and cast(:reads as text) in ('all', a.slug)`,
);

/** Cases from all over what is read; those of restricted services, which open to few, are left out. */
async function drawCases(
  kernel: Kernel,
  dataset: Dataset,
  draw: Chance,
  count: number,
  reads: Readership,
): Promise<DrawnCase[]> {
  const drawn: DrawnCase[] = [];
  while (drawn.length < count) {
    const id = idOf(kinds.case, draw.below(dataset.cases));
    const one = await kernel.db.read(everyAuthority).first(ordinary, { id, reads });
    if (one) drawn.push(one);
  }
  return drawn;
}

const serviceByKey = statement<{ key: string; slug: string }, { id: string }>(
  'select s.id from @services s join authorities a on a.id = s.authority_id where s.key = :key and a.slug = :slug',
);

async function streetCleaning(kernel: Kernel): Promise<string> {
  const row = await kernel.db
    .read(everyAuthority)
    .first(serviceByKey, { key: 'street-cleaning', slug: 'castlebridge' });
  if (!row) throw new Error('Castlebridge publishes no street cleaning');
  return row.id;
}

const placesReported = 40;

/** Logs a case at each of some places, so that whoever reports the same there is asked about it. */
async function reportPlaces(kernel: Kernel, service: string, dataset: Dataset, draw: Chance): Promise<string[]> {
  const places: string[] = [];
  while (places.length < placesReported) {
    const { id: customerId, place } = drawCustomer(dataset, draw, 'castlebridge');
    const answers = { problem: 'litter', needles: false, reach: 'spot' };
    const report = { serviceId: service, customerId, answers, location: { placeId: place.id } };
    await runCommand(kernel, systemActor('benchmark'), logCase, report);
    places.push(place.id);
  }
  return places;
}

// Counted over what the database holds, so that the load meets queues of ordinary length.
const busyTeams = statement<{ reads: Readership }, { id: string; name: string; open: number }>(
  `select t.id, t.name, count(*) as open from @cases c join @teams t on t.id = c.team_id
   join authorities a on a.id = t.authority_id
   where c.status_kind <> 'closed' and cast(:reads as text) in ('all', a.slug) group by t.id, t.name order by count(*) desc, t.id limit 30`,
);

interface Team {
  readonly id: string;
  readonly name: string;
}

/** The thirty teams with the longest queues. */
async function listBusyTeams(kernel: Kernel, reads: Readership): Promise<Team[]> {
  const teams = await kernel.db.read(everyAuthority).all(busyTeams, { reads });
  itemAt(teams, 0);
  return teams;
}

function reportNew(service: string, dataset: Dataset, draw: Chance): Sample {
  const { id, place } = drawCustomer(dataset, draw, 'castlebridge');
  // Without `nearby` an open case close by turns the answer into a question.
  const form = { ...reportForm(service, draw), customer: id, 'location.place': place.id, nearby: 'new' };
  return { method: 'POST', path: '/desk/cases/log', form, status: 303, expect: ['/desk/cases/CB-'] };
}

/** Another customer's report of what is open there: the adviser is asked which it is, and nothing is written. */
function reportAgain(service: string, placeId: string, dataset: Dataset, draw: Chance): Sample {
  const customer = drawCustomer(dataset, draw, 'castlebridge').id;
  const form = { ...reportForm(service, draw), customer, 'location.place': placeId };
  return { method: 'POST', path: '/desk/cases/log', form, status: 200, expect: ['This may be logged already'] };
}

function reportForm(service: string, draw: Chance): Readonly<Record<string, string>> {
  return {
    service,
    'answers.problem': draw.pick(['glass', 'litter', 'leaves']),
    'answers.needles': 'no',
    'answers.reach': 'spot',
    'answers.where-exactly': 'By the bus stop, on the pavement',
    note: 'Seen this morning on the way to work.',
  };
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
