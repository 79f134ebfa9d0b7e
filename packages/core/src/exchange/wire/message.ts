import { z } from 'zod';
import { longText, line, uuidField } from '../../kernel/input.js';
import { transferFields } from '../transfers/transfer-types.js';

const when = z.iso.datetime();
const slug = z.string().min(1).max(60);
const words = longText(10_000);

/** How many files go with one message. */
export const mostFiles = 20;

/** A file that the sender has for the receiver to fetch once the case is taken over. */
export const AnnouncedFile = z.strictObject({
  /** What both installations call it. */
  file_id: uuidField,
  name: line(150),
  media_type: line(100),
  size_bytes: z.number().int().min(1),
  /** In hex: what is fetched must have it. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type AnnouncedFile = z.output<typeof AnnouncedFile>;
const files = z.array(AnnouncedFile).min(1).max(mostFiles).optional();

/**
 * What is sent of a case, under the names of Open311 GeoReport v2 (a service request), where it has one. What the sender
 * did not choose to send is absent.
 */
export const CaseContent = z.strictObject({
  service_request_id: line(60),
  service_code: line(100),
  service_name: line(200),
  title: line(300),
  requested_datetime: when,
  description: words.optional(),
  address: line(400).optional(),
  lat: z.number().min(-90).max(90).optional(),
  long: z.number().min(-180).max(180).optional(),
  name: line(200).optional(),
  phone: line(40).optional(),
  email: line(254).optional(),
  /** What the sender wrote for the receiver. */
  note: words.optional(),
  files,
  terms: z.strictObject({
    lawful_basis: line(300),
    purpose: longText(2000),
    fields: z.array(z.enum(transferFields)).max(transferFields.length),
  }),
});
export type CaseContent = z.output<typeof CaseContent>;

const update = { updated_datetime: when };
const envelope = {
  /** Of this form of message. */
  exchange: z.literal(1),
  /** The council that sends, by its name in its own installation. */
  from: slug,
  to: slug,
  /** What both installations call this hand-over. */
  transfer: uuidField,
  /** From 1, without gaps, for each direction of a hand-over: the order in which messages take effect. */
  sequence: z.number().int().min(1).max(1_000_000),
  idempotency_key: uuidField,
  /** By the sender's clock. */
  sent_at: when,
  by: line(200).optional(),
};

/** What one installation says to another about a hand-over. Updates bear the names of mySociety's extension of Open311. */
export const Message = z.discriminatedUnion('kind', [
  z.strictObject({ ...envelope, kind: z.literal('offer'), request: CaseContent }),
  z.strictObject({
    ...envelope,
    kind: z.literal('withdraw'),
    update: z.strictObject({ ...update, description: words }),
  }),
  z.strictObject({ ...envelope, kind: z.literal('withdrawn'), update: z.strictObject(update) }),
  z.strictObject({
    ...envelope,
    kind: z.literal('accept'),
    update: z.strictObject({ ...update, service_request_id: line(60) }),
  }),
  z.strictObject({
    ...envelope,
    kind: z.literal('decline'),
    update: z.strictObject({ ...update, description: words }),
  }),
  z.strictObject({
    ...envelope,
    kind: z.literal('note'),
    update: z.strictObject({ ...update, update_id: uuidField, description: words, files }),
  }),
  /** What became of a file that the receiver of this message had announced. */
  z.strictObject({
    ...envelope,
    kind: z.literal('file'),
    update: z.strictObject({
      ...update,
      file_id: uuidField,
      state: z.enum(['arrived', 'refused']),
      description: words.optional(),
    }),
  }),
  z.strictObject({
    ...envelope,
    kind: z.literal('status'),
    update: z.strictObject({
      ...update,
      status: z.enum(['OPEN', 'CLOSED']),
      /** The sender's own word for it, and what residents are told. */
      external_status_code: line(100),
      description: words,
    }),
  }),
]);
export type Message = z.output<typeof Message>;
export type MessageKind = Message['kind'];

/** What a message says besides its envelope. */
export type Said = { [K in MessageKind]: Omit<Extract<Message, { kind: K }>, keyof typeof envelope> }[MessageKind];

/** Asks for a piece of a file that was announced. Signed like a message; the answer is the piece's bytes. */
export const PieceWanted = z.strictObject({
  exchange: z.literal(1),
  from: slug,
  to: slug,
  transfer: uuidField,
  file_id: uuidField,
  /** In bytes from the file's beginning. */
  offset: z.number().int().min(0),
});
export type PieceWanted = z.output<typeof PieceWanted>;

/** What the receiver answers. `held`: it is kept, and takes effect when what is missing before it has come. */
export const Taken = z.object({
  taken: z.enum(['applied', 'held', 'repeated']),
  /** Sequence of the message that takes effect next. */
  next: z.number().int(),
  /** By the receiver's clock. */
  received_at: when,
});
export type Taken = z.output<typeof Taken>;
