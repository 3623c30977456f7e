import { answerCsv } from '@/app/api/answer-csv'
import { messagesOf } from '@/components/messages/load'
import { redemptionAsk } from '@/components/reward/redemption-ask'
import { redemptionsCsv } from '@/server/reward/redemptions-csv'

/** The redemptions that the filters in the address leave, as a file. */
export async function GET(request: Request, { params }: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await params
  const { page: _page, pageSize: _size, ...filter } = redemptionAsk(Object.fromEntries(new URL(request.url).searchParams))
  return answerCsv(request, tenant, 'redemptions.csv', (scope, locale) => {
    const { file, gives, states, through } = messagesOf(locale).reward
    return redemptionsCsv(scope, filter, { header: Object.values(file), gives, states, through })
  })
}
