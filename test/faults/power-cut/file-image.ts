/**
 * The contents of a file that grows: its length is exact, and there is room behind it, so that a log of many megabytes is
 * not copied for each page that is written to its end.
 */
export class FileImage {
  #room: Buffer;
  #length: number;

  private constructor(room: Buffer, length: number) {
    this.#room = room;
    this.#length = length;
  }

  static of(bytes: Buffer): FileImage {
    return new FileImage(Buffer.from(bytes), bytes.length);
  }

  get bytes(): Buffer {
    return this.#room.subarray(0, this.#length);
  }

  copy(): FileImage {
    return FileImage.of(this.bytes);
  }

  /** A hole that this leaves before `offset` reads as zeros. */
  write(offset: number, data: Buffer): void {
    if (offset + data.length > this.#length) this.setLength(offset + data.length);
    data.copy(this.#room, offset);
  }

  /** Cuts off what is behind, or adds zeros. */
  setLength(length: number): void {
    if (length > this.#room.length) {
      const larger = Buffer.alloc(Math.max(length, 2 * this.#room.length));
      this.bytes.copy(larger);
      this.#room = larger;
    } else if (length > this.#length) this.#room.fill(0, this.#length, length);
    this.#length = length;
  }
}
