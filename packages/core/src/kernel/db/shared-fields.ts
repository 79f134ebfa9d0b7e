/**
 * What of customers and cases an agreement shares field by field. A column says with `shared` under which it falls, a
 * table with `shared` for rows that fall under one as a whole: nothing else decides what is hidden (`hidden-fields.ts`).
 * Names, services, titles, where a case is and how it stands are in none: who may read the record reads them.
 */
export const sharedFields = [
  'customer.birth',
  'customer.contact-points',
  'customer.address',
  'customer.identifiers',
  'customer.needs',
  'customer.ties',
  'customer.consents',
  'customer.alerts',
  'case.person',
  'case.answers',
  'case.notes',
  'case.tasks',
  'case.files',
] as const;
export type SharedField = (typeof sharedFields)[number];

/** Rows that are hidden as a whole with a field: those of which `where` holds, in SQL that both engines accept. */
export interface SharedRows {
  readonly field: SharedField;
  readonly where?: string;
}

/** Keys of a JSON object that are left out with a field. */
export type SharedKeys = Readonly<Partial<Record<SharedField, readonly string[]>>>;
