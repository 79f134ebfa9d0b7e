import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { DAY_MS, MINUTE_MS, type Instant } from '../../../kernel/clock.js';
import { dayOfWeek } from '../../../kernel/local-date.js';
import { localDateAt, toLocal } from '../../../kernel/london-time.js';
import { parseAnswers, parseLocation, type ServiceDefinition } from '../../../services/index.js';
import { memberKeys } from './authorities.js';
import { buildWorld } from './build-world.js';
import { buildDirectoryPeople } from './directory-people.js';
import { dueTodayAtLeast } from './due-today.js';
import { groupBy } from './group-by.js';
import { isJoiner } from './joiners.js';
import { itemAt } from './random.js';
import { readShippedServices, readShippedTeams } from './testing/shipped-catalogue.js';
import type { TeamDefinition } from './teams.js';
import type { DemoWorld } from './types.js';

const tuesdayMorning = Date.parse('2026-11-24T10:40:00Z');
const sundayAtSeven = Date.parse('2026-03-29T06:10:00Z');

describe('demo world', function () {
  this.timeout(30_000);
  let services: ServiceDefinition[];
  let teams: TeamDefinition[];
  let world: DemoWorld;

  before(async () => {
    services = await readShippedServices();
    teams = await readShippedTeams();
    world = buildWorld({ seed: 'moothall', startAt: tuesdayMorning, services, teams });
  });

  const small = (seed: string, startAt: Instant) =>
    buildWorld({ seed, startAt, services, teams, customers: 1500, contactsAndCases: 2500 });

  it('is the same for the same seed and start, and another for another seed', () => {
    expect(digest(buildWorld({ seed: 'moothall', startAt: tuesdayMorning, services, teams }))).to.equal(digest(world));
    expect(digest(small('moothall', tuesdayMorning))).not.to.equal(digest(small('other', tuesdayMorning)));
  });

  it('has the numbers that the demo promises', () => {
    expect(world.authorities.filter(({ tier }) => tier !== 'partnership')).to.have.length(10);
    expect(world.customers).to.have.length(5300);
    expect(world.places.filter((place) => place.uprn).length).to.be.at.least(6000);
    expect(world.interactions.length + world.cases.length).to.be.within(21_000, 22_000);
    expect(world.staff.length).to.be.within(120, 140);
    expect(buildDirectoryPeople(world, services)).to.have.length(12_000);
  });

  it('has every role at every member, with sign-in names that differ', () => {
    for (const council of memberKeys) {
      const roles = world.staff
        .filter((person) => person.employerKey === council)
        .map((person) => person.roles[0]?.role);
      expect(new Set(roles).size, council).to.equal(7);
    }
    expect(new Set(world.staff.map((person) => person.signInName)).size).to.equal(world.staff.length);
  });

  it('gives every team somebody to do its work', () => {
    for (const team of world.teams) {
      const members = world.staff.filter(
        (person) => person.employerKey === team.authorityKey && person.teamKeys.includes(team.key),
      );
      expect(members, `${team.authorityKey} ${team.key}`).not.to.be.empty;
    }
  });

  it('leaves the founders’ past as it is, whoever joins', () => {
    const founders = world.interactions.filter(({ authorityKey }) => !isJoiner(authorityKey));
    const joiners = world.interactions.filter(({ authorityKey }) => isJoiner(authorityKey));
    expect(Math.min(...joiners.map(({ key }) => Number(key.slice(-5))))).to.equal(founders.length + 1);
    expect(new Set(joiners.map(({ authorityKey }) => authorityKey)).size).to.equal(6);
  });

  it('has a joint body answer for bins in the areas that it serves, and the park for planning in its village', () => {
    const answers = (area: object, serviceKey: string) =>
      world.responsibilities
        .filter((rule) => isMatch({ ...rule }, { ...area, serviceKey }))
        .map((one) => one.authorityKey);
    const whole = { wardName: undefined, placeKey: undefined };
    expect(answers({ areaKey: 'larkbourne', ...whole }, 'missed-bin-collection')).to.deep.equal(['joint-waste']);
    expect(answers({ areaKey: 'kelderwick', ...whole }, 'planning-enquiry')).to.deep.equal(['kelderwick']);
    const inPark = { areaKey: 'kelderwick', wardName: 'Fellgate and the Tarrow' };
    expect(answers(inPark, 'planning-enquiry')).to.deep.equal(['tarrow-fells']);
    expect(answers({ areaKey: 'larkbourne', ...whole }, 'pothole')).to.deep.equal(['westmoor']);
  });

  it('tells one seed’s directory from another’s, and has the same people for the same seed', () => {
    const names = (seed: string) => buildDirectoryPeople({ ...world, seed }, services).map(({ name }) => name);
    expect(names('moothall')).to.deep.equal(names('moothall'));
    expect(names('moothall')).not.to.deep.equal(names('other'));
  });

  it('routes every case to a team of the authority whose case it is', () => {
    const teamKeys = new Set(world.teams.map((team) => `${team.authorityKey} ${team.key}`));
    for (const { authorityKey, teamKey, key } of world.cases) {
      expect(teamKeys.has(`${authorityKey} ${teamKey}`), `${key} ${authorityKey} ${teamKey}`).to.equal(true);
    }
  });

  it('answers every form as the service takes it', () => {
    const byKey = new Map(services.map((service) => [service.key, service]));
    for (const each of world.cases) {
      const definition = byKey.get(each.serviceKey);
      if (!definition) throw new Error(`No service ${each.serviceKey}`);
      const parsed = parseAnswers(definition, each.answers, { today: localDateAt(each.loggedAt) });
      expect(parsed.errors, `${each.key} ${each.serviceKey}`).to.deep.equal([]);
      expect(parsed.answers, each.key).to.deep.equal(each.answers);
      expect(parseLocation(definition, withoutKind(each.location)).error, each.key).to.equal(undefined);
    }
  });

  it('moves every case only as its lifecycle allows', () => {
    const byKey = new Map(services.map((service) => [service.key, service]));
    for (const each of world.cases) {
      const lifecycle = byKey.get(each.serviceKey)?.lifecycle;
      let status = lifecycle?.initial;
      let before = each.loggedAt;
      for (const { at, event, from, to } of each.history) {
        expect(from, each.key).to.equal(status);
        expect(
          lifecycle?.transitions.some((step) => step.from === from && step.event === event && step.to === to),
        ).to.equal(true);
        expect(at, each.key).to.be.at.least(before);
        [status, before] = [to, at];
      }
      expect(each.status, each.key).to.equal(status);
      const isClosed = lifecycle?.statuses.find(({ key }) => key === status)?.kind === 'closed';
      expect(each.closedAt !== undefined, each.key).to.equal(isClosed);
    }
  });

  it('lets nothing happen after it starts', () => {
    for (const { startedAt, endedAt } of world.interactions) {
      expect(startedAt).to.be.below(tuesdayMorning);
      expect(endedAt).to.be.within(startedAt, tuesdayMorning);
    }
    for (const each of world.cases) {
      const times = [
        each.loggedAt,
        each.closedAt ?? 0,
        ...each.history.map(({ at }) => at),
        ...each.notes.map(({ at }) => at),
      ];
      expect(Math.max(...times), each.key).to.be.at.most(tuesdayMorning);
    }
  });

  it('resolves four enquiries of five at first contact and closes nine cases of ten in time', () => {
    const outcomes = groupBy(
      world.interactions.flatMap(({ enquiries }) => enquiries),
      ({ outcome }) => outcome,
    );
    const count = (outcome: 'answered' | 'case-logged' | 'handed-over') => outcomes.get(outcome)?.length ?? 0;
    const first = count('answered') / (count('answered') + count('case-logged') + count('handed-over'));
    expect(first).to.be.within(0.76, 0.84);
    const closed = world.cases.filter((each) => each.closedAt !== undefined);
    expect(closed.filter((each) => each.withinSla).length / closed.length).to.be.within(0.89, 0.95);
  });

  it('is busiest on Mondays and at mid-morning, and quiet at weekends', () => {
    const byDay = groupBy(world.interactions, ({ startedAt }) => dayOfWeek(localDateAt(startedAt)));
    const on = (day: Parameters<typeof byDay.get>[0]) => byDay.get(day)?.length ?? 0;
    for (const day of ['tuesday', 'wednesday', 'thursday', 'friday'] as const)
      expect(on('monday')).to.be.above(on(day));
    expect(on('sunday')).to.be.below(on('monday') / 8);
    const calls = world.interactions.filter(({ channel }) => channel === 'telephone');
    const inHour = (hour: number) =>
      calls.filter(({ startedAt }) => Math.floor(toLocal(startedAt).minuteOfDay / 60) === hour).length;
    expect(inHour(10)).to.be.above(inHour(12));
    expect(inHour(12)).to.be.above(inHour(17));
  });

  it('has late work, and work due today at every council', () => {
    const open = world.cases.filter((each) => each.closedAt === undefined);
    expect(open.filter((each) => each.dueAt < tuesdayMorning).length).to.be.at.least(8);
    for (const council of ['westmoor', 'dunmere', 'elmfold', 'castlebridge']) {
      const dueToday = open.filter((each) => each.authorityKey === council && localDateAt(each.dueAt) === '2026-11-24');
      expect(dueToday.length, council).to.be.at.least(dueTodayAtLeast);
    }
  });

  it('has work due today even when it starts early on the Sunday of the clock change', () => {
    const sunday = small('moothall', sundayAtSeven);
    for (const council of ['westmoor', 'dunmere', 'elmfold', 'castlebridge']) {
      const dueToday = sunday.cases.filter(
        (each) =>
          each.authorityKey === council && each.closedAt === undefined && localDateAt(each.dueAt) === '2026-03-29',
      );
      expect(dueToday.length, council).to.be.at.least(dueTodayAtLeast);
    }
    expect(Math.max(...sunday.interactions.map(({ endedAt }) => endedAt))).to.be.at.most(sundayAtSeven);
  });

  it('has a bin round that failed this morning, on named streets', () => {
    const round = itemAt(
      world.incidents.filter(({ key }) => key === 'failed-bin-round'),
      0,
    );
    expect(round.onDate).to.equal('2026-11-24');
    const stopped = world.propertyFacts.filter(({ fact, value }) => fact === 'round-status' && value === 'disrupted');
    const streets = new Set(stopped.map(({ placeKey }) => world.places.find(({ key }) => key === placeKey)?.street));
    expect([...streets].sort()).to.deep.equal([...round.streets].sort());
    const logged = world.cases.filter(({ key }) => round.caseKeys.includes(key));
    expect(logged.length).to.be.at.least(5);
    for (const each of logged) expect(tuesdayMorning - each.loggedAt).to.be.within(0, 3 * 60 * MINUTE_MS);
  });

  it('has a day of snow that fills the lines', () => {
    const snow = itemAt(
      world.incidents.filter(({ key }) => key === 'day-of-snow'),
      0,
    );
    const onDay = (date: string) =>
      world.interactions.filter(({ startedAt }) => localDateAt(startedAt) === date).length;
    const aWeekBefore = localDateAt(Date.parse(`${snow.onDate}T12:00:00Z`) - 7 * DAY_MS);
    expect(onDay(snow.onDate)).to.be.above(4 * onDay(aWeekBefore));
  });
});

function digest(world: DemoWorld): string {
  return createHash('sha256').update(JSON.stringify(world)).digest('hex');
}

function isMatch(rule: Readonly<Record<string, unknown>>, wanted: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(wanted).every(([field, value]) => rule[field] === value);
}

function withoutKind(location: DemoWorld['cases'][number]['location']): unknown {
  if (!location) return undefined;
  const { kind: _, ...given } = location;
  return given;
}
