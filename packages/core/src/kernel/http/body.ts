import busboy from 'busboy';
import type { IncomingMessage } from 'node:http';
import { malformed, tooLarge } from '../errors.js';
import type { UploadedFile } from '../route.js';
import { addField, parseForm, parseJson, type FormFields } from './forms.js';

export interface Body {
  readonly value: unknown;
  readonly files: readonly UploadedFile[];
}

const maxTextBytes = 1_048_576;
const maxUploads = 10;
/** A form's questions and the items of its groups, a date three fields. */
const maxFields = 1_000;

/**
 * Reads a request's body by its type. Text bodies may have 1 MB, uploads `maxFileBytes` a file.
 * @throws malformed_request, too_large (the rest of the body is not read)
 */
export async function readBody(
  request: IncomingMessage,
  about: { upload: boolean; maxFileBytes: number },
): Promise<Body> {
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (type === 'multipart/form-data') {
    if (!about.upload) throw malformed({}, 'This address takes no files.');
    return await readMultipart(request, about.maxFileBytes);
  }
  const bytes = await readBytes(request);
  if (bytes.length === 0) return { value: {}, files: [] };
  if (type === 'application/json' || type.endsWith('+json')) return { value: parseJson(bytes), files: [] };
  if (type === 'application/x-www-form-urlencoded') return { value: parseForm(bytes), files: [] };
  throw malformed({}, 'Send application/json or a form.');
}

/** The body as it came, at most 1 MB. @throws malformed_request, too_large */
export async function readBytes(request: IncomingMessage): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > maxTextBytes) throw tooLarge({}, 'Send at most 1 MB.');
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of unbroken(request)) {
    size += chunk.length;
    if (size > maxTextBytes) throw tooLarge({}, 'Send at most 1 MB.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

/** A client that goes away in the middle has sent a bad request: nothing is wrong here. */
async function* unbroken(request: IncomingMessage): AsyncGenerator<Buffer> {
  try {
    yield* request as AsyncIterable<Buffer>;
  } catch (cause) {
    throw malformed({ cause }, 'The request broke off. Send it again.');
  }
}

function readMultipart(request: IncomingMessage, maxFileBytes: number): Promise<Body> {
  const fields = Object.create(null) as FormFields;
  const files: UploadedFile[] = [];
  return new Promise<Body>((resolve, reject) => {
    const limits = {
      fileSize: maxFileBytes,
      files: maxUploads,
      fields: maxFields,
      fieldSize: maxTextBytes,
      headerPairs: 50,
    };
    const parser = busboy({ headers: request.headers, limits, defParamCharset: 'utf8' });
    const fail = (error: Error): void => {
      request.unpipe(parser);
      request.resume();
      reject(error);
    };
    parser.on('file', (field, stream, { filename }) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('limit', () => fail(fileTooLarge(field, maxFileBytes)));
      stream.on('end', () => {
        if (filename) files.push({ field, name: filename, bytes: Buffer.concat(chunks) });
      });
    });
    parser.on('field', (name, value) => addField(fields, name, value));
    parser.on('fieldsLimit', () => fail(tooLarge({}, `Send at most ${maxFields} fields at a time.`)));
    parser.on('filesLimit', () => fail(tooLarge({}, `Send at most ${maxUploads} files at a time.`)));
    parser.on('error', (cause) => fail(malformed({ cause }, 'The upload broke off. Send the file again.')));
    parser.on('close', () => resolve({ value: fields, files }));
    request.on('aborted', () => fail(malformed({}, 'The upload broke off. Send the file again.')));
    request.pipe(parser);
  });
}

function fileTooLarge(field: string, maxBytes: number): Error {
  const message = `Choose a file of at most ${Math.floor(maxBytes / 1_048_576)} MB`;
  return tooLarge({ faults: [{ field, message }] }, `${message}.`);
}
