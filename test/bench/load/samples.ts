/** One request of an operation with what its page must show: plain data, so that the ceilings' process gets the same. */
export interface Sample {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** Fields of a form. */
  readonly form?: Readonly<Record<string, string>>;
  readonly status: number;
  /** Texts that the page (or, of a redirect, the head) must hold. */
  readonly expect: readonly string[];
  /** What is looked for in the knowledge index, which no statement shows. */
  readonly words?: string;
}

export interface Operation {
  readonly name: string;
  readonly samples: readonly Sample[];
}

/** The signed-in adviser of the load. */
export interface SignedIn {
  readonly cookie: string;
  readonly csrfToken: string;
}

/** What the process of the ceilings is given. */
export interface CeilingTask {
  readonly directory: string;
  readonly operations: readonly Operation[];
  readonly signedIn: SignedIn;
}
