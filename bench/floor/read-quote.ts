import { authenticateKey } from '@/server/key/authenticate-key'
import { appPool } from '@/server/platform/database'
import { newId } from '@/server/platform/ids'

/**
 * The floor of a quote: whoever calls is found out alike, the rows that a price depends on are read one
 * after the other, under the same role and row-level security, and answered as they are. It works nothing out. The quotes
 * themselves ask for the buyer and the coupons in one trip, which is part of what keeps them near it.
 */
export async function readQuote(request: Request): Promise<Response> {
  const bearer = request.headers.get('authorization')?.slice('Bearer '.length) ?? ''
  const { tenantId } = await authenticateKey(bearer, { requestId: newId(), ip: null })
  const { member } = (await request.json()) as { member: string }
  const rows = await appPool().begin(async (sql) => {
    const scoped = sql`select app_set_scope(${tenantId}::uuid, ${null}::uuid[])`.execute()
    const [buyer] = await sql`
      select m.id, m.code, m.status, m.store_ids, m.joined_on::text, m.state, t.time_zone, t.currency, t.language, t.points_name,
             (select max(v.number) from program_versions v where v.tenant_id = ${tenantId}) as last
      from tenants t join members m on m.tenant_id = t.id and m.code = ${member} where t.id = ${tenantId}`
    const coupons = await sql`
      select c.id, t.name, c.number, c.template_id, t.revision, c.state, c.valid_from::text as from, c.valid_until::text as until, c.origin, c.bought
      from coupons c join coupon_templates t on t.tenant_id = ${tenantId} and t.id = c.template_id
      where c.tenant_id = ${tenantId} and c.member_id = ${buyer?.id} and c.state in ('held', 'locked')
      order by c.valid_until, c.id limit 500`
    await scoped
    return { buyer, coupons }
  })
  return new Response(JSON.stringify(rows), { headers: { 'content-type': 'application/json' } })
}
