import type { Voice } from './voices.js';

export const housingVoices: readonly Voice[] = [
  {
    services: ['council-repair', 'damp-and-mould'],
    traffic: 58,
    answeredPercent: 57,
    seasons: { 11: 1.4, 12: 1.5, 1: 1.6, 2: 1.3, 7: 0.7 },
    needs: [
      'No heating or hot water',
      'The kitchen tap will not stop',
      'There is mould in the bedroom',
      'When is the plumber coming?',
      'Back door will not lock',
      'The repair man did not turn up',
    ],
    answered: [
      'Appointment is {day} between 8 and 1; told the customer and confirmed the number.',
      'Talked through resetting the boiler; heating is back.',
      'Tenant’s own fitting. Explained what we repair.',
      'Rang the contractor: operative is on the way.',
    ],
    reports: [
      'Boiler shows a fault code and locks out. Baby of four months in the house.',
      'Leak under the kitchen sink, bowl fills in an hour.',
      'Black mould on the outside wall of the back bedroom, child has asthma.',
      'Front door will not lock after an attempted break-in.',
      'Toilet cistern does not fill.',
    ],
    progress: [
      'Operative attended, part ordered.',
      'No access on the first visit, card left.',
      'Damp surveyor booked.',
      'Made safe; joiner to follow.',
    ],
    closing: [
      'Repaired and tested, tenant signed.',
      'Fan fitted and walls treated; follow-up visit in six weeks.',
      'No access twice: closed, letter sent.',
    ],
  },
  {
    services: [
      'housing-register',
      'homelessness',
      'tenancy-change',
      'private-housing-complaint',
      'disabled-facilities-grant',
    ],
    traffic: 36,
    answeredPercent: 66,
    needs: [
      'What number am I on the list?',
      'I have to be out by Friday',
      'My landlord will not fix the boiler',
      'Can my daughter be added to the tenancy?',
      'We need a wet room for my husband',
    ],
    answered: [
      'Band and date explained; bidding closes on Thursday.',
      'Sleeping at a friend’s, safe tonight. Appointment with housing options made while on the phone.',
      'Explained the landlord’s duties and how to write to them first.',
    ],
    reports: [
      'Landlord’s notice ends in three weeks, two children at primary school.',
      'Sofa surfing since leaving a relationship. Works part time.',
      'Rented house at {street}: no heating for a month, landlord not replying.',
      'Occupational therapist recommends a level-access shower.',
    ],
    progress: [
      'Personal housing plan written with the customer.',
      'Landlord written to, 14 days to reply.',
      'Means test form received.',
      'Environmental health visit booked.',
    ],
    closing: [
      'Kept the home: landlord agreed a new tenancy.',
      'Works done and signed off.',
      'Moved to a two-bedroom flat.',
      'No further contact after three tries.',
    ],
  },
];
