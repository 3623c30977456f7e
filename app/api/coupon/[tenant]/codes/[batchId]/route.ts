import * as z from 'zod'
import { answerCsv, nothingThere } from '@/app/api/answer-csv'
import { messagesOf } from '@/components/messages/load'
import { codesCsv } from '@/server/coupon/codes-csv'

/** The codes of a batch as a file. */
export async function GET(request: Request, { params }: { params: Promise<{ tenant: string; batchId: string }> }) {
  const { tenant, batchId } = await params
  if (!z.uuid().safeParse(batchId).success) return nothingThere()
  return answerCsv(request, tenant, `codes-${batchId}.csv`, (scope, locale) => {
    const { header, ...states } = messagesOf(locale).coupon.codeFile
    return codesCsv(scope, batchId, { header: Object.values(header), ...states })
  })
}
