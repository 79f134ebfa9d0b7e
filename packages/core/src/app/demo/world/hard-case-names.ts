import type { HardCaseCast } from './hard-case-cast.js';

/** People and bodies whose names break forms, columns and searches. */
export function nameHardCases(cast: HardCaseCast): void {
  cast.person('welsh-speaker', {
    title: 'Mrs',
    givenName: 'Gwenllian',
    familyName: 'Bebb',
    bornOn: '1953-03-01',
    language: 'cy',
    place: cast.finder.free('Llanfelin', 'house'),
  });
  otherScripts(cast);
  cast.person('long-name', {
    title: 'Dr',
    givenName: 'María Guadalupe Esperanza del Carmen',
    familyName: 'Fernández-Villaverde de la Santísima Trinidad y Montenegro-Echeverría',
    bornOn: '1976-12-08',
    place: cast.finder.free('Castlebridge', 'flat'),
  });
  const apostrophe = cast.person('apostrophe-and-hyphen', {
    title: 'Ms',
    givenName: 'Siobhán',
    familyName: "O'Brien-Smythe",
    bornOn: '1982-02-01',
    place: cast.finder.free('Westmoor Cross', 'house'),
  });
  apostrophe.alsoKnownAs.push('Siobhan O’Brien Smythe');
  const spellings = cast.person('two-spellings', {
    title: 'Mrs',
    givenName: 'Catriona',
    familyName: 'McLeod',
    bornOn: '1986-08-19',
    place: cast.finder.free('Dunmere', 'house', 'Weaver Close'),
  });
  spellings.alsoKnownAs.push('Catriona MacLeod', 'Catriona Thomson');
  cast.organisation('organisations', cast.finder.free('Dunmere', 'business'), 'Hollins & Daughters Hardware Ltd');
  cast.person('one-name', {
    givenName: '',
    familyName: 'Devi',
    bornOn: '1947-01-01',
    place: cast.finder.free('Hensford', 'house'),
  });
}

function otherScripts(cast: HardCaseCast): void {
  const rightToLeft = cast.person('other-scripts', {
    title: 'Ms',
    givenName: 'ليلى',
    familyName: 'الخطيب',
    bornOn: '1990-11-11',
    language: 'ar',
    place: cast.finder.free('Quayside', 'flat'),
  });
  rightToLeft.alsoKnownAs.push('Layla Al-Khatib');
  cast.person('other-scripts', {
    givenName: 'Sunny ☀️',
    familyName: 'Daze',
    bornOn: '1999-06-24',
    place: cast.finder.free('Castlebridge', 'flat'),
  });
}
