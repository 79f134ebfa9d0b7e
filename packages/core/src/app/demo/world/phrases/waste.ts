import type { Voice } from './voices.js';

export const wasteVoices: readonly Voice[] = [
  {
    services: ['missed-bin-collection'],
    traffic: 150,
    answeredPercent: 52,
    seasons: { 1: 1.3, 12: 1.2 },
    needs: [
      'My bin was not emptied today',
      'They have missed our road again',
      'Recycling is still out from {day}',
      'The lorry went past and left mine',
      'Food caddy has not been taken two weeks running',
      'Bin men took next door’s but not ours',
      'Is my bin being collected late today? It is still full',
    ],
    answered: [
      'Crew had not finished {street}; customer will leave the bin out and ring tomorrow if it is still full.',
      'Wrong week: garden bin, not recycling. Texted the calendar.',
      'Bin was tagged as contaminated (nappies in recycling). Explained what to take out before the next collection.',
      'Bank holiday week, collections are a day later. Told the customer the new day.',
      'Bin was put out after 7am. Customer will put it out the night before.',
    ],
    reports: [
      'Bin out by 7am, lid closed, not emptied. Neighbours at {street} were collected.',
      'Recycling box left behind, crew emptied both sides of {street} otherwise.',
      'Second miss this month at number {number}. Customer would like a supervisor to look.',
      'Assisted collection missed: bin still by the side gate.',
      'Parked van was blocking the end of {street}, whole close was left.',
    ],
    progress: [
      'Crew sheet shows {street} as done at 10:42. Asked the crew to check.',
      'Added to tomorrow’s return list.',
      'In-cab note says bin not presented; cameras checked, bin was out.',
      'Supervisor will watch the next two collections.',
    ],
    closing: [
      'Bin emptied on the return round.',
      'Crew went back and emptied it, bin returned to the gate.',
      'Bin not out when the crew returned; card left.',
    ],
  },
  {
    services: ['new-bin'],
    traffic: 42,
    answeredPercent: 46,
    needs: [
      'I need a new recycling box, mine has gone',
      'The lid has come off my black bin',
      'Just moved in and there are no bins',
      'Can we have a bigger bin? There are six of us',
      'Wheel has broken on our bin',
    ],
    answered: [
      'Household of three, so not entitled to a larger bin. Explained the rule and how to recycle more.',
      'Bin was found at number {number}; customer will fetch it.',
      'Told the customer where to pick up caddy liners.',
    ],
    reports: [
      'Bin taken on collection day, looked along {street} and asked neighbours.',
      'Lid torn off by the lorry’s lift; crew saw it.',
      'New household at {number} {street}: full set of bins needed.',
    ],
    progress: [
      'On {day}’s delivery sheet.',
      'Out of stock until the next delivery; customer told.',
      'Property checked: entitled.',
    ],
    closing: [
      'Delivered to the front of the property.',
      'Delivered; old bin taken away for recycling.',
      'Customer found the bin and cancelled.',
    ],
  },
  {
    services: ['bulky-waste'],
    traffic: 34,
    answeredPercent: 48,
    seasons: { 1: 1.3, 8: 1.2 },
    needs: [
      'How much to take away a sofa?',
      'I would like an old fridge collected',
      'Do you take mattresses?',
      'The bulky collection did not come on {day}',
    ],
    answered: [
      'Gave the price for up to three items; customer will think about it.',
      'Told the customer about the furniture reuse charity, who take sofas with a fire label.',
      'Tyres are not taken; gave the opening hours of the recycling centre.',
    ],
    reports: [
      'Three-seat sofa and an armchair, will be on the drive by 7am.',
      'Fridge freezer, emptied. By the garage at {number}.',
      'Double mattress and base, ground floor, no steps.',
    ],
    progress: ['Booked on {day}’s round.', 'Crew could not see the items; rang the customer.', 'Paid by phone.'],
    closing: [
      'Collected.',
      'Collected, except a third item that was not on the booking.',
      'Nothing was out; customer to book again.',
    ],
  },
  {
    services: ['garden-waste'],
    traffic: 30,
    answeredPercent: 74,
    seasons: { 2: 1.5, 3: 2.4, 4: 2.2, 5: 1.6, 6: 1.3, 11: 0.7, 12: 0.3, 1: 0.4 },
    needs: [
      'When do I renew my garden bin?',
      'My garden waste sticker has not come',
      'What can go in the brown bin?',
      'Is there a discount for the garden waste scheme?',
    ],
    answered: [
      'Renewal opens in February; texted the link.',
      'Subscribed until the end of March. Sticker was posted on Friday, allow ten days.',
      'No soil, stones or food. Gave the two-week calendar.',
      'No discount for part of the year. Customer will join next spring.',
    ],
    reports: [
      'Paid three weeks ago, sticker not arrived; crew left the bin on {day}.',
      'Wants a second garden bin at {number} {street}.',
    ],
    progress: [
      'Payment found under the old address; corrected.',
      'Sticker posted again, crew told to empty meanwhile.',
    ],
    closing: ['Sticker arrived, bin emptied.', 'Second bin delivered.'],
  },
  {
    services: ['assisted-collection', 'clinical-waste', 'hazardous-waste', 'recycling-centre-permit'],
    traffic: 16,
    answeredPercent: 50,
    needs: [
      'Can the crew fetch my mother’s bin from the back?',
      'How do I get rid of needles and dressings?',
      'Do I need a permit for my van at the tip?',
      'What do I do with old paint?',
    ],
    answered: [
      'Explained who is entitled and that no doctor’s letter is needed.',
      'Permit not needed for a car. Gave opening hours.',
      'Dried paint can go in the black bin, lid off.',
    ],
    reports: [
      'Customer uses a frame and cannot move the bin; nobody else at home.',
      'Home dialysis starts next week, two boxes a fortnight.',
      'Van with a ladder rack, four visits to take garden waste.',
    ],
    progress: ['Rang to agree where the crew finds the bin.', 'Added to the crew’s list from {day}.'],
    closing: ['Set up; first collection went well.', 'Permit issued and sent by post.'],
  },
];
