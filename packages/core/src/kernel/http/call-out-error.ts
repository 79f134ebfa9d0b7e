/** What kind of failure it was, for whoever decides whether to call again. */
export type CallOutFault = 'not-allowed' | 'unreachable' | 'certificate-refused' | 'timed-out' | 'cut' | 'too-large';

/** Why nothing came back, in words for whoever looks after the link; never what the far end sent. */
export class CallOutError extends Error {
  readonly reason: string;
  readonly fault: CallOutFault;
  /** The connection was made, and broke before the answer had come: it may have been read there. */
  get wasCut(): boolean {
    return this.fault === 'cut';
  }
  constructor(fault: CallOutFault, reason: string, cause?: unknown) {
    super(reason, cause === undefined ? undefined : { cause });
    this.name = 'CallOutError';
    this.fault = fault;
    this.reason = reason;
  }
}

const cut = { fault: 'cut', reason: 'The connection was cut' } as const;
const away = (reason: string) => ({ fault: 'unreachable', reason }) as const;
const unknownSigner = away('Its certificate is signed by nobody whom this machine trusts');
const known: Readonly<Record<string, { readonly fault: CallOutFault; readonly reason: string }>> = {
  ECONNREFUSED: away('Nothing answers at that address'),
  ECONNRESET: cut,
  EPIPE: cut,
  ABORT_ERR: { fault: 'timed-out', reason: 'The call was ended' },
  ENOTFOUND: away('No such host is known'),
  EAI_AGAIN: away('The host’s address could not be looked up'),
  ETIMEDOUT: { fault: 'timed-out', reason: 'The connection could not be made in time' },
  EHOSTUNREACH: away('The host can’t be reached'),
  ENETUNREACH: away('The host can’t be reached'),
  CERT_HAS_EXPIRED: away('Its certificate has run out. Whoever looks after it renews it'),
  CERT_NOT_YET_VALID: away('Its certificate is not valid yet. Compare the clocks'),
  ERR_TLS_CERT_ALTNAME_INVALID: away('Its certificate is for another host'),
  DEPTH_ZERO_SELF_SIGNED_CERT: unknownSigner,
  SELF_SIGNED_CERT_IN_CHAIN: unknownSigner,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: unknownSigner,
  UNABLE_TO_GET_ISSUER_CERT: unknownSigner,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: unknownSigner,
};

/** Alerts of TLS with which a far end refuses the certificate that it was shown, or that none was (RFC 8446, section 6). */
const certificateRefused = /SSL alert number (?:40|4[2-6]|48|49|116)\b/;

/** What went wrong with a connection, in words. */
export function asCallOutError(error: unknown): CallOutError {
  if (error instanceof CallOutError) return error;
  const { code = '', message = '' } = error as { code?: string; message?: string };
  if (certificateRefused.test(message))
    return new CallOutError(
      'certificate-refused',
      'It refused the certificate that says who calls, or asks for one',
      error,
    );
  const isCertificate = /CERT|SIGNED|ALTNAME/.test(code);
  const { fault, reason } =
    known[code] ?? away(isCertificate ? 'Its certificate can’t be trusted' : 'The connection failed');
  return new CallOutError(fault, reason, error);
}
