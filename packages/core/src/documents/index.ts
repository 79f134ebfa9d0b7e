import { defineCapability } from '../kernel/capability.js';
import { clearKept } from './clear-kept.js';
import { keepDocuments } from './keep-documents.js';

export { documentsOf } from './documents-repository.js';
export { findMissingDocuments, type MissingDocuments } from './find-missing-documents.js';
export { countLate } from './keep-documents.js';
export { fileReply, storedBytes, storedPiece, type StoredFile } from './stored-bytes.js';

/** Stored files in the stores of the councils: taken there, read back, cleared from the disk. */
export const documents = defineCapability({
  name: 'documents',
  permissions: [],
  commands: [],
  queries: [],
  routes: [],
  jobs: [keepDocuments, clearKept],
});
