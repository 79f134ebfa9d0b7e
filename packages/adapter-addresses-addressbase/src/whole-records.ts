import { FileFault, RowFault, type AddressChange, type WholeFormat } from '@moothall/adapter-sdk';

interface Product {
  readonly name: string;
  /** As its supplier calls it. */
  readonly product: string;
  readonly describe: string;
  readonly columns: number;
  readonly toChange: (fields: readonly string[]) => AddressChange;
}

/** A product of one row a property, with or without its line of headings. */
export function wholeRecords({ name, product, describe, columns, toChange }: Product): WholeFormat {
  const isRow = (fields: readonly string[]): boolean => fields.length === columns;
  return {
    ...{ name, describe, gives: 'addresses' },
    begins: isRow,
    open: () => {
      let isFirst = true;
      return {
        read: (fields) => {
          const wasFirst = isFirst;
          isFirst = false;
          if (wasFirst && !isRow(fields))
            throw new FileFault(
              `The first row has ${fields.length} columns; ${product} has ${columns}. Is it that product?`,
            );
          if (wasFirst && isHeading(fields)) return undefined;
          if (!isRow(fields)) throw new RowFault(`This row has ${fields.length} columns; ${product} has ${columns}.`);
          return toChange(fields);
        },
      };
    },
  };
}

function isHeading([first]: readonly string[]): boolean {
  return first?.trim().toUpperCase() === 'UPRN';
}
