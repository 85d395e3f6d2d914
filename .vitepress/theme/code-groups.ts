import { choices } from '../../packages/wechatpay/choices.ts'
import { choose } from './choices.ts'

/** What the label of a tab in a guide says of the reader's choices. */
const meanings: [string, string, string][] = [
  ['Node.js', 'lang', 'ts'],
  ['PHP', 'lang', 'php'],
  ['微信支付公钥', 'keys', 'public-key'],
  ['平台证书', 'keys', 'certificate'],
]

const servers = choices.find(({ name }) => name === 'server')!.options

/** Takes a tab of a guide that a reader opens for a choice; once, in the browser. */
export function listenForTabs(): void {
  document.addEventListener('change', ({ target }) => {
    if (target instanceof HTMLInputElement && target.matches('.vp-code-group input'))
      for (const [name, value] of meaningOf(target)) choose(name, value)
  })
}

/** Opens the tabs of a guide that agree with what the reader chose; those of other kinds stay as they are. */
export function openTabs(): void {
  for (const group of document.querySelectorAll('.vp-code-group')) {
    const inputs = [...group.querySelectorAll<HTMLInputElement>('.tabs input')]
    const index = inputs.findIndex(input => {
      const meaning = meaningOf(input)
      return (
        meaning.length > 0 &&
        meaning.every(([name, value]) => document.documentElement.getAttribute(`data-choice-${name}`) === value)
      )
    })
    const blocks = group.querySelector('.blocks')
    if (index < 0 || inputs[index]!.checked || !blocks) continue
    inputs[index]!.checked = true
    for (const [position, block] of [...blocks.children].entries()) block.classList.toggle('active', position === index)
  }
}

function meaningOf(input: HTMLInputElement): [string, string][] {
  const label = input.parentElement!.querySelector(`label[for="${input.id}"]`)?.textContent ?? ''
  const server = servers.find(({ text }) => text === label)
  if (server) return [['server', server.value]]
  return meanings.filter(([word]) => label.includes(word)).map(([, name, value]) => [name, value])
}
