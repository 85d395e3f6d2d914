import type { KeyKind } from '../../packages/wechatpay/key-kinds.ts'
import { loadPart } from './load-part.ts'
import { sharedAddress } from './choices.ts'

/** What of an example is there for some choices only. */
const chosen = '.variant, [data-keys]'

/**
 * Makes the copy button of an example with variants copy what is shown: the lines of other variants get the class
 * that VitePress leaves out, just before its own listener runs.
 */
export function copyVisibleLinesOnly(): void {
  window.addEventListener(
    'click',
    event => {
      const button = event.target instanceof Element ? event.target.closest('.code-language button.copy') : null
      for (const line of button?.parentElement?.querySelectorAll(chosen) ?? [])
        line.classList.toggle('vp-copy-ignore', isHidden(line))
    },
    { capture: true },
  )
}

/** Listens to the further copy buttons of examples; once, in the browser. */
export function listenForCopies(): void {
  document.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLButtonElement>('.example-copy') : null
    const example = button?.closest<HTMLElement>('.code-variants')
    if (!button || !example) return
    const text =
      button.dataset.copy === 'file' ? wholeFile(example) : Promise.resolve(sharedAddress(headingOf(example)))
    void write(text).then(
      () => say(button, '已复制'),
      () => say(button, '没有复制成功'),
    )
  })
}

/** The example as it is shown, with the set-up before it. */
async function wholeFile(example: Element): Promise<string> {
  const block = [...example.querySelectorAll<HTMLElement>('.code-language')].find(one => !isHidden(one))!
  const code = block.querySelector('code')!.cloneNode(true) as HTMLElement
  const hidden = [...block.querySelectorAll(`code :is(${chosen})`)].map(isHidden)
  for (const [index, part] of [...code.querySelectorAll(chosen)].entries()) if (hidden[index]) part.remove()
  const language = block.dataset.lang as 'ts' | 'php'
  const keys = document.documentElement.getAttribute('data-choice-keys') as KeyKind
  const text = code.textContent
  const { wholeFileOf } = await loadPart(() => import('./set-ups.ts'))
  return wholeFileOf(language, keys, text)
}

/** Hands the clipboard a promise where it takes one: Safari forgets the click while the text is still on its way. */
async function write(text: Promise<string>): Promise<void> {
  // There is none where the site is served without encryption.
  if (!navigator.clipboard) throw new Error('The browser has no clipboard for this page.')
  if (typeof ClipboardItem === 'undefined') return navigator.clipboard.writeText(await text)
  const blob = text.then(text => new Blob([text], { type: 'text/plain' }))
  await Promise.all([blob, navigator.clipboard.write([new ClipboardItem({ 'text/plain': blob })])])
}

/** Says for a while on a button, and to screen readers, how it went. */
function say(button: HTMLElement, text: string): void {
  button.dataset.text ??= button.textContent
  button.textContent = text
  button.parentElement!.querySelector('[role="status"]')!.textContent = text
  setTimeout(() => {
    button.textContent = button.dataset.text!
    button.parentElement!.querySelector('[role="status"]')!.textContent = ''
  }, 3000)
}

function headingOf(example: Element): string {
  let before = example.previousElementSibling
  while (before && !/^H[1-6]$/.test(before.tagName)) before = before.previousElementSibling
  return before?.id ?? ''
}

function isHidden(element: Element): boolean {
  return getComputedStyle(element).display === 'none'
}
