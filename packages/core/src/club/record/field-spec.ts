/** A field of a record: what it is called, and how it is asked for, read and shown. */
export type FieldSpec = {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
} & (
  | { readonly is: 'line' | 'text' | 'date' | 'money' | 'number' | 'council' }
  | { readonly is: 'choice'; readonly choices: Readonly<Record<string, string>> }
  /** A record of another part, or of the same. */
  | { readonly is: 'record'; readonly part: string }
  /** Councils in an order, a line each. */
  | { readonly is: 'councils' }
  /** Councils with whole numbers, a line each: "Westmoor: 45". */
  | { readonly is: 'parts' }
  /** "Buy together: 120000: one contract for all", a line each. */
  | { readonly is: 'options' }
  /** "Seats: 300 x 833.34", a line each. */
  | { readonly is: 'costs' }
);

/** A council's part of a whole. */
export interface CouncilPart {
  readonly councilId: number;
  readonly parts: number;
}

/** What could be done about a need, and what that costs. */
export interface CaseOption {
  readonly name: string;
  readonly costPence: number;
  readonly benefit: string;
}

/** So many of something at so much each. */
export interface CostLine {
  readonly what: string;
  readonly quantity: number;
  readonly unitPence: number;
}
