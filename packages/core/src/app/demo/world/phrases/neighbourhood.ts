import type { Voice } from './voices.js';

export const neighbourhoodVoices: readonly Voice[] = [
  {
    services: ['fly-tipping', 'street-cleaning', 'graffiti', 'dog-fouling', 'needles', 'dead-animal', 'litter'],
    traffic: 44,
    answeredPercent: 42,
    seasons: { 5: 1.2, 6: 1.3, 7: 1.3, 8: 1.3 },
    needs: [
      'Somebody has dumped a mattress',
      'Glass all over the pavement',
      'There is dog mess outside the school again',
      'Needles in the bushes by the play area',
      'Litter bin is overflowing',
      'Dead badger at the roadside',
    ],
    answered: [
      'Already reported this morning; crew is out today.',
      'Private land: explained that the owner clears it and sent the guidance.',
      'Bin is emptied twice a week; next on {day}.',
    ],
    reports: [
      'Mattress, black bags and a cooker in the lay-by on {street}. A letter in the bags has an address.',
      'Broken bottles along the path from {street} to the shops.',
      'Offensive words on the garage wall at the end of {street}.',
      'Three needles under the bench, children play there.',
      'Badger on the verge opposite number {number}.',
    ],
    progress: [
      'Evidence found, passed to enforcement.',
      'Sweeper went through; needs a hand crew.',
      'Cleared the needles at once, area searched.',
    ],
    closing: [
      'Cleared.',
      'Cleared; fixed penalty issued to the person named.',
      'Nothing found when the crew arrived.',
      'Removed by contractor.',
    ],
  },
  {
    services: ['noise', 'antisocial-behaviour', 'pest-control', 'food-hygiene', 'bonfire-smoke'],
    traffic: 22,
    answeredPercent: 55,
    seasons: { 6: 1.4, 7: 1.6, 8: 1.5 },
    needs: [
      'Music next door until two in the morning',
      'Rats in the garden',
      'The takeaway’s fan rattles all evening',
      'Youths riding motorbikes on the field',
    ],
    answered: [
      'Sent diary sheets and explained what makes a nuisance.',
      'Gave the price of a rat treatment; customer will call back.',
      'Crime in progress: told the customer to ring 101.',
    ],
    reports: [
      'Loud bass from number {number} on Friday and Saturday nights for a month.',
      'Rats seen by the compost heap three days running.',
      'Extractor on {street} audible indoors with windows shut.',
      'Off-road bikes on the playing field every evening from about six.',
    ],
    progress: [
      'Letter sent to both households.',
      'First week of diary sheets returned.',
      'Recording equipment booked.',
      'Joint visit with the police agreed.',
    ],
    closing: [
      'Quiet since the letter; customer content.',
      'No evidence of a nuisance after two visits.',
      'Treatment finished, no takes on the last visit.',
    ],
  },
  {
    services: [
      'planning-enquiry',
      'planning-comment',
      'planning-breach',
      'building-control',
      'dangerous-structure',
      'tree-works',
      'tree-problem',
      'street-naming',
    ],
    traffic: 22,
    answeredPercent: 71,
    needs: [
      'Do I need planning permission for a porch?',
      'Neighbour is building without permission',
      'Can I cut the tree in my garden?',
      'How do I comment on an application?',
      'Chimney looks about to come down',
    ],
    answered: [
      'Sent the householder guide; likely permitted development, told how to get it in writing.',
      'Conservation area: six weeks’ notice is needed. Sent the form.',
      'Comments are open until {day}; sent the link.',
    ],
    reports: [
      'Extension at {number} {street} looks higher than the plans.',
      'Ash tree over the footway has dead limbs.',
      'Bricks falling from a chimney onto {street}.',
      'Wants to fell a birch within the conservation area.',
    ],
    progress: [
      'Site visit done, measured against approved plans.',
      'Tree officer to inspect.',
      'Area fenced off, owner told.',
    ],
    closing: [
      'No breach found.',
      'Retrospective application received.',
      'Deadwood removed.',
      'Made safe by the owner.',
    ],
  },
];
