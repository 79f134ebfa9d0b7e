/** A record of a file can't be used. The message says what to do about it and never repeats a cell: it reaches logs. */
export class RowFault extends Error {
  override readonly name = 'RowFault';
  /** What the file calls the cell, such as "postcode". */
  readonly field: string | undefined;

  constructor(message: string, field?: string) {
    super(message);
    this.field = field;
  }
}

/** A file can't be used as a whole: another format, cut short. The message says what to do about it. */
export class FileFault extends Error {
  override readonly name = 'FileFault';
}
