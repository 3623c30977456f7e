import * as z from 'zod'
import { answerCsv, nothingThere } from '@/app/api/answer-csv'
import { messagesOf } from '@/components/messages/load'
import { effectCsv } from '@/server/campaign/effect-csv'

/** What a campaign has come to as a file. */
export async function GET(request: Request, { params }: { params: Promise<{ tenant: string; campaignId: string }> }) {
  const { tenant, campaignId } = await params
  if (!z.uuid().safeParse(campaignId).success) return nothingThere()
  return answerCsv(request, tenant, `campaign-${campaignId}.csv`, (scope, locale) =>
    effectCsv(scope, campaignId, messagesOf(locale).outcome.effect),
  )
}
