import { refuseBundle, type BundleAbout } from './bundle-format.js';

/** Version of the GNU C library that this Node runs with; `undefined` with another one, such as musl. */
export function glibcHere(): string | undefined {
  const { header } = process.report.getReport() as { header: { glibcVersionRuntime?: string } };
  return header.glibcVersionRuntime;
}

/** What a bundle is for, in words. */
export const platformText = ({ platform, arch, glibc }: Pick<BundleAbout, 'platform' | 'arch' | 'glibc'>): string =>
  `${platform} on ${arch} with ${glibc === undefined ? 'musl' : `glibc ${glibc} or later`}`;

/** @throws bad_bundle where its binaries would not run on this machine */
export function refuseOtherPlatform(about: BundleAbout, file: string): void {
  const here = glibcHere();
  const isSame = about.platform === process.platform && about.arch === process.arch;
  const runs = about.glibc === undefined ? here === undefined : here !== undefined && !isOlder(here, about.glibc);
  if (isSame && runs) return;
  const own = here === undefined ? 'musl' : `glibc ${here}`;
  refuseBundle(
    `${file} is for ${platformText(about)}, and this machine is ${process.platform} on ${process.arch} with ${own}. Make one on a machine like this.`,
  );
}

/** Of versions such as 2.28. */
function isOlder(version: string, than: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [theirs = 0, theirMinor = 0] = than.split('.').map(Number);
  return major < theirs || (major === theirs && minor < theirMinor);
}
