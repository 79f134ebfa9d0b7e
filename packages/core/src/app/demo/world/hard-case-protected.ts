import type { HardCaseCast } from './hard-case-cast.js';

/** People whose safety, death, home or role needs care that a plain record doesn't give. */
export function protectedHardCases(cast: HardCaseCast): void {
  concealedAddress(cast);
  bereavement(cast);
  withoutUprn(cast);
  twoCouncils(cast);
  withheldNumber(cast);
  councillor(cast);
  contactPlan(cast);
}

function concealedAddress(cast: HardCaseCast): void {
  const person = cast.person('concealed-address', {
    title: 'Ms',
    givenName: 'Leanne',
    familyName: 'Birtles',
    bornOn: '1988-05-09',
    place: cast.finder.free('Thornby Magna', 'house'),
  });
  person.restriction = {
    reason: 'Address concealed: non-molestation order',
    allowedTeamKeys: ['housing-options', 'revenues'],
    reviewOn: cast.daysAgo(-120),
  };
}

function bereavement(cast: HardCaseCast): void {
  const place = cast.finder.free('Elmfold', 'house');
  const late = cast.person('bereavement', {
    title: 'Mr',
    givenName: 'Geoffrey',
    familyName: 'Ashworth',
    bornOn: '1941-08-15',
    place,
  });
  late.diedOn = cast.daysAgo(24);
  const daughter = cast.person('bereavement', {
    title: 'Mrs',
    givenName: 'Judith',
    familyName: 'Ashworth',
    bornOn: '1968-02-28',
    place: cast.finder.free('Hensford', 'house'),
  });
  cast.relate(late, 'parent', daughter);
  cast.representations.push({
    customerKey: late.key,
    representativeKey: daughter.key,
    role: 'executor',
    serviceKeys: [],
    evidence: 'will',
    fromOn: cast.daysAgo(19),
  });
}

function withoutUprn(cast: HardCaseCast): void {
  cast.person('boater', {
    title: 'Mx',
    givenName: 'Moss',
    familyName: 'Halloran',
    bornOn: '1984-10-31',
    place: cast.finder.named('Narrowboat Patience'),
  });
  const place = cast.finder.named('Plot 14');
  cast.person('new-build', { title: 'Mrs', givenName: 'Chloe', familyName: 'Lowe', bornOn: '1992-03-03', place });
  cast.person('new-build', {
    title: 'Mr',
    givenName: 'Ravi',
    familyName: 'Lowe',
    bornOn: '1991-12-20',
    place,
    position: 1,
  });
}

function twoCouncils(cast: HardCaseCast): void {
  const place = cast.finder.free('Dunmere', 'house');
  const shared = { title: 'Mrs', givenName: 'Folake', familyName: 'Balogun', bornOn: '1957-09-14', place };
  const atDunmere = cast.person('two-councils', shared);
  const atWestmoor = cast.person('two-councils', { ...shared, authorityKey: 'westmoor', givenName: 'Folake A' });
  atWestmoor.contactPoints = structuredClone(atDunmere.contactPoints);
  atWestmoor.identifiers.push({ register: 'blue-badge', value: 'BB70993' });
  cast.links.push({
    customerKey: atDunmere.key,
    otherCustomerKey: atWestmoor.key,
    agreementKey: 'westmoor-and-dunmere-out-of-hours',
    lawfulBasis: 'Consent, given by telephone and recorded',
    fromOn: cast.daysAgo(260),
  });
}

function withheldNumber(cast: HardCaseCast): void {
  cast.person('withheld-number', {
    title: 'Mr',
    givenName: 'Norman',
    familyName: 'Inskip',
    bornOn: '1951-06-06',
    place: cast.finder.free('Dunmere', 'house', 'Tanner Row'),
  });
}

function councillor(cast: HardCaseCast): void {
  const member = cast.person('councillor', {
    title: 'Councillor',
    givenName: 'Beverley',
    familyName: 'Grindey',
    bornOn: '1960-11-23',
    place: cast.finder.free('Ashlow', 'house'),
  });
  const constituent = cast.person('councillor', {
    title: 'Mr',
    givenName: 'Percy',
    familyName: 'Eardley',
    bornOn: '1939-07-01',
    place: cast.finder.free('Ashlow', 'house'),
  });
  cast.representations.push({
    customerKey: constituent.key,
    representativeKey: member.key,
    role: 'councillor',
    serviceKeys: [],
    evidence: 'public-office', // an elected member for a constituent: Data Protection Act 2018, schedule 1, paragraph 23
    fromOn: cast.daysAgo(90),
    toOn: cast.daysAgo(-12),
  });
}

function contactPlan(cast: HardCaseCast): void {
  const person = cast.person('contact-plan', {
    title: 'Mr',
    givenName: 'Desmond',
    familyName: 'Quartermaine',
    bornOn: '1970-01-30',
    place: cast.finder.free('Upper Tarrow', 'house'),
  });
  person.alerts.push({
    reason: 'Contact plan',
    detail: 'One named officer answers him, by letter. Take new service requests as usual.',
    proposedBy: 'Elmfold team leader',
    approvedBy: 'Elmfold data protection officer',
    raisedOn: cast.daysAgo(130),
    reviewOn: cast.daysAgo(-50),
    expiresOn: cast.daysAgo(-235),
  });
}
