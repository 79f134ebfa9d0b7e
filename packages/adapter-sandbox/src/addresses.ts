import {
  adapterApiVersion,
  dayCell,
  defineAdapter,
  FileFault,
  neededCell,
  postcodeCell,
  RowFault,
  uprnCell,
  type AddressChange,
  type AddressesInstance,
  type GazetteerAddress,
  type WholeFormat,
} from '@moothall/adapter-sdk';
import { z } from 'zod';
import { behave, behaves, checkBehaviour, refuseToStart, type Behaviour } from './behaviour.js';

/** Knows a street of invented addresses, and reads files of four columns: UPRN, address, postcode, day. */
export const adapter = defineAdapter({
  kind: 'addresses',
  name: 'Sandbox addresses',
  apiVersion: adapterApiVersion,
  settings: z.strictObject({ behaves }),
  secrets: z.strictObject({ token: z.string().optional().describe('Any text: it is never sent anywhere') }),
  supports: { search: true },
  create: ({ settings }): AddressesInstance => {
    refuseToStart(settings.behaves);
    return {
      formats: [fourColumns(settings.behaves)],
      check: () => checkBehaviour(settings.behaves),
      search: async (wanted) => {
        await behave(settings.behaves, Object.values(wanted).map(String));
        const isWanted = ({ line, postcode }: GazetteerAddress): boolean =>
          'postcode' in wanted ? postcode === wanted.postcode : hasWords(line, wanted.text);
        return street.filter(isWanted).slice(0, wanted.limit);
      },
    };
  },
});

const street: readonly GazetteerAddress[] = ['2', '4', '6'].map((number, at) => ({
  uprn: `99990000900${at + 1}`,
  number,
  street: 'SANDBOX LANE',
  town: 'DUNMERE',
  postcode: 'DM9 9ZZ',
  line: `${number} SANDBOX LANE, DUNMERE, DM9 9ZZ`,
  asOf: '2026-11-16',
}));

function hasWords(line: string, text: string): boolean {
  const words = text.toUpperCase().split(/\s+/);
  return words.every((word) => line.includes(word));
}

/** `failing`: every file is refused. `throwing`: it breaks on the first record. */
function fourColumns(behaviour: Behaviour): WholeFormat {
  return {
    name: 'sandbox-addresses',
    describe: 'Invented addresses in four columns: UPRN, address, postcode, day of the last change.',
    gives: 'addresses',
    begins: (fields) => fields.length === 4,
    open: () => ({
      read: (fields): AddressChange => {
        if (behaviour === 'throwing') throw new TypeError('The sandbox breaks, as it is configured to.');
        if (behaviour === 'failing') throw new FileFault('The sandbox refuses every file, as it is configured to.');
        if (fields.length !== 4) throw new RowFault('Give four columns: UPRN, address, postcode, day.');
        const [uprn = '', line = '', postcode = '', day = ''] = fields;
        return {
          change: 'insert',
          uprn: uprnCell(uprn),
          line: neededCell(line, 'address'),
          postcode: postcodeCell(postcode, 'postcode'),
          asOf: dayCell(day, 'day'),
        };
      },
    }),
  };
}
