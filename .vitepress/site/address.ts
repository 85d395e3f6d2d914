/** Where the site stands; GitHub serves a project's pages below its name. Starts and ends with a slash. */
export const base = process.env.SITE_BASE ?? '/'

/**
 * The origin of its absolute addresses, which search engines and previews ask for; by default the one that
 * `npm start` serves.
 */
export const origin = new URL(process.env.SITE_ORIGIN || 'http://localhost:4173').origin

/**
 * The absolute address of a page or file.
 *
 * @param address as in a link between pages: `/openapi/v3/certificates`, placeholders in braces
 */
export function absolute(address: string): string {
  return origin + withBase(address)
}

/**
 * The address of a page in links, from its file as VitePress knows it: `openapi/v3/certificates.md`,
 * `products/index.md` -> `/products/`.
 */
export function pageAddress(file: string): string {
  return `/${file.replace(/(?:^|(?<=\/))index\.md$|\.md$/, '')}`
}

/** The address of a page or file as a browser asks this host for it. */
export function withBase(address: string): string {
  return encodeURI(base + address.slice(1)).replace(/[()]/g, character => `%${character.charCodeAt(0).toString(16)}`)
}
