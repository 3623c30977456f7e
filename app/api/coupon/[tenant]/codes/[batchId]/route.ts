import { cookies } from 'next/headers'
import * as z from 'zod'
import { messagesOf } from '@/components/messages/load'
import { chooseLocale, localeCookie } from '@/components/messages/locale'
import { statusOf } from '@/server/api/problem'
import { codesCsv } from '@/server/coupon/codes-csv'
import { Refusal } from '@/server/platform/refusal'
import { scopeOfRequest } from '@/server/trpc/scope-of-request'

/** The codes of a batch as a file, in the language of the person who asks. */
export async function GET(request: Request, { params }: { params: Promise<{ tenant: string; batchId: string }> }) {
  const { tenant, batchId } = await params
  try {
    if (!z.uuid().safeParse(batchId).success) throw new Refusal('not_found', 'coupon.codes_not_found')
    const scope = await scopeOfRequest(request.headers, tenant)
    const locale = chooseLocale((await cookies()).get(localeCookie)?.value, request.headers.get('accept-language'))
    const { header, ...states } = messagesOf(locale).coupon.codeFile
    const lines = codesCsv(scope, batchId, { header: Object.values(header), ...states })
    // The first line is asked for here, so that a refusal still has its own status.
    const first = await lines.next()
    const encoder = new TextEncoder()
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(encoder.encode(first.value ?? '')),
      pull: async (controller) => {
        const { value, done } = await lines.next()
        if (done) controller.close()
        else controller.enqueue(encoder.encode(value))
      },
    })
    return new Response(body, {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="codes-${batchId}.csv"`,
        'cache-control': 'no-store',
      },
    })
  } catch (error) {
    if (error instanceof Refusal) return new Response(null, { status: statusOf(error) })
    throw error
  }
}
