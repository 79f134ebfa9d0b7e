import type { HardCaseCast } from './hard-case-cast.js';

/** People whom a shared name, address, telephone or property makes easy to take for each other. */
export function familyHardCases(cast: HardCaseCast): void {
  fatherAndSon(cast);
  twins(cast);
  sharedHouse(cast);
  carer(cast);
  landlord(cast);
  sharedTelephone(cast);
}

function fatherAndSon(cast: HardCaseCast): void {
  const place = cast.finder.free('Dunmere', 'house', 'Saddler Street');
  const landline = cast.context.contacts.landline();
  const shared = { title: 'Mr', givenName: 'Arthur', familyName: 'Kettle', place, landline };
  const father = cast.person('father-and-son', { ...shared, bornOn: '1949-03-11' });
  const son = cast.person('father-and-son', { ...shared, bornOn: '1979-11-03', position: 1 });
  cast.relate(father, 'parent', son);
}

function twins(cast: HardCaseCast): void {
  const place = cast.finder.free('Northgate', 'house');
  const shared = { familyName: 'Fairclough', bornOn: '1998-06-21', place };
  const brother = cast.person('twins', { ...shared, title: 'Mr', givenName: 'Daniel' });
  const sister = cast.person('twins', { ...shared, title: 'Ms', givenName: 'Danielle', position: 1 });
  cast.relate(brother, 'twin', sister);
}

const lodgers: readonly (readonly [title: string, givenName: string, familyName: string, bornOn: string])[] = [
  ['Mr', 'Zbigniew', 'Mazur', '1981-02-14'],
  ['Ms', 'Chipo', 'Moyo', '1994-09-30'],
  ['Mr', 'Leon', 'Tranter', '1967-12-05'],
  ['Mr', 'Andrei', 'Lungu', '1990-05-17'],
  ['Miss', 'Hoa', 'Nguyen', '2001-08-08'],
  ['Mr', 'Leon', 'Trainer', '1972-01-22'],
];

function sharedHouse(cast: HardCaseCast): void {
  const rooms = cast.finder.sharedHouse('Northgate');
  lodgers.forEach(([title, givenName, familyName, bornOn], index) => {
    const place = rooms[index];
    if (place) cast.person('shared-house', { title, givenName, familyName, bornOn, place });
  });
}

function carer(cast: HardCaseCast): void {
  const mother = cast.person('carer', {
    title: 'Mrs',
    givenName: 'Maureen',
    familyName: 'Pugh',
    bornOn: '1938-04-02',
    place: cast.finder.free('Cold Haverley', 'house'),
  });
  const daughter = cast.person('carer', {
    title: 'Ms',
    givenName: 'Bethan',
    familyName: 'Pugh',
    bornOn: '1969-10-19',
    place: cast.finder.free('Elmfold', 'house'),
  });
  cast.relate(mother, 'parent', daughter);
  cast.relate(daughter, 'next-of-kin', mother);
  cast.representations.push({
    customerKey: mother.key,
    representativeKey: daughter.key,
    role: 'carer',
    serviceKeys: ['blue-badge', 'adult-social-care'],
    evidence: 'signed-consent',
    fromOn: cast.daysAgo(410),
    toOn: cast.daysAgo(-320),
  });
}

function landlord(cast: HardCaseCast): void {
  const owner = cast.person('landlord', {
    title: 'Mr',
    givenName: 'Harjit',
    familyName: 'Sandhu',
    bornOn: '1964-07-27',
    place: cast.finder.free('Priory Fields', 'house'),
  });
  owner.identifiers.push({ register: 'landlord-licence', value: 'HMO990412' });
  for (let property = 0; property < 12; property += 1) {
    const settlement = property % 2 === 0 ? 'Quayside' : 'Northgate';
    const place = cast.finder.free(settlement, property % 3 === 0 ? 'flat' : 'house');
    owner.occupancies.push({ placeKey: place.key, role: 'landlord', fromOn: cast.daysAgo(3000 - property * 190) });
  }
}

function sharedTelephone(cast: HardCaseCast): void {
  const place = cast.finder.free("St Oswin's", 'house');
  const landline = cast.context.contacts.landline();
  const members = [
    ['Mr', 'Rezaul', '1958-01-01'],
    ['Mrs', 'Shirin', '1962-01-01'],
    ['Ms', 'Nusrat', '1989-04-25'],
    ['Mr', 'Tanvir', '1993-12-12'],
  ] as const;
  const [father, , daughter] = members.map(([title, givenName, bornOn], position) => {
    const person = cast.person('shared-telephone', {
      title,
      givenName,
      familyName: 'Rahman',
      bornOn,
      place,
      position,
      landline,
    });
    person.contactPoints = person.contactPoints.filter((point) => point.kind !== 'mobile');
    if (position < 2) person.language = 'bn';
    return person;
  });
  if (!father || !daughter) return;
  cast.relate(father, 'parent', daughter);
  cast.representations.push({
    customerKey: father.key,
    representativeKey: daughter.key,
    role: 'family',
    serviceKeys: ['council-tax'],
    evidence: 'spoken-consent',
    fromOn: cast.daysAgo(400),
    toOn: cast.daysAgo(35),
  });
}
