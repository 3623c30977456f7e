import { plainSentence } from '@/components/messages/plain-sentence'
import { answerCall } from '@/server/api/answer-call'
import { showCouponsOf } from '@/server/api/show-coupons'

export const GET = (request: Request, { params }: { params: Promise<{ code: string }> }) =>
  answerCall(
    request,
    (code, details) => plainSentence('en', code, details),
    async (scope) => {
      const { code } = await params
      return { status: 200, body: JSON.stringify(await showCouponsOf(scope, code, new URL(request.url).searchParams)) }
    },
  )
