import { plainSentence } from '@/components/messages/plain-sentence'
import { answerCall, bodyOf, idempotencyKeyOf, jsonOf } from '@/server/api/answer-call'
import { answerCampaignClaim } from '@/server/api/show-campaigns'

export const POST = (request: Request, { params }: { params: Promise<{ id: string }> }) =>
  answerCall(
    request,
    (code, details) => plainSentence('en', code, details),
    async (scope) => answerCampaignClaim(scope, (await params).id, idempotencyKeyOf(request.headers), jsonOf(await bodyOf(request))),
  )
