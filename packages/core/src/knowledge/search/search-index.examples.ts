import type { SearchDocument } from './search-index.js';

/** A council's catalogue in small, for tests: id, kind, title, keywords, and the start of the text. */
const rows: readonly (readonly [string, 'article' | 'service', string, string, string])[] = [
  [
    'missed-bin',
    'service',
    'Report a missed bin collection',
    'wheelie bin not emptied',
    'Your bin should be out by 7am.',
  ],
  ['missed-bin-script', 'article', 'Missed bins: what to say', '', 'Check whether the round finished before logging.'],
  [
    'new-bin',
    'service',
    'Order a new or replacement wheelie bin',
    'lost stolen damaged',
    'Bins are delivered in ten days.',
  ],
  ['bin-days', 'article', 'Bin collection days', 'calendar', 'Find the collection day for a property.'],
  ['bulky', 'service', 'Bulky waste collection', 'sofa mattress fridge', 'We collect up to five large items.'],
  ['garden', 'service', 'Garden waste subscription', 'brown bin', 'A yearly charge for each bin.'],
  ['assisted', 'service', 'Assisted bin collection', 'disabled elderly', 'Crews fetch the bin from the door.'],
  ['recycling-centres', 'article', 'Household waste recycling centres', 'opening times', 'Bring proof of address.'],
  ['recycle-what', 'article', 'What goes in which bin', 'plastic glass paper', 'Rinse tins and jars.'],
  ['fly-tipping', 'service', 'Report fly tipping', 'dumped rubbish', 'Do not touch what was left.'],
  ['pothole', 'service', 'Report a pothole', 'road surface', 'Deeper than 40 millimetres.'],
  ['pavement', 'service', 'Report a damaged pavement', 'trip hazard slab', 'Tell us where the slab is raised.'],
  ['streetlight', 'service', 'Report a faulty streetlight', 'lamp out flickering', 'The number is on the column.'],
  ['gritting', 'article', 'Gritting routes and salt bins', 'snow ice winter', 'Main roads are treated first.'],
  ['gully', 'service', 'Report a blocked road drain', 'gully flooding', 'Standing water on the road.'],
  [
    'dropped-kerb',
    'service',
    'Apply for a dropped kerb',
    'vehicle crossing driveway',
    'You need planning permission on A roads.',
  ],
  [
    'footpath',
    'service',
    'Report a problem on a public footpath',
    'stile bridleway right of way',
    'Give the path number.',
  ],
  ['abandoned', 'service', 'Report an abandoned vehicle', 'car untaxed', 'Give make, colour and number plate.'],
  ['pcn', 'service', 'Pay a penalty charge notice', 'parking fine', 'Half price within 14 days.'],
  ['permit', 'service', 'Resident parking permit', 'zone visitor', 'Show proof of residence.'],
  ['blue-badge', 'service', 'Apply for a Blue Badge', 'disabled parking', 'A badge lasts three years.'],
  ['bus-pass', 'service', 'Older person bus pass', 'concessionary travel', 'From state pension age.'],
  ['ctax-single', 'service', 'Council tax single person discount', 'living alone 25%', 'For one adult in the home.'],
  ['ctax-pay', 'service', 'Pay your council tax', 'direct debit', 'Ten or twelve instalments.'],
  ['ctax-move', 'service', 'Council tax: moving home', 'change of address', 'Tell us the date you moved.'],
  ['ctax-band', 'article', 'Council tax bands and appeals', 'valuation', 'Bands are set by the Valuation Office.'],
  ['ctax-bill', 'article', 'When you will receive your council tax bill', '', 'Bills are posted in March.'],
  ['ctax-support', 'service', 'Council tax support', 'low income reduction', 'Depends on income and savings.'],
  ['housing-benefit', 'service', 'Housing benefit', 'rent', 'For pension age or supported housing.'],
  ['dhp', 'service', 'Discretionary housing payment', 'rent shortfall', 'Short-term help.'],
  ['homeless', 'service', 'Homeless or about to lose your home', 'eviction', 'We must assess you.'],
  ['housing-register', 'service', 'Join the housing register', 'council house waiting list', 'Bands by need.'],
  ['council-repair', 'service', 'Council housing repairs', 'tenant boiler leak', 'Emergencies within 24 hours.'],
  ['noise', 'service', 'Report noise nuisance', 'loud music barking', 'Keep a diary for two weeks.'],
  ['pests', 'service', 'Pest control treatment', 'rats mice wasps', 'We charge for each visit.'],
  ['dog-fouling', 'service', 'Report dog fouling', 'mess', 'Tell us when it happens.'],
  ['stray-dog', 'service', 'Report a stray dog', 'warden', 'Dogs are kept for seven days.'],
  ['graffiti', 'service', 'Report graffiti', 'vandalism', 'Offensive words go within a day.'],
  ['birth', 'service', 'Register a birth', 'baby certificate', 'Within 42 days.'],
  ['death', 'service', 'Register a death', 'certificate funeral', 'Within five days.'],
  ['marriage', 'service', 'Give notice of marriage', 'wedding registrar', 'At least 28 days before.'],
  ['vote', 'service', 'Register to vote', 'electoral roll', 'Takes five minutes.'],
  ['postal-vote', 'service', 'Apply for a postal vote', 'election', 'By 5pm, eleven working days before.'],
  ['planning', 'service', 'Apply for planning permission', 'extension', 'Eight weeks for a house.'],
  ['school-place', 'service', 'Apply for a school place', 'admission', 'Closing dates differ.'],
  ['free-meals', 'service', 'Free school meals', 'dinners benefit', 'For pupils whose parents get certain benefits.'],
  ['taxi', 'service', 'Taxi driver licence', 'private hire', 'Medical and criminal record checks.'],
  ['library', 'service', 'Join the library', 'card books', 'Free for everyone.'],
];

/** The catalogue's documents, each visible to authority 1 unless told otherwise. */
export function exampleDocuments(authorityIds: readonly number[] = [1]): SearchDocument[] {
  return rows.map(([id, kind, title, keywords, body]) => {
    return { id, kind, title, keywords, body, summary: '', authorityIds };
  });
}

/** One document, of nothing in particular but what is given. */
export function aDocument(given: Partial<SearchDocument> & { id: string }): SearchDocument {
  return { kind: 'article', title: '', keywords: '', summary: '', body: '', authorityIds: [1], ...given };
}
