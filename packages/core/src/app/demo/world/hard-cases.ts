import type { DemoAuthorityKey } from './types.js';

/** Someone who makes data hard: how to find them, and why they are here. `docs/demo.md` prints this list. */
export interface HardCaseText {
  key: string;
  title: string;
  authorityKey: DemoAuthorityKey;
  why: string;
  tryThis: string;
}

/** The demo's hard cases, in the order of the docs. `hard-case-people.ts` makes the people. */
export const hardCaseTexts = [
  {
    key: 'father-and-son',
    title: 'Arthur Kettle and Arthur Kettle',
    authorityKey: 'dunmere',
    why: 'Father and son have one name, one address and one telephone; only the date of birth tells them apart.',
    tryThis: 'Search for "Kettle": choose by date of birth, never by the first in the list.',
  },
  {
    key: 'twins',
    title: 'Daniel and Danielle Fairclough',
    authorityKey: 'castlebridge',
    why: 'Twins share surname, initial, address and date of birth, and look like a duplicate.',
    tryThis: 'Search for "D Fairclough": two people, not to be merged.',
  },
  {
    key: 'shared-house',
    title: 'Six people in one shared house',
    authorityKey: 'castlebridge',
    why: 'One house number and six households: same address is not same family.',
    tryThis: 'Search for "Zbigniew Mazur" and open the property: each room has its own customer.',
  },
  {
    key: 'carer',
    title: 'Bethan Pugh, for her mother Maureen Pugh',
    authorityKey: 'westmoor',
    why: 'A carer may speak for her mother about care and the Blue Badge, and about nothing else.',
    tryThis: 'Start a contact with Bethan Pugh and say that she calls for her mother.',
  },
  {
    key: 'landlord',
    title: 'Harjit Sandhu, landlord',
    authorityKey: 'castlebridge',
    why: 'One man answers for twelve properties and lives at none of them.',
    tryThis: 'Open Harjit Sandhu: his home stands apart from the twelve that he lets.',
  },
  {
    key: 'concealed-address',
    title: 'Leanne Birtles',
    authorityKey: 'dunmere',
    why: 'Her address is concealed, because telling it to the wrong person could get her hurt.',
    tryThis: 'Search for "Birtles" as an adviser: no address, and opening the record asks for a reason.',
  },
  {
    key: 'bereavement',
    title: 'Geoffrey Ashworth, who died last month',
    authorityKey: 'elmfold',
    why: 'Nobody may write to him; his daughter is his executor, and one report tells every service.',
    tryThis: 'Open Geoffrey Ashworth: the date he died stands first, and letters go to Judith Ashworth.',
  },
  {
    key: 'boater',
    title: 'Moss Halloran, aboard Narrowboat Patience',
    authorityKey: 'castlebridge',
    why: 'A home without a UPRN: a mooring is a place all the same.',
    tryThis: 'Log a missed collection for him: the place is provisional, the crew gets a point on the map.',
  },
  {
    key: 'new-build',
    title: 'Chloe and Ravi Lowe, Plot 14',
    authorityKey: 'elmfold',
    why: 'Their new home is not in the gazetteer yet, and will get a UPRN later.',
    tryThis: 'Search for "Plot 14" and order them a bin.',
  },
  {
    key: 'welsh-speaker',
    title: 'Gwenllian Bebb',
    authorityKey: 'elmfold',
    why: 'She asks to be answered in Welsh; knowledge and letters must follow.',
    tryThis: 'Start a contact with her: the Welsh article is offered first.',
  },
  {
    key: 'two-councils',
    title: 'Folake Balogun, known to Dunmere and to Westmoor',
    authorityKey: 'dunmere',
    why: 'One person, two controllers: two records, linked because she asked for it, never merged.',
    tryThis:
      'Open Folake Balogun at Dunmere: “Also known to” names Westmoor and the agreement. While its hours last, an adviser of Westmoor finds one timeline of both councils there.',
  },
  {
    key: 'other-scripts',
    title: 'ليلى الخطيب (Layla Al-Khatib) and Sunny ☀️ Daze',
    authorityKey: 'castlebridge',
    why: 'Right-to-left names and emoji stay as given, on screens, in exports and in mail.',
    tryThis: 'Search for "Al-Khatib": both spellings of her name are shown.',
  },
  {
    key: 'long-name',
    title: 'Maria Fernández-Villaverde de la Santísima Trinidad y Montenegro-Echeverría',
    authorityKey: 'castlebridge',
    why: 'A name longer than a label, a column or a line of an envelope.',
    tryThis: 'Search for "Villaverde" on a narrow screen.',
  },
  {
    key: 'apostrophe-and-hyphen',
    title: "Siobhán O'Brien-Smythe",
    authorityKey: 'westmoor',
    why: 'Accent, apostrophe and hyphen: found as obrien, o brien, O’Brien and Smythe.',
    tryThis: 'Search for "siobhan obrien".',
  },
  {
    key: 'two-spellings',
    title: 'Catriona McLeod, MacLeod or Thomson',
    authorityKey: 'dunmere',
    why: 'Two services spelled her name differently, and a third knows her by the name before she married.',
    tryThis: 'Search for "MacLeod" or "Thomson".',
  },
  {
    key: 'withheld-number',
    title: 'Norman Inskip',
    authorityKey: 'dunmere',
    why: 'His number is always withheld, so nothing matches until he says who he is.',
    tryThis: 'Start a contact without a number and find him by postcode.',
  },
  {
    key: 'councillor',
    title: 'Councillor Beverley Grindey',
    authorityKey: 'dunmere',
    why: 'She raises cases for people in her ward, and is a resident with cases of her own.',
    tryThis: 'Open Beverley Grindey: cases raised for others stand apart from hers.',
  },
  {
    key: 'organisations',
    title: 'Hollins & Daughters Hardware Ltd',
    authorityKey: 'dunmere',
    why: 'A customer that is no person: no date of birth, a company number, several people who ring for it.',
    tryThis: 'Search for "Hollins" and log trade waste.',
  },
  {
    key: 'shared-telephone',
    title: 'The Rahman household',
    authorityKey: 'castlebridge',
    why: 'Four adults share one telephone, so a call matches four people.',
    tryThis: 'Start a contact from their number: choose, nothing is picked for you.',
  },
  {
    key: 'contact-plan',
    title: 'Desmond Quartermaine',
    authorityKey: 'elmfold',
    why: 'He has an approved contact plan with a review date; everyone who views it is recorded.',
    tryThis: 'Open Desmond Quartermaine and read the alert: reason, who approved it, when it ends.',
  },
  {
    key: 'one-name',
    title: 'Devi',
    authorityKey: 'westmoor',
    why: 'She has one name; a form that demands two makes people invent one.',
    tryThis: 'Search for "Devi".',
  },
] as const satisfies readonly HardCaseText[];

export type HardCaseKey = (typeof hardCaseTexts)[number]['key'];
