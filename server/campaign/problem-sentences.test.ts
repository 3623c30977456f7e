import { describe, expect, test } from 'vitest'
import { plainSpeaker } from '@/components/messages/plain-sentence'
import { campaignErrors, campaignNotices } from '@/server/engine/campaign/lint'

describe.each(['zh', 'en'] as const)('in %s', (locale) => {
  const say = plainSpeaker(locale, 'refusals')
  test.each([...campaignErrors, ...campaignNotices])('%s has its sentence', (code) => {
    expect(say.has(code)).toBe(true)
  })
  test('the factor of a bonus and the cap are told as people say them', () => {
    const told = say('campaign.bonus_meets_cap', { tier: '金卡', factor: 3.5, cap: 3 })
    for (const part of ['金卡', '×3.5', '×3']) expect(told).toContain(part)
  })
})
