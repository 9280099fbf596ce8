/** What went wrong, as the server says it (RFC 9457), or as the network does. */

export type FieldError = { field: string; code: string; rule?: string | null; message: string; mend?: string | null; customers?: string[] }

export type ProblemBody = {
  code: string
  title?: string
  status: number
  detail?: string | null
  trace_id?: string | null
  errors?: FieldError[] | null
  branch?: { code: string; name: string } | null
  conflicts?: { field: string; before: string | null; theirs: string | null; mine: string | null }[] | null
  /** The version that stands now, of a conflict. */
  version?: number | null
}

export class Problem extends Error {
  readonly body: ProblemBody

  constructor(body: ProblemBody) {
    super(body.title ?? body.code)
    this.name = 'Problem'
    this.body = body
  }

  get code(): string {
    return this.body.code
  }

  get status(): number {
    return this.body.status
  }
}

/** Whatever was thrown, as a problem; an answer that never came is `offline`. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error
  return new Problem({ code: 'offline', status: 0, title: error instanceof Error ? error.message : undefined })
}
