import { loadPart } from './load-part.ts'
import { onChoice } from './choices.ts'

/** What of a request is the reader's own, the same in each; never a key. */
export interface OwnValues {
  /** The merchant's number, of whoever sends the request. */
  mchid?: string
  appid?: string
  /** The serial number of the merchant's certificate. */
  serial?: string
  /** The id of 微信支付公钥. */
  keyId?: string
  notifyUrl?: string
}

const storageKey = 'wechatpay-reference-own-values'
/** Of this visit, where they cannot be stored. */
let current: OwnValues = {}

/** Listens for the button 我的参数; once, in the browser. */
export function listenForOwnValues(): void {
  document.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLElement>('.example-own') : null
    if (button)
      void loadPart(() => import('./own-values-dialog.ts')).then(
        ({ askForOwnValues }) => askForOwnValues(),
        () => button.setAttribute('title', '没有加载成功，请检查网络后再试'),
      )
  })
  window.addEventListener('storage', ({ key }) => {
    if (key === storageKey) fillExamples(true)
  })
  onChoice(fillExamples)
}

/** What the reader has entered; nothing where it cannot be read. */
export function ownValues(): OwnValues {
  try {
    return (JSON.parse(localStorage.getItem(storageKey) ?? 'null') as OwnValues | null) ?? current
  } catch {
    return current
  }
}

/** Keeps the values in this browser and shows them in the examples. */
export function keepOwnValues(values: OwnValues): void {
  try {
    if (Object.keys(values).length) localStorage.setItem(storageKey, JSON.stringify(values))
    else localStorage.removeItem(storageKey)
    // Another tab may take back what is stored.
    current = {}
  } catch {
    // Storage may be closed: they last until the page is left.
    current = values
  }
  fillExamples(true)
}

/**
 * Puts the reader's own values into the examples that are shown; whenever content or choice is new.
 *
 * @param always also where there are none, to take back those of before
 */
export function fillExamples(always?: unknown): void {
  if (always !== true && !Object.keys(ownValues()).length) return
  void loadPart(() => import('./own-values-fill.ts')).then(
    ({ fill }) => fill(ownValues()),
    () => {
      // Without a connection the examples stay as they are written.
    },
  )
}
