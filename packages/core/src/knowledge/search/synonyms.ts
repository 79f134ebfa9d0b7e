import { isStopWord, joinedStemOf, splitWords, stemOf } from '../../kernel/search/search-words.js';

/** Words or short phrases that residents use for one thing. An authority may edit its list. */
export type SynonymGroup = readonly string[];

/** Another way to say a word: every one of its stems must be in the document, or their joined form in its title. */
export interface SynonymMeaning {
  stems: readonly string[];
  joined: string;
}

/** Synonym groups made ready for look-up by `findMeanings`. */
export interface SynonymTable {
  meanings: ReadonlyMap<string, readonly SynonymMeaning[]>;
  /** What has synonyms, phrases written as one word, in code-unit order: a slip in one of them can be put right. */
  words: readonly string[];
  /** The number of words in the longest phrase. */
  longestPhrase: number;
}

/** What councils call things, what residents call them, and the ways people spell them. */
export const councilSynonyms: readonly SynonymGroup[] = [
  ['rubbish', 'refuse', 'trash', 'waste', 'bin', 'garbage', 'litter'],
  ['wheelie bin', 'wheely bin', 'wheelybin', 'wheelie', 'wheely', 'wheeled bin', 'wheel bin', 'dustbin'],
  ['missed', 'not emptied', 'not been emptied', 'not collected', 'not been collected', 'wasnt emptied', 'not empty'],
  ['missed', 'wasnt collected', 'didnt collect', 'didnt empty', 'hasnt been emptied', 'hasnt been collected'],
  ['missed', 'havent collected', 'havent emptied', 'not picked up', 'wasnt picked up', 'uncollected', 'not taken'],
  ['binmen', 'bin men', 'dustmen', 'bin lorry', 'collection crew', 'bin collection'],
  ['tip', 'recycling centre', 'dump', 'amenity site', 'household waste site', 'waste site', 'skip site'],
  ['fly tipping', 'flytip', 'dumped rubbish', 'dumping', 'dumped waste'],
  ['bulky', 'sofa', 'mattress', 'settee', 'furniture', 'fridge', 'freezer', 'large item'],
  ['garden waste', 'brown bin', 'green waste', 'grass cuttings', 'hedge cuttings'],
  ['food waste', 'caddy', 'food bin', 'slop bucket'],
  ['assisted collection', 'bin pull out', 'help with bins', 'cannot move bin'],
  ['pavement', 'footpath', 'footway', 'sidewalk', 'walkway'],
  ['public footpath', 'right of way', 'bridleway', 'byway', 'stile'],
  ['streetlight', 'street light', 'lamp post', 'street lamp', 'lamp column', 'lighting column', 'street lighting'],
  ['pothole', 'pot hole', 'hole in road', 'road damage', 'damaged road', 'road surface', 'carriageway'],
  ['gritting', 'grit', 'salting', 'icy', 'ice', 'snow', 'winter service'],
  ['gully', 'blocked drain', 'road drain', 'gulley', 'blocked grid'],
  ['dropped kerb', 'drop kerb', 'vehicle crossing', 'crossover', 'lowered kerb'],
  ['road works', 'roadworks', 'street works', 'streetworks'],
  ['traffic lights', 'traffic signals', 'pelican crossing', 'puffin crossing'],
  ['abandoned vehicle', 'abandoned car', 'dumped car', 'untaxed car'],
  ['parking fine', 'parking ticket', 'penalty charge notice', 'pcn', 'penalty notice'],
  ['residents parking', 'parking permit', 'resident permit', 'visitor permit'],
  ['blue badge', 'disabled badge', 'disabled parking badge', 'disabled permit'],
  ['bus pass', 'concessionary travel', 'travel pass', 'concessionary pass', 'free bus travel'],
  ['council tax', 'ctax', 'c tax', 'counciltax', 'ct bill', 'poll tax', 'council bill'],
  ['single person', 'living alone', 'live alone', 'single occupancy', 'sole occupier', 'single occupier'],
  ['discount', 'reduction', 'rebate', 'money off'],
  ['business rates', 'non domestic rates', 'nndr'],
  ['housing benefit', 'rent help', 'help with rent', 'rent allowance'],
  ['council tax support', 'council tax reduction', 'council tax benefit', 'ctr', 'ctax support'],
  ['discretionary housing payment', 'dhp'],
  ['direct debit', 'dd', 'monthly payment', 'instalment'],
  ['bailiff', 'enforcement agent', 'debt collector'],
  ['moving house', 'moved house', 'change of address', 'new address', 'moved', 'moving'],
  ['electoral roll', 'electoral register', 'register to vote', 'voters roll', 'vote', 'voting'],
  ['postal vote', 'post vote', 'vote by post', 'absent vote'],
  ['dog fouling', 'dog mess', 'dog poo', 'dog muck', 'dog dirt', 'dog waste'],
  ['stray dog', 'lost dog', 'dog warden', 'found dog', 'loose dog'],
  ['rats', 'mice', 'wasps', 'pest control', 'vermin', 'bedbugs', 'bed bugs', 'cockroaches', 'infestation'],
  ['noise', 'noisy', 'loud music', 'barking dog', 'loud neighbours', 'party noise'],
  ['bonfire', 'smoke', 'burning waste', 'garden fire'],
  ['antisocial behaviour', 'anti social behaviour', 'asb', 'nuisance neighbour', 'nuisance'],
  ['graffiti', 'fly posting', 'flyposting', 'vandalism', 'spray paint'],
  ['birth certificate', 'register a birth', 'birth registration'],
  ['death certificate', 'register a death', 'death registration', 'bereavement', 'died', 'passed away'],
  ['wedding', 'marriage', 'civil partnership', 'getting married', 'registrar'],
  ['cemetery', 'graveyard', 'burial', 'grave', 'crematorium', 'funeral'],
  ['planning permission', 'planning application', 'extension', 'conservatory', 'loft conversion'],
  ['building control', 'building regulations', 'building regs', 'building inspector'],
  ['tree preservation order', 'tpo', 'protected tree'],
  ['overhanging', 'overgrown', 'hedge', 'bramble', 'branches'],
  ['homeless', 'homelessness', 'eviction', 'evicted', 'nowhere to stay', 'rough sleeping', 'sofa surfing'],
  ['housing register', 'housing list', 'council house', 'waiting list', 'social housing', 'housing application'],
  ['repair', 'broken', 'fix', 'mend', 'fault', 'faulty', 'damaged', 'not working'],
  ['social worker', 'social services', 'adult social care', 'care assessment'],
  ['carer', 'caring for', 'carers assessment', 'looking after'],
  ['safeguarding', 'at risk', 'abuse', 'neglect', 'child protection'],
  ['meals on wheels', 'hot meals', 'delivered meals'],
  ['school place', 'school admission', 'apply for school', 'school application'],
  ['school meals', 'free school meals', 'school dinners'],
  ['school transport', 'school bus', 'home to school transport'],
  ['nursery', 'childcare', 'child minder', 'childminder', 'preschool'],
  ['taxi', 'private hire', 'minicab', 'hackney carriage', 'cab'],
  ['premises licence', 'alcohol licence', 'drinks licence', 'temporary event notice'],
  ['food hygiene', 'food poisoning', 'dirty kitchen', 'hygiene rating'],
  ['trading standards', 'rogue trader', 'scam', 'doorstep seller'],
  ['leisure centre', 'swimming pool', 'gym', 'swimming', 'sports centre', 'baths'],
  ['park', 'playground', 'play area', 'swings', 'recreation ground'],
  ['library', 'libraries', 'library card', 'borrow books'],
  ['allotment', 'vegetable plot', 'growing space'],
  ['flood', 'flooding', 'sandbags', 'sand bags', 'flooded'],
  ['complaint', 'complain', 'unhappy', 'ombudsman'],
  ['freedom of information', 'foi', 'information request'],
  ['subject access request', 'sar', 'data protection', 'my data', 'gdpr'],
  ['councillor', 'cllr', 'elected member', 'ward member'],
  ['toilet', 'public convenience', 'loo', 'public toilets'],
  ['trolley', 'shopping trolley', 'supermarket trolley'],
  ['needle', 'needles', 'syringe', 'sharps', 'drug litter'],
  ['dead animal', 'roadkill', 'animal carcass', 'dead fox', 'dead badger'],
];

