/**
 * Loads a part of the site that is fetched when it is asked for. A browser may remember that a module could not be
 * fetched and not ask again, however often one clicks (Chromium 150 does); then it is asked for by another address.
 *
 * @param part imports it @throws what the browser says where it cannot be fetched
 */
export async function loadPart<Part>(part: () => Promise<Part>): Promise<Part> {
  try {
    return await part()
  } catch (error) {
    const address = /https?:\/\/\S+\.js/.exec(String(error))?.[0]
    if (!address) throw error
    return (await import(/* @vite-ignore */ `${address}?again=${Date.now()}`)) as Part
  }
}
