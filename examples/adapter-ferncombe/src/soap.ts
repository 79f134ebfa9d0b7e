import {
  errorFromStatus,
  readXml,
  unreadableXml,
  xmlText,
  type AdapterContext,
  type AdapterError,
  type XmlElement,
} from '@moothall/adapter-sdk';

export type SoapVersion = '1.1' | '1.2';

/** What a service is asked by: where it is, in which version, and who asks. */
export interface SoapService {
  readonly url: string;
  readonly version: SoapVersion;
  readonly namespace: string;
  readonly user: string;
  readonly password: string;
}

/** What a fault says: whose it is, and the supplier's own code for it. */
export interface SoapFault {
  /** `sender`: what was asked is wrong. `receiver`: the far end failed. */
  readonly by: 'sender' | 'receiver';
  readonly code: string;
}

type Fields = readonly (readonly [name: string, value: string])[];

const envelopes: Readonly<Record<SoapVersion, string>> = {
  '1.1': 'http://schemas.xmlsoap.org/soap/envelope/',
  '1.2': 'http://www.w3.org/2003/05/soap-envelope',
};
const security = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd';
const plainPassword = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordText';

/**
 * Calls one operation, document/literal, and answers the element of its response.
 * @param meaning what a fault means to Moothall
 * @throws AdapterError
 */
export async function callSoap(
  service: SoapService,
  operation: string,
  fields: Fields,
  {
    fetch,
    now,
    meaning,
  }: Pick<AdapterContext<unknown, unknown>, 'fetch' | 'now'> & { meaning: (fault: SoapFault) => AdapterError },
): Promise<XmlElement> {
  const action = `${service.namespace}#${operation}`;
  const headers: Record<string, string> =
    service.version === '1.1'
      ? { 'content-type': 'text/xml; charset=utf-8', soapaction: `"${action}"` }
      : { 'content-type': `application/soap+xml; charset=utf-8; action="${action}"` };
  const body = envelopeOf(service, operation, fields);
  const response = await fetch(new URL(service.url), { method: 'POST', headers, body });
  const text = await response.text();
  // A fault comes with 500, and with 400 in SOAP 1.2; whatever else comes with those is no answer of the service's.
  if (!response.ok && !/:Fault[\s>]/.test(text)) throw errorFromStatus(response, now());
  const within = bodyOf(readXml(text));
  if (within.name === 'Fault') throw meaning(faultOf(within));
  if (within.name !== `${operation}Response`) throw unreadableXml();
  return within;
}

/** The texts of an element's children, by their names. */
export function fieldsOf({ children }: XmlElement): Readonly<Record<string, string>> {
  return Object.fromEntries(children.map(({ name, text }) => [name, text.trim()]));
}

function envelopeOf({ version, namespace, user, password }: SoapService, operation: string, fields: Fields): string {
  const own = fields.map(([name, value]) => `<w:${name}>${xmlText(value)}</w:${name}>`).join('');
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<s:Envelope xmlns:s="${envelopes[version]}" xmlns:w="${namespace}"><s:Header>`,
    `<o:Security xmlns:o="${security}" s:mustUnderstand="1"><o:UsernameToken><o:Username>${xmlText(user)}</o:Username>`,
    `<o:Password Type="${plainPassword}">${xmlText(password)}</o:Password></o:UsernameToken></o:Security>`,
    `</s:Header><s:Body><w:${operation}>${own}</w:${operation}></s:Body></s:Envelope>`,
  ].join('');
}

function bodyOf({ name, children }: XmlElement): XmlElement {
  const [within] = children.find((child) => child.name === 'Body')?.children ?? [];
  if (name !== 'Envelope' || within === undefined) throw unreadableXml();
  return within;
}

/** SOAP 1.1 has `faultcode` and `faultstring`, 1.2 `Code` and `Reason`. The words are the supplier's, and are not repeated. */
function faultOf(fault: XmlElement): SoapFault {
  const texts = allTexts(fault);
  const by = texts.some((text) => /(^|:)(Client|Sender)$/.test(text)) ? 'sender' : 'receiver';
  return { by, code: texts.map((text) => /\bFW-\d{3}\b/.exec(text)?.[0]).find((code) => code !== undefined) ?? '' };
}

function allTexts({ text, children }: XmlElement): string[] {
  return [text.trim(), ...children.flatMap(allTexts)];
}
