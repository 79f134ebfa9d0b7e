import { dayCell, neededCell, postcodeCell, RowFault, uprnCell, type WholeFormat } from '@moothall/adapter-sdk';

/** A file of four columns. Each fault is reported with its line, and the other rows go in. */
export const listOfAddresses: WholeFormat = {
  name: 'list-of-addresses',
  describe: 'Addresses in four columns: UPRN, address, postcode, day of the last change.',
  gives: 'addresses',
  begins: (fields) => fields.length === 4,
  open: () => ({
    read: (fields) => {
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
