import { phpCalls, phpStyles } from '../reference/to-php.ts'
import { tsStyles } from '../reference/to-typescript.ts'

export interface Choice {
  name: string
  legend: string
  /** The language of the examples that it is about; absent for the choice of the language itself. */
  lang?: string
  options: { value: string, text: string }[]
}

/** What a reader chooses once for all examples; the first option of each is the default. */
export const choices: Choice[] = [
  { name: 'lang', legend: '语言', options: [{ value: 'ts', text: 'TypeScript' }, { value: 'php', text: 'PHP' }] },
  { name: 'ts', lang: 'ts', legend: 'TypeScript 写法', options: tsStyles.map(value => ({ value, text: value })) },
  { name: 'call', lang: 'php', legend: 'PHP 异步或同步', options: phpCalls.map(value => ({ value, text: value })) },
  { name: 'style', lang: 'php', legend: 'PHP 写法', options: phpStyles.map(value => ({ value, text: value })) },
]

type Chosen = Record<string, string>

const defaults: Chosen = Object.fromEntries(choices.map(({ name, options }) => [name, options[0]!.value]))
const storageKey = 'wechatpay-reference-choices'

/**
 * Runs in the head of every page, before anything is painted: puts the choices on `<html>`, where the style sheet reads which lines of an
 * example to show, so that a remembered choice does not flash.
 */
export const restoreChoices = `(function () {
  var options = ${JSON.stringify(Object.fromEntries(choices.map(({ name, options }) => [name, options.map(({ value }) => value)])))}
  var kept = {}
  try { kept = JSON.parse(localStorage.getItem('${storageKey}')) || {} } catch (error) { /* no storage: the defaults stay */ }
  for (var name in options) document.documentElement.setAttribute('data-choice-' + name, options[name].indexOf(kept[name]) < 0 ? options[name][0] : kept[name])
})()`

/** Listens for choices on the page; once, in the browser. */
export function listenForChoices(): void {
  document.addEventListener('change', ({ target }) => {
    if (!(target instanceof HTMLInputElement) || !target.dataset.choice) return
    document.documentElement.setAttribute(`data-choice-${target.dataset.choice}`, target.value)
    markChoices()
    try {
      localStorage.setItem(storageKey, JSON.stringify(currentChoices()))
    } catch {
      // Storage may be closed (private mode, blocked cookies): the choice then lasts until the page is left.
    }
  })
}

/** Brings the switches of the page in line with the choices; whenever its content is new. */
export function markChoices(): void {
  const chosen = currentChoices()
  for (const input of document.querySelectorAll<HTMLInputElement>('input[data-choice]')) input.checked = chosen[input.dataset.choice!] === input.value
}

function currentChoices(): Chosen {
  return Object.fromEntries(choices.map(({ name }) => [name, document.documentElement.getAttribute(`data-choice-${name}`) ?? defaults[name]!]))
}
