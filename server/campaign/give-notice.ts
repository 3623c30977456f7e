import { createHash } from 'node:crypto'
import type { TenantTx } from '@/server/platform/database'

/** The topic under which members are told beforehand. */
const TOPIC = 'campaign.notice'

/** Tells members that an occasion of a campaign is to come, each once however often it is tried. Says how many were told. */
export async function giveNotice(
  tx: TenantTx,
  { campaignId, day }: { campaignId: string; day: string },
  memberIds: readonly string[],
): Promise<number> {
  if (memberIds.length === 0) return 0
  const done = await tx.sql`
    insert into outbox (tenant_id, id, member_id, topic, cause, payload)
    select ${tx.scope.tenantId}::uuid, o.id, o.member_id, ${TOPIC}, ${`${campaignId}:${day}`}, ${JSON.stringify({ campaign: campaignId, on: day })}::text::jsonb
    from unnest(${memberIds.map((memberId) => nameOf(campaignId, day, memberId))}::uuid[], ${[...memberIds]}::uuid[]) as o (id, member_id)
    on conflict do nothing`
  return done.count
}

/** The id of a message is made of what it tells and whom, so that it stands there once. */
function nameOf(campaignId: string, day: string, memberId: string): string {
  const hex = createHash('sha256').update(`${campaignId} ${day} ${memberId}`).digest('hex')
  // The eighth version of an id is the one that everybody may make in a way of their own.
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
