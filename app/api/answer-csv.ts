import { cookies } from 'next/headers'
import { chooseLocale, type Locale, localeCookie } from '@/components/messages/locale'
import { statusOf } from '@/server/api/problem'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { scopeOfRequest } from '@/server/trpc/scope-of-request'

type Lines = AsyncIterator<string, unknown>

/** Answers with a file of lines, in the language of the person who asks; a refusal with its status alone. */
export async function answerCsv(
  request: Request,
  tenant: string,
  fileName: string,
  linesFor: (scope: TenantScope, locale: Locale) => Lines,
): Promise<Response> {
  try {
    const scope = await scopeOfRequest(request.headers, tenant)
    const locale = chooseLocale((await cookies()).get(localeCookie)?.value, request.headers.get('accept-language'))
    const lines = linesFor(scope, locale)
    // The first line is asked for here, so that a refusal still has its own status.
    const first = await lines.next()
    const encoder = new TextEncoder()
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(encoder.encode(first.done ? '' : first.value)),
      pull: async (controller) => {
        const next = await lines.next()
        if (next.done) controller.close()
        else controller.enqueue(encoder.encode(next.value))
      },
    })
    return new Response(body, {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="${fileName}"`,
        'cache-control': 'no-store',
      },
    })
  } catch (error) {
    if (error instanceof Refusal) return new Response(null, { status: statusOf(error) })
    throw error
  }
}

/** What stands for an address whose last part names nothing there can be. */
export const nothingThere = (): Response => new Response(null, { status: 404 })
