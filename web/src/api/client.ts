/** The one way to the server: typed by the OpenAPI document, no request is written by hand. */
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import createClient, { type Middleware } from 'openapi-fetch'
import createHooks from 'openapi-react-query'
import { Problem, problemOf } from './problem'
import type { paths } from './schema'

export const client = createClient<paths>({ baseUrl: '/' })

const purpose = 'customer-service'

const edges: Middleware = {
  onRequest({ request }) {
    if (!request.headers.has('purpose')) request.headers.set('purpose', purpose)
    request.headers.set('accept-language', document.documentElement.lang)
    return request
  },
  async onResponse({ response }) {
    if (response.ok) return undefined
    const body = await response
      .clone()
      .json()
      .catch(() => null)
    throw new Problem({
      code: 'internal',
      trace_id: response.headers.get('trace-id'),
      ...(body && typeof body === 'object' ? body : {}),
      status: response.status,
    })
  },
  onError({ error }) {
    return problemOf(error)
  },
}

client.use(edges)

export const api = createHooks(client)
/** Called when the server no longer knows who is asking. */
let onSignedOut: () => void = () => {}

export function whenSignedOut(act: () => void): void {
  onSignedOut = act
}

function watch(error: unknown): void {
  if (error instanceof Problem && error.code === 'not-signed-in') onSignedOut()
}

export const queries = new QueryClient({
  queryCache: new QueryCache({ onError: watch }),
  mutationCache: new MutationCache({ onError: watch }),
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      refetchOnWindowFocus: false,
      // Only what may pass by itself is asked for again.
      retry: (times, error) => times < 2 && ['offline', 'busy'].includes(problemOf(error).code),
    },
    mutations: { retry: false },
  },
})
