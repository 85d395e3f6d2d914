import { rowsBelow, typeText, type Field, type Operation } from '../reference/model/model.ts'
import type { Finding, Visit } from './lint.ts'

/** Pages have been published with the request copied below the heading of the answer. */
export function answerLikeRequest(entry: Operation): Finding[] {
  const { method, path, body, answer, query } = entry
  if (answer.content?.kind !== 'json') return []
  const sent = [...query, ...(body ? rowsBelow(body.schema) : [])]
  const answered = rowsBelow(answer.content.schema)
  const isSent = ({ name, schema }: Field) =>
    sent.some(field => field.name === name && typeText(field.schema) === typeText(schema))
  const steps = [method, 'responses', String(answer.status)]
  if (answered.length > 2 && answered.every(isSent))
    return [
      {
        rule: 'answer-like-request',
        entry,
        steps,
        problem: 'The answer has nothing but fields of the request.',
        advice: 'Describe what is really answered.',
      },
    ]
  const address = answered.find(field => field.name === 'notify_url' && isSent(field))
  return address && !/callback|notif/.test(path)
    ? [
        {
          rule: 'answer-like-request',
          entry,
          steps,
          problem: 'The answer has the notify_url of the request.',
          advice: 'Describe what is really answered.',
        },
      ]
    : []
}

/** What is asked of the one who fills a field in: `须与 mchid 绑定`. */
const demand = /须(?:与(?!此).+?(?:绑定|关系|一致|匹配|同一用户)|(?:是|等于|来自|属于|已)|在.+?内唯一)/

/**
 * Answers are told as if one filled them in where the words of a request have been copied. A schema that requests have,
 * too, keeps its words.
 */
export function demandInAnswer(visits: Visit[]): Finding[] {
  const sent = new Set(visits.filter(({ side }) => side === 'request').map(({ field }) => field.schema))
  return visits.flatMap(({ side, entry, steps, field: { name, schema } }): Finding[] => {
    const said = side === 'answer' && !sent.has(schema) ? demand.exec(schema.description ?? '')?.[0] : undefined
    if (said === undefined) return []
    return [
      {
        rule: 'demand-in-answer',
        entry,
        steps,
        problem: `"${name}" of the answer says "${said}", as if one filled it in.`,
        advice: 'Say what it is: "与 `mchid` 绑定".',
      },
    ]
  })
}