/** Makes groups ready for look-up. A word may stand in several groups; it then has the meanings of each. */
export function compileSynonyms(groups: readonly SynonymGroup[]): SynonymTable {
  const meanings = new Map<string, SynonymMeaning[]>();
  const words = new Set<string>();
  let longestPhrase = 1;
  for (const group of groups) {
    const entries = group.map(splitWords).filter((entry) => entry.length > 0);
    for (const entry of entries) {
      longestPhrase = Math.max(longestPhrase, entry.length);
      words.add(entry.join(''));
      addMeanings(meanings, entry, entries);
    }
  }
  return { meanings, words: [...words].sort(), longestPhrase };
}

/** The other ways to say these neighbouring words; undefined where the list has none. */
export function findMeanings(table: SynonymTable, words: readonly string[]): readonly SynonymMeaning[] | undefined {
  return table.meanings.get(joinedStemOf(words));
}

function addMeanings(
  meanings: Map<string, SynonymMeaning[]>,
  entry: readonly string[],
  group: readonly (readonly string[])[],
): void {
  const key = joinedStemOf(entry);
  const known = meanings.get(key) ?? [];
  for (const other of group) {
    const joined = joinedStemOf(other);
    // "not collected" leads to "missed", but "missed" must not lead to every "collected".
    if (joined === key || other.some(isStopWord) || known.some((meaning) => meaning.joined === joined)) continue;
    known.push({ stems: other.map(stemOf), joined });
  }
  meanings.set(key, known);
}
