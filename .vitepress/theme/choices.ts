import { choices } from '../../packages/wechatpay/choices.ts'

type Chosen = Record<string, string>

const defaults: Chosen = Object.fromEntries(choices.map(({ name, options }) => [name, options[0]!.value]))
const valuesOf = Object.fromEntries(choices.map(({ name, options }) => [name, options.map(({ value }) => value)]))
const storageKey = 'wechatpay-reference-choices'

/**
 * Runs in the head of every page, before anything is painted: puts the choices on `<html>`, where the style sheet
 * reads which lines of an example to show, so that a remembered choice does not flash. What the address says
 * (`?lang=php&style=声明式`) goes before what is remembered and is not remembered itself: who opens a link of somebody
 * else's keeps their own choices for the next visit.
 */
export const restoreChoices = `(function () {
  var options = ${JSON.stringify(valuesOf)}
  var kept = {}
  try {
    kept = JSON.parse(localStorage.getItem('${storageKey}')) || {}
  } catch (error) { /* no storage: the defaults stay */ }
  var asked = new URLSearchParams(location.search)
  for (var name in options) {
    var value = [asked.get(name), kept[name], options[name][0]].filter(function (one) {
      return options[name].indexOf(one) >= 0
    })[0]
    document.documentElement.setAttribute('data-choice-' + name, value)
  }
})()`

/** Listens for choices on the page; once, in the browser. */
export function listenForChoices(): void {
  document.addEventListener('change', ({ target }) => {
    if (!(target instanceof HTMLInputElement) || !target.dataset.choice) return
    choose(target.dataset.choice, target.value)
  })
  document.addEventListener('click', ({ target }) => {
    const menu = target instanceof Element ? target.closest('.choice-menu') : null
    menu?.setAttribute('aria-expanded', String(menu.getAttribute('aria-expanded') !== 'true'))
  })
  // Of another tab, and of what a page in the browser's memory has missed meanwhile.
  window.addEventListener('storage', ({ key }) => {
    if (key === storageKey) takeOver()
  })
  window.addEventListener('pageshow', ({ persisted }) => {
    if (persisted) takeOver()
  })
}

/** Calls back whenever a choice has changed, here or in another tab. */
export function onChoice(listener: () => void): void {
  listeners.push(listener)
}

const listeners: (() => void)[] = []

function announce(): void {
  markChoices()
  for (const listener of listeners) listener()
}

function takeOver(): void {
  let kept: Chosen | null = null
  try {
    kept = JSON.parse(localStorage.getItem(storageKey) ?? 'null') as Chosen | null
  } catch {
    return
  }
  for (const { name, options } of choices)
    if (options.some(({ value }) => value === kept?.[name]))
      document.documentElement.setAttribute(`data-choice-${name}`, kept![name]!)
  announce()
}

/**
 * The address of this page that shows an example as it is seen now.
 *
 * @param place the id to go to
 */
export function sharedAddress(place: string): string {
  const chosen = currentChoices()
  const url = new URL(location.href)
  for (const { name, lang, where } of choices) {
    url.searchParams.delete(name)
    // What concerns the other language says nothing, nor does what is so by itself; the language is always said.
    if (!where && (!lang || lang === chosen.lang) && (name === 'lang' || chosen[name] !== defaults[name]))
      url.searchParams.set(name, chosen[name]!)
  }
  url.hash = place
  return url.href
}

/** Takes over what the reader chose, for this page and those to come. @param name of one of `choices` */
export function choose(name: string, value: string): void {
  document.documentElement.setAttribute(`data-choice-${name}`, value)
  // Left in the address, the choice of whoever sent the link would come back on the next load.
  const url = new URL(location.href)
  if (choices.some(choice => url.searchParams.has(choice.name))) {
    for (const choice of choices) url.searchParams.delete(choice.name)
    history.replaceState(history.state, '', url)
  }
  announce()
  try {
    localStorage.setItem(storageKey, JSON.stringify(currentChoices()))
  } catch {
    // Storage may be closed (private mode, blocked cookies): the choice then lasts until the page is left.
  }
}

/** Brings the switches of the page in line with the choices; whenever its content is new. */
export function markChoices(): void {
  const chosen = currentChoices()
  for (const input of document.querySelectorAll<HTMLInputElement>('input[data-choice]'))
    input.checked = chosen[input.dataset.choice!] === input.value
}

function currentChoices(): Chosen {
  return Object.fromEntries(
    choices.map(({ name }) => [name, document.documentElement.getAttribute(`data-choice-${name}`) ?? defaults[name]!]),
  )
}
