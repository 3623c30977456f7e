import { cookies } from 'next/headers'
import { messagesOf } from '@/components/messages/load'
import { chooseLocale, localeCookie } from '@/components/messages/locale'
import { redemptionAsk } from '@/components/reward/redemption-ask'
import { statusOf } from '@/server/api/problem'
import { Refusal } from '@/server/platform/refusal'
import { redemptionsCsv } from '@/server/reward/redemptions-csv'
import { scopeOfRequest } from '@/server/trpc/scope-of-request'

/** The redemptions that the filters in the address leave, as a file in the language of the person who asks. */
export async function GET(request: Request, { params }: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await params
  try {
    const scope = await scopeOfRequest(request.headers, tenant)
    const { page: _page, pageSize: _size, ...filter } = redemptionAsk(Object.fromEntries(new URL(request.url).searchParams))
    const locale = chooseLocale((await cookies()).get(localeCookie)?.value, request.headers.get('accept-language'))
    const { file, gives, states, through } = messagesOf(locale).reward
    const lines = redemptionsCsv(scope, filter, { header: Object.values(file), gives, states, through })
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
        'content-disposition': 'attachment; filename="redemptions.csv"',
        'cache-control': 'no-store',
      },
    })
  } catch (error) {
    if (error instanceof Refusal) return new Response(null, { status: statusOf(error) })
    throw error
  }
}
