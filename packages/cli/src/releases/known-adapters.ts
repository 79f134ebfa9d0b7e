/** What is said of an adapter that can't be installed: see `explainFailure`. */
class AdapterUnknown extends Error {
  readonly code = 'adapter_unknown';
}

const own = '@moothall/adapter-';

/** Adapters that are published with Moothall, by what follows `@moothall/adapter-`, and what each is for. */
export const knownAdapters: Readonly<Record<string, string>> = {
  'addresses-addressbase': 'addresses from files of AddressBase and of the gazetteer',
  'addresses-os-places': 'addresses from Ordnance Survey’s OS Places API',
  'documents-files': 'files on another disk or share, or in a store that speaks S3',
  'files-exchange': 'cases to and from any other system, by CSV files',
  mail: 'mail by your own server',
  'notify-govuk': 'mail, text messages and letters by GOV.UK Notify',
  open311: 'cases to any Open311 server',
  'payments-govuk-pay': 'payments by GOV.UK Pay',
  sandbox: 'systems of every kind that are only played, to try things with',
  'sign-in-oidc': 'signing in by Microsoft Entra ID, Keycloak, Google and others',
  'staff-directory-ldap': 'staff from an LDAP directory, such as Active Directory',
  'telephony-url': 'calls as the telephone system tells of them',
};

/**
 * The packages of adapters, each with its range of versions: `mail` or `@moothall/adapter-mail` in the version of the
 * release, `@council/adapter-x@^2.1.0` as it says.
 * @throws adapter_unknown, naming every one that isn't known
 */
export function adapterPackages(named: readonly string[], version: string): Record<string, string> {
  const read = named.map((text) => readName(text, version));
  const unknown = named.filter((_text, index) => read[index] === undefined);
  if (unknown.length > 0) {
    const known = Object.keys(knownAdapters).join(', ');
    throw new AdapterUnknown(
      `There is no adapter called ${unknown.join(', ')}. Moothall’s own are ${known}. Name another by its whole package, such as @council/adapter-x or adapter-x@2.1.0.`,
    );
  }
  return Object.fromEntries(read.filter((each) => each !== undefined));
}

/** The package that a name without a range means: `mail` is `@moothall/adapter-mail`; anything else is a package's own. */
export const packageNamed = (text: string): string => (Object.hasOwn(knownAdapters, text) ? `${own}${text}` : text);

/** `@council/x` and `x@1.2.3` are somebody else's; anything else has to be known. */
function readName(text: string, version: string): [string, string] | undefined {
  const [, named = '', range] = /^((?:@[a-z0-9][\w.-]*\/)?[a-z0-9][\w.-]*)(?:@([\w.^~<>=*-]+))?$/.exec(text) ?? [];
  const name = packageNamed(named);
  if (range !== undefined) return [name, range];
  if (name.startsWith('@moothall/'))
    return Object.hasOwn(knownAdapters, name.slice(own.length)) ? [name, version] : undefined;
  return name.startsWith('@') ? [name, '*'] : undefined;
}
