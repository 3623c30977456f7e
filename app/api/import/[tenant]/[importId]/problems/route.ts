import * as z from 'zod'
import { answerCsv, nothingThere } from '@/app/api/answer-csv'
import { messagesOf } from '@/components/messages/load'
import { plainSentence } from '@/components/messages/plain-sentence'
import { problemsCsv } from '@/server/import/problems-csv'

/** The refused rows of an import as a file. */
export async function GET(request: Request, { params }: { params: Promise<{ tenant: string; importId: string }> }) {
  const { tenant, importId } = await params
  if (!z.uuid().safeParse(importId).success) return nothingThere()
  return answerCsv(request, tenant, `import-${importId}.csv`, (scope, locale) => {
    const words = messagesOf(locale).import
    return problemsCsv(scope, importId, {
      header: [words.rowNo, words.column, words.reason],
      reason: (code, details) => plainSentence(locale, code, details),
    })
  })
}
