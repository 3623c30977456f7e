import { expect, test } from 'vitest'
import { testDatabase } from '@/db/testing/database'
import { type MintedTenant, mintTenant } from '@/db/testing/mint'
import { newId } from '@/server/platform/ids'
import { callOver, cookieOf } from '@/server/trpc/fixtures/browser'
import { listAudit } from '../audit/reads'
import { readTenant } from './reads'
import { updateTenant } from './update-tenant'

const database = testDatabase()
const settings = {
  name: '示例烘焙',
  timeZone: 'Europe/London',
  currency: 'GBP',
  language: 'en' as const,
  pointsName: 'crumbs',
  brandColor: '#aa3300',
  logo: 'data:image/png;base64,iVBORw0KGgo=',
  enrolsUnknown: true,
}

/** One recorded event, whatever it says. */
async function anEvent({ tenantId }: MintedTenant) {
  const memberId = newId()
  await database.owner`
    insert into members (tenant_id, id, code, joined_at, joined_on) values (${tenantId}, ${memberId}, 'M1', '2024-01-01T00:00:00Z', '2024-01-01')`
  await database.owner`
    insert into events (tenant_id, id, member_id, source, event_key, kind, type, occurred_at, business_day, body, body_hash, outcome)
    values (${tenantId}, ${newId()}, ${memberId}, 'api', 'e1', 'fact', 'member.registered', now(), '2024-01-01', '{}', '', '{}')`
}

test('all settings can be changed before anything is recorded, and the audit log says which', async () => {
  const { scope } = await mintTenant()
  await updateTenant(scope, settings)
  expect(await readTenant(scope)).toMatchObject({ ...settings, locked: false })
  const { rows } = await listAudit(scope, { subject: 'tenant', limit: 10 })
  expect(rows[0]).toMatchObject({
    action: 'tenant.updated',
    before: { currency: 'CNY', logo: false },
    after: { currency: 'GBP', logo: true },
  })
})

test.each(['timeZone', 'currency'] as const)('%s is fixed once something is recorded', async (field) => {
  const tenant = await mintTenant()
  const now = await readTenant(tenant.scope)
  await anEvent(tenant)
  const kept = { ...settings, timeZone: now.timeZone, currency: now.currency }
  await expect(updateTenant(tenant.scope, { ...kept, [field]: settings[field] })).rejects.toEqual(
    expect.objectContaining({ code: 'tenant.locked', field }),
  )
  await updateTenant(tenant.scope, kept)
  expect(await readTenant(tenant.scope)).toMatchObject({ name: '示例烘焙', currency: 'CNY', locked: true })
})

test.each([
  ['a zone that is no place', { timeZone: 'Mars/Olympus' }, 'timeZone', 'tenant.unknown_time_zone'],
  ['a bare offset', { timeZone: '+08:00' }, 'timeZone', 'tenant.unknown_time_zone'],
  ['a currency that is none', { currency: 'XQQ' }, 'currency', 'tenant.unknown_currency'],
])('%s is refused by the list', async (_, change, field, code) => {
  const { scope } = await mintTenant()
  await expect(updateTenant(scope, { ...settings, ...change })).rejects.toEqual(expect.objectContaining({ code, field }))
})

test.each(['UTC', 'Asia/Shanghai', 'Asia/Kolkata', 'Pacific/Apia'])('%s is a place', async (timeZone) => {
  const { scope } = await mintTenant()
  await updateTenant(scope, { ...settings, timeZone })
  expect(await readTenant(scope)).toMatchObject({ timeZone })
})

test.each([
  ['a colour in words', { brandColor: 'red' }, 'brandColor', 'invalid_format'],
  ['a logo with script in it', { logo: 'data:image/svg+xml;base64,AAAA' }, 'logo', 'invalid_format'],
  ['a logo from elsewhere', { logo: 'https://example.com/a.png' }, 'logo', 'invalid_format'],
  ['a logo over 64 KB', { logo: `data:image/png;base64,${'A'.repeat(90_000)}` }, 'logo', 'too_big'],
])('%s is refused', async (_, change, field, code) => {
  const { userId, slug } = await mintTenant()
  const answer = await callOver('tenant.update', { ...settings, ...change }, { cookie: await cookieOf(userId), slug })
  expect(answer).toMatchObject({ status: 400, fields: { [field]: code } })
})
