import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { z } from 'zod';
import {
  followsOn,
  frameHeaderBytes,
  isSameSum,
  logHeaderBytes,
  readFrameHeader,
  readLogHeader,
  type LogHeader,
} from './log-format.js';

const pair = z.tuple([z.number(), z.number()]);
/** A place in a log, between two frames. */
export const LogPosition = z.object({
  salts: pair,
  /** How many frames lie before it. */
  frames: z.number().int().min(0),
  /** Of everything before it. */
  sum: pair,
});
export type LogPosition = z.infer<typeof LogPosition>;

/** A page as a frame of the log has it. */
export interface LoggedPage {
  readonly page: number;
  /** Of its frame, from 1. */
  readonly frame: number;
}

/** What was committed behind a position. */
export interface Committed {
  readonly pages: readonly LoggedPage[];
  /** Of the database after the last of these transactions. */
  readonly databasePages: number;
}

/** A log that is open; it must not begin anew meanwhile. */
export interface OpenedLog {
  readonly header: LogHeader;
  /** That were written since it began; what lies behind them is left of an earlier log. */
  writtenBytes(): number;
  /** Before its first frame. */
  readonly beginning: LogPosition;
  /** Whether a position is one of this log, with the same frames before it. */
  has(position: LogPosition): boolean;
  /** Behind so many frames, which were read before. */
  positionAfter(frames: number): LogPosition;
  /** Everything up to the last commit; `undefined`: there is none behind the position. */
  committedAfter(position: LogPosition): Committed | undefined;
  /** What a frame has of its page. */
  content(frame: number): Buffer;
}

const framesAtOnce = 256;

/** Reads the log of a database; `undefined` when there is none, or its header isn't whole. */
export function withLog<T>(file: string, read: (log: OpenedLog | undefined) => T): T {
  let fd: number;
  try {
    fd = openSync(`${file}-wal`, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return read(undefined);
    throw error;
  }
  try {
    const header = readLogHeader(bytesAt(fd, 0, logHeaderBytes));
    return read(header && opened(fd, header));
  } finally {
    closeSync(fd);
  }
}

function opened(fd: number, header: LogHeader): OpenedLog {
  const frameBytes = frameHeaderBytes + header.pageBytes;
  const placeOf = (frame: number): number => logHeaderBytes + (frame - 1) * frameBytes;
  const beginning = positionOf(header.salts, 0, header.sum);
  const positionAfter = (frames: number): LogPosition => {
    if (frames === 0) return beginning;
    const { salts, sum } = readFrameHeader(bytesAt(fd, placeOf(frames), frameHeaderBytes));
    return positionOf(salts, frames, sum);
  };
  return {
    header,
    writtenBytes: () => {
      let [written, most] = [0, Math.floor((fstatSync(fd).size - logHeaderBytes) / frameBytes)];
      while (written < most) {
        const middle = Math.ceil((written + most) / 2);
        const { salts } = readFrameHeader(bytesAt(fd, placeOf(middle), frameHeaderBytes));
        if (isSameSum(salts, header.salts)) written = middle;
        else most = middle - 1;
      }
      return written * frameBytes;
    },
    beginning,
    positionAfter,
    has: ({ salts, frames, sum }) => {
      if (!isSameSum(salts, header.salts)) return false;
      if (frames > 0 && bytesAt(fd, placeOf(frames), frameHeaderBytes).length < frameHeaderBytes) return false;
      const there = positionAfter(frames);
      return isSameSum(there.salts, salts) && isSameSum(there.sum, sum);
    },
    committedAfter: (position) => {
      const pages: LoggedPage[] = [];
      let [sum, committed, databasePages] = [position.sum, 0, 0];
      for (let frame = position.frames + 1; ;) {
        const chunk = bytesAt(fd, placeOf(frame), framesAtOnce * frameBytes);
        const whole = Math.floor(chunk.length / frameBytes);
        for (let at = 0; at < whole; at += 1, frame += 1) {
          const bytes = chunk.subarray(at * frameBytes, (at + 1) * frameBytes);
          if (!followsOn(bytes, header, sum)) return committedOf(pages, committed, databasePages);
          const found = readFrameHeader(bytes);
          sum = [...found.sum];
          pages.push({ page: found.page, frame });
          if (found.databasePages > 0) [committed, databasePages] = [pages.length, found.databasePages];
        }
        if (whole < framesAtOnce) return committedOf(pages, committed, databasePages);
      }
    },
    content: (frame) => bytesAt(fd, placeOf(frame) + frameHeaderBytes, header.pageBytes),
  };
}

const committedOf = (pages: LoggedPage[], count: number, databasePages: number): Committed | undefined =>
  count === 0 ? undefined : { pages: pages.slice(0, count), databasePages };

const positionOf = (salts: readonly [number, number], frames: number, sum: readonly [number, number]): LogPosition => ({
  salts: [...salts],
  frames,
  sum: [...sum],
});

/** As many bytes as there are, up to `length`. */
function bytesAt(fd: number, at: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let read = 0;
  while (read < length) {
    const more = readSync(fd, bytes, read, length - read, at + read);
    if (more === 0) break;
    read += more;
  }
  return bytes.subarray(0, read);
}
