import { plainSentence } from '@/components/messages/plain-sentence'
import { answerCall } from '@/server/api/answer-call'
import { showCampaignsOf } from '@/server/api/show-campaigns'

export const GET = (request: Request, { params }: { params: Promise<{ code: string }> }) => {
  const query = new URL(request.url).searchParams
  const language = query.get('lang') === 'zh' ? 'zh' : 'en'
  return answerCall(
    request,
    (code, details) => plainSentence('en', code, details),
    async (scope) => ({
      status: 200,
      body: JSON.stringify(
        await showCampaignsOf(scope, (await params).code, query, (code, details) => plainSentence(language, code, details)),
      ),
    }),
  )
}
