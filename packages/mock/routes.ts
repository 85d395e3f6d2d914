import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { MockOperation } from './document.ts'
import { emptyError } from './errors.ts'

const allMethods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

/**
 * Puts the operations where requests find them; on their paths, other methods are refused.
 *
 * @param answer gets all operations that a request may mean
 */
export function addRoutes(
  app: FastifyInstance,
  operations: MockOperation[],
  answer: (candidates: MockOperation[], request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>,
): void {
  for (const group of groupByRoute(operations)) {
    const url = routeOf(group[0]!.path)
    const methods = [...new Set(group.map(({ method }) => method))]
    for (const method of methods) {
      const candidates = group.filter(operation => operation.method === method)
      app.route({ method, url, handler: (request, reply) => answer(candidates, request, reply) })
    }
    refuseOthers(app, url, methods)
  }
}

function refuseOthers(app: FastifyInstance, url: string, methods: string[]): void {
  const others = allMethods.filter(method => !methods.includes(method))
  if (!others.length) return
  app.route({
    method: others,
    url,
    handler: () => {
      throw emptyError(405, { Allow: methods.join(', ') })
    },
  })
}

/** Operations that one route serves: paths that differ by the names of placeholders only are one for an HTTP server. */
function groupByRoute(operations: MockOperation[]): MockOperation[][] {
  const groups = new Map<string, MockOperation[]>()
  for (const operation of operations) {
    const key = operation.path.replace(/\{[^}]*\}/g, '{}')
    groups.set(key, [...(groups.get(key) ?? []), operation])
  }
  return [...groups.values()]
}

/** `/v3/a/{b}` as Fastify writes it. */
function routeOf(path: string): string {
  return path.replaceAll(':', '::').replace(/\{([^}]*)\}/g, ':$1')
}
