import { AdapterError, isDocumentName } from '@moothall/adapter-sdk';

/** The name. @throws AdapterError `refused` for one that could lead elsewhere */
export function checkedName(name: string): string {
  if (!isDocumentName(name)) throw new AdapterError('refused', 'This is no name of a file that is kept here.');
  return name;
}
