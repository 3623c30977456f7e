import * as z from 'zod'
import { statusOf } from '@/server/api/problem'
import { Refusal } from '@/server/platform/refusal'
import { readPicture } from '@/server/reward/reads'
import { scopeOfRequest } from '@/server/trpc/scope-of-request'

/** The picture of a reward, for the pages of the console. Its address changes with the picture, so it may be kept. */
export async function GET(request: Request, { params }: { params: Promise<{ tenant: string; rewardId: string }> }) {
  const { tenant, rewardId } = await params
  try {
    const scope = await scopeOfRequest(request.headers, tenant)
    if (!z.uuid().safeParse(rewardId).success) throw new Refusal('not_found', 'reward.not_found')
    const { kind, bytes } = await readPicture(scope, rewardId)
    return new Response(new Uint8Array(bytes), {
      headers: {
        'content-type': kind,
        'cache-control': 'private, max-age=604800',
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'",
      },
    })
  } catch (error) {
    if (error instanceof Refusal) return new Response(null, { status: statusOf(error) })
    throw error
  }
}
