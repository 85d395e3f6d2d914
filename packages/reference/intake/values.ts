import type { Path } from './source.ts'
import type { Finding } from './problems.ts'

/**
 * What YAML can say and no writer can pass on, wherever it stands: a key that every object of JavaScript has already,
 * a character that no page can show, a number whose last digits are lost.
 *
 * @param data of a file
 */
export function valueFindings(data: unknown, path: Path = []): Finding[] {
  if (typeof data === 'string') return textFindings(data).map(finding => ({ path, ...finding }))
  if (typeof data === 'number') return numberFindings(data).map(finding => ({ path, ...finding }))
  if (Array.isArray(data)) return data.flatMap((item, index) => valueFindings(item, [...path, index]))
  if (data === null || typeof data !== 'object') return []
  return Object.entries(data).flatMap(([key, value]) => {
    const findings = [...keyFindings(key), ...textFindings(key)].map(finding => ({ path, key, ...finding }))
    return findings.length ? findings : valueFindings(value, [...path, key])
  })
}

type Words = Pick<Finding, 'problem' | 'advice'>

function keyFindings(key: string): Words[] {
  if (key === '<<')
    return [
      {
        problem: '"<<" is the key by which older YAML merges maps, which is not read.',
        advice: 'Write the keys out, or share a schema by $ref.',
      },
    ]
  return isTaken(key) ? [takenName(key)] : []
}

/** Whether every object of JavaScript has a member of this name, so that an example cannot send a field with it. */
export function isTaken(name: string): boolean {
  return name in Object.prototype || name === 'prototype'
}

/** What is said of a field or parameter with such a name. */
export function takenName(name: string): Words {
  return {
    problem: `"${name}" is a name that every object or function of JavaScript has already.`,
    advice: 'No example can send such a field: correct the name.',
  }
}

/** What cannot be encoded, or what HTML, XML or a terminal cannot show; line breaks and tabs may be. */
const unshowable = /(?![\t\n\r])[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\ufeff]/u

function textFindings(text: string): Words[] {
  const character = unshowable.exec(text)?.[0]
  if (character === undefined) return []
  const code = character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')
  return [
    /\p{Cs}/u.test(character)
      ? {
          problem: `The text has half a character, U+${code}, which cannot be encoded.`,
          advice: 'Write the character itself.',
        }
      : { problem: `The text has the character U+${code}, which cannot be shown.`, advice: 'Remove it.' },
  ]
}

function numberFindings(number: number): Words[] {
  if (Number.isFinite(number) && (!Number.isInteger(number) || Number.isSafeInteger(number))) return []
  return [
    {
      problem: `A number as large as ${number} loses its last digits in JavaScript and in JSON.`,
      advice: 'Write a text in quotes if the API takes one, or a number of at most 9007199254740991.',
    },
  ]
}
