/** What the client hints of a browser say, as `Sec-CH-UA…` headers carry it. */
export interface ClientHints {
  readonly platform: string | null;
  readonly platformVersion: string | null;
  /** `Sec-CH-UA` as it came: only Chromium sends it. */
  readonly brands: string | null;
}

const CHROMIUM_IN_AGENT = /Chrom(?:e|ium)\/(\d{1,5})\./;
const CHROMIUM_IN_BRANDS = /"Chromium";\s?v="(\d{1,5})[."]/;
/** Others are shown as one another on purpose: a phone that asks for a desktop's page says Linux. */
const TELLING_PLATFORMS = ['Windows', 'macOS'] as const;

/**
 * Whether a browser's hints and its user agent tell the same story; null where there are none. A
 * tool that borrows a user agent mostly leaves the hints of the browser that it runs in, or those
 * of another version.
 */
export function hintsAgree(
  userAgent: string,
  named: { readonly os: string },
  { brands, platform }: ClientHints,
): boolean | null {
  if (brands === null && platform === null) return null;
  const inAgent = CHROMIUM_IN_AGENT.exec(userAgent)?.[1];
  if (inAgent === undefined) return false;
  const inBrands = CHROMIUM_IN_BRANDS.exec(brands ?? '')?.[1];
  if (inBrands !== undefined && inBrands !== inAgent) return false;
  return (
    platform === null ||
    TELLING_PLATFORMS.every((telling) => (platform === telling) === (named.os === telling))
  );
}
