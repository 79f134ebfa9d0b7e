import type { Answers, Question } from '../../../services/index.js';
import type { AnswerSources } from './answers.js';
import { customerName } from './answers.js';
import { digits } from './customer-records.js';
import type { Random } from './random.js';

type Draw = (sources: AnswerSources) => string;

/** What people answer to short questions, by the question's key. Each draws anew. */
const answersByKey: readonly (readonly [keys: string, draw: Draw])[] = [
  ['registration', ({ random }) => numberPlate(random)],
  ['make', oneOf('Vauxhall Corsa, silver', 'Ford Transit, white', 'Nissan Micra, red', 'Skoda Fabia, dark blue')],
  ['account number card claim reference', ({ random }) => digits(random, 8)],
  ['invoice', ({ random }) => `OP${digits(random, 6)}`],
  ['licence plate', ({ random }) => `L${digits(random, 4)}`],
  [
    'name holder names organiser owner resident person',
    ({ customer }) => (customer ? customerName(customer) : 'Not given'),
  ],
  ['deceased', oneOf('Harold Tunnicliffe', 'Doris Wainwright', 'Ernest Lovatt')],
  ['child', oneOf('Maisie', 'Kai', 'Aisha', 'Oskar', 'Ffion', 'Daniel')],
  ['school current', ({ place }) => `${place.locality ?? place.town} Primary School`],
  ['branch', ({ place }) => `${place.locality ?? place.town} Library`],
  ['landlord', oneOf('Kestrel Lettings', 'Mr P Oakley', 'Quayside Homes', 'The managing agent')],
  [
    'business trading-name operator trader',
    oneOf('The Spice Merchant', 'The Copper Kettle', 'Fourways Garage', 'Lockside Café'),
  ],
  ['service', oneOf('Bin collections', 'Council tax', 'Housing repairs', 'Highways', 'Planning')],
  ['member', oneOf('Councillor Beverley Grindey', 'Councillor Ravi Joshi', 'Councillor Ann Machin')],
  [
    'who',
    oneOf('The man at the end house', 'A woman in a red coat', 'The adviser on the phone', 'Somebody in a white van'),
  ],
  ['doctor referrer-name', oneOf('Dr Menon, Priory Surgery', 'Ward 4, city hospital', 'Dr Vaughan, Tollbar Practice')],
  ['left', oneOf('My husband, to his brother’s', 'My daughter, to university', 'A lodger, address not known')],
  ['carer', oneOf('Her daughter, most days', 'Nobody', 'A neighbour does the shopping')],
  ['equipment', oneOf('Bath board', 'Walking frame', 'Commode')],
  ['by-whom', oneOf('A neighbour', 'Her son', 'She would not say')],
  ['collect-from place', oneOf('By the side gate', 'In the front porch', 'On the drive', 'Behind the garage')],
  ['site', ({ place }) => `${place.locality ?? place.town} Lane`],
  ['other-item', oneOf('Exercise bike', 'Fish tank', 'Garden swing')],
  ['help-needed', oneOf('Bad back and nobody to help', 'Eighty-four and lives alone')],
  ['room', oneOf('Kitchen', 'Bathroom', 'Back bedroom', 'Hall', 'Living room')],
  ['title', oneOf('The Weir House, a thriller', 'Birds of the Upper Marches', 'Any of the Inspector Hale books')],
  ['manager', oneOf('Kestrel Lettings', 'The owner')],
  ['amount', oneOf('Six sheets', 'About ten litres', 'Two small boxes')],
  ['stored', oneOf('In the shed', 'Behind the garage, covered')],
  ['nationality', oneOf('British', 'British', 'Irish', 'Polish', 'Indian')],
  ['look', oneOf('Brown terrier, no collar', 'Black and white collie', 'Small grey dog with a red lead')],
  ['product', oneOf('A driveway', 'Roof repairs', 'A second-hand car', 'A toy kitchen')],
  ['direction', oneOf('Coming from the church', 'The side road', 'All of them')],
  ['path', ({ random, place }) => `${place.locality ?? place.town} ${random.whole(1, 28)}`],
  ['species', oneOf('Ash, about 12 metres', 'Oak, about 15 metres', 'Leylandii, as high as the roof')],
  ['cctv', ({ place }) => `${place.street}, about 4pm`],
  ['size', oneOf('2.8 m high, 4 m deep, 5 m wide', '1.2 m deep porch')],
  ['when times', oneOf('Mornings about half past seven', 'Friday and Saturday nights', 'Every day after school')],
  ['where-exactly', ({ place }) => `${place.number ? `Opposite number ${place.number}, ` : ''}${place.street}`],
  ['about', oneOf('Opening hours', 'A footbridge', 'Land behind the house', 'An event')],
];

/** An answer to a short question with this key; nothing where no answer is written for it. */
export function sampleAnswer(key: string, sources: AnswerSources): string | undefined {
  const found = answersByKey.find(([keys]) => keys.split(' ').includes(key));
  return found?.[1](sources);
}

/** Centimetres, by what is measured. */
const longestSides: Readonly<Record<string, readonly [low: number, high: number]>> = {
  sofa: [150, 240],
  bed: [190, 210],
  wardrobe: [180, 220],
  carpet: [300, 400],
};

/** A number that would look wrong if it were drawn between the question's least and most alone. */
export function sampleNumber({ key }: Pick<Question, 'key'>, answers: Answers, random: Random): number | undefined {
  if (key !== 'longest-side') return undefined;
  const { item } = answers;
  const [low, high] = (typeof item === 'string' ? longestSides[item] : undefined) ?? [60, 160];
  return random.whole(low / 5, high / 5) * 5;
}

function oneOf(...answers: string[]): Draw {
  return ({ random }) => random.pick(answers);
}

/** In the shape of a number plate; no area's marks begin with Z and none hold a Q. */
function numberPlate(random: Random): string {
  const letter = () => 'ABCDEFGHJKLMNOPRSTUVWXY'.charAt(random.whole(0, 22));
  return `ZQ${random.pick(['19', '21', '23', '72', '74'])} ${letter()}${letter()}${letter()}`;
}
