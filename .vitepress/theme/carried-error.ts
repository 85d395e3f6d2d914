/** An error that a reader takes along from the catalogue to the page of the operation. */
export interface CarriedError {
  text: string
  /** The method of the request, where it is known: a page may have several. */
  method?: string
}

const storageKey = 'wechatpay-reference-error'
// Where storage is closed, it lasts as long as no page is loaded.
let carried: string | undefined

/** Keeps an error for the next page, in this tab only. */
export function carryError(error: CarriedError): void {
  carried = JSON.stringify(error)
  try {
    sessionStorage.setItem(storageKey, carried)
  } catch {
    // A browser may forbid it.
  }
}

/** The error that was kept, once. */
export function takeError(): CarriedError | undefined {
  let text = carried
  try {
    text ??= sessionStorage.getItem(storageKey) ?? undefined
    sessionStorage.removeItem(storageKey)
  } catch {
    // As above.
  }
  carried = undefined
  return text === undefined ? undefined : (JSON.parse(text) as CarriedError)
}
