/** Why a business "no" was said; each code has a sentence in both languages and one HTTP status. */
export type RefusalKind = 'invalid' | 'not_signed_in' | 'forbidden' | 'not_found' | 'conflict' | 'too_many'

/**
 * A business "no". `code` is `<word>.<what>` and names the sentence the person reads; `field` is the path of the input
 * at fault; `details` fill the sentence. Mapped once to tRPC and once to problem+json.
 */
export class Refusal extends Error {
  readonly kind: RefusalKind
  readonly code: string
  readonly field: string | undefined
  readonly details: Record<string, string | number>

  constructor(kind: RefusalKind, code: string, options: { field?: string; details?: Record<string, string | number> } = {}) {
    super(code)
    this.name = 'Refusal'
    this.kind = kind
    this.code = code
    this.field = options.field
    this.details = options.details ?? {}
  }
}
