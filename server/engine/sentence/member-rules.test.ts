import { expect, test } from 'vitest'
import { ecommerce } from '@/server/program/templates/ecommerce'
import { gym } from '@/server/program/templates/gym'
import type { ProgramDocument } from '../program/document'
import { memberRules, memberRulesText } from './member-rules'
import type { Surround } from './wording'

const common = { money: (minor: number) => `¥${minor / 100}`, count: (n: number) => n.toLocaleString('en'), store: () => undefined }
const zh: Surround = { ...common, language: 'zh', pointsName: '积分' }
const en: Surround = { ...common, language: 'en', pointsName: 'points' }
const terms = { language: 'zh', currency: 'CNY', timeZone: 'Asia/Shanghai' } as const
const TODAY = '2026-11-22'

const shop = (change: (document: ProgramDocument) => void = () => undefined): ProgramDocument => {
  const document = structuredClone(ecommerce(terms))
  change(document)
  return document
}
const linesOf = (document: ProgramDocument, heading: string, surround = zh): string[] =>
  memberRules(document, surround, TODAY).find((section) => section.heading === heading)?.lines ?? []

test('a shop’s rules read as its members are told them', () => {
  expect(memberRules(shop(), zh, TODAY)).toMatchInlineSnapshot(`
    [
      {
        "heading": "会员等级",
        "lines": [
          "您的等级按近 365 天净消费评定，达到门槛立即升级。",
          "普通：入会即有。",
          "银卡：近 365 天净消费满 ¥1000，积分加成 10%。",
          "金卡：近 365 天净消费满 ¥5000，积分加成 20%。",
          "钻石：近 365 天净消费满 ¥20000，积分加成 50%。",
        ],
      },
      {
        "heading": "等级怎样保持",
        "lines": [
          "您的等级保留 12 个月，到期后按当时的情况重新评定。",
        ],
      },
      {
        "heading": "怎样获得积分",
        "lines": [
          "每实付 ¥1 得 1 积分。",
          "单笔实付满 ¥500，每笔订单得 50 积分。",
          "注册成为会员时得 100 积分。",
          "各项加成合计，最多为基础积分的 3 倍。",
        ],
      },
      {
        "heading": "积分的使用与有效期",
        "lines": [
          "积分自获得起 12 个月后过期。",
        ],
      },
      {
        "heading": "退款",
        "lines": [
          "退款时会收回这笔订单得到的积分；已经用掉的，从您以后得到的积分里扣除。",
          "因退款退回给您的积分如果已经过期，会再保留 30 天。",
          "退款的部分不计入等级评定。",
        ],
      },
    ]
  `)
})

test('the same in English', () => {
  expect(memberRules(shop(), en, TODAY)).toMatchInlineSnapshot(`
    [
      {
        "heading": "Tiers",
        "lines": [
          "Your tier follows your net spend over the last 365 days; you move up at once.",
          "普通: from joining.",
          "银卡: net spend over the last 365 days from ¥1000, 10% more points.",
          "金卡: net spend over the last 365 days from ¥5000, 20% more points.",
          "钻石: net spend over the last 365 days from ¥20000, 50% more points.",
        ],
      },
      {
        "heading": "How a tier is kept",
        "lines": [
          "Your tier is kept for 12 months and is then worked out anew.",
        ],
      },
      {
        "heading": "How you earn points",
        "lines": [
          "Each ¥1 paid earns 1 point.",
          "When the order is at least ¥500, each order earns 50 points.",
          "Joining earns 100 points.",
          "With all bonuses, at most 3 times the base points.",
        ],
      },
      {
        "heading": "Using points, and how long they last",
        "lines": [
          "Points expire 12 months after they are earned.",
        ],
      },
      {
        "heading": "Refunds",
        "lines": [
          "A refund takes back the points of its order; what you have spent of them is taken from those you earn later.",
          "Used points that come back to you with a refund live 30 days more if they had expired.",
          "What was refunded does not count for your tier.",
        ],
      },
    ]
  `)
})

test('a gym tells how growth is gained', () => {
  expect(memberRules(gym(terms), zh, TODAY).map((section) => section.heading)).toContain('怎样获得成长值')
})

test('a hidden tier is nowhere to be read', () => {
  const document = shop((d) => {
    const [ladder] = d.ladders
    const top = ladder?.tiers.at(-1)
    if (!ladder || !top) throw new Error('the template has tiers')
    top.hidden = true
    top.name = '秘密级'
    const gold = ladder.tiers.at(-2)?.id ?? ''
    d.earningRules.push(
      {
        id: 'only',
        name: '只给隐藏等级',
        spec: {
          trigger: 'member.shared',
          when: { fact: 'member.tier', operator: 'in', value: [top.id] },
          reward: { kind: 'flat', points: 77 },
        },
      },
      {
        id: 'both',
        name: '高等级',
        spec: {
          trigger: 'member.reviewed',
          when: { fact: 'member.tier', operator: 'in', value: [gold, top.id] },
          reward: { kind: 'flat', points: 66, byTier: [{ tierId: top.id, units: 99 }] },
        },
      },
      {
        id: 'not',
        name: '其他人',
        spec: {
          trigger: 'member.checked_in',
          when: { not: { fact: 'member.tier', operator: 'in', value: [top.id] } },
          reward: { kind: 'flat', points: 55 },
        },
      },
    )
  })
  const text = memberRulesText('规则', memberRules(document, zh, TODAY))
  expect(text).not.toContain('秘密级')
  expect(text).not.toContain('77')
  expect(text).not.toContain('99')
  expect(text).toContain('每次评价得 66 积分')
  expect(text).toContain('· 每天首次签到得 55 积分。')
})

test('what the merchant notes of members, what is over and how budgets stand is left out', () => {
  const document = shop((d) => {
    d.fields = [{ id: 'f', key: 'risk', subject: 'member', label: '风险', type: 'text', choices: [] }]
    d.earningRules = [
      {
        id: '1',
        name: 'a',
        spec: {
          trigger: 'order.paid',
          when: { fact: 'member.tags', operator: 'has_any', value: ['羊毛党'] },
          reward: { kind: 'flat', points: 1 },
        },
      },
      {
        id: '2',
        name: 'b',
        spec: {
          trigger: 'order.paid',
          when: { not: { fact: 'member.field.risk', operator: 'eq', value: '高' } },
          reward: { kind: 'flat', points: 2 },
        },
      },
      { id: '3', name: 'c', spec: { trigger: 'order.paid', until: '2026-11-21', reward: { kind: 'flat', points: 3 } } },
      {
        id: '4',
        name: 'd',
        spec: { trigger: 'order.paid', until: '2026-11-22', stops: true, caps: { budget: 9999 }, reward: { kind: 'flat', points: 4 } },
      },
    ]
  })
  expect(linesOf(document, '怎样获得积分')).toEqual([
    '每笔订单得 4 积分，送完为止，2026 年 11 月 22 日截止。',
    '各项加成合计，最多为基础积分的 3 倍。',
  ])
})

test('waiting, reminders, exchange and refunds are told as they concern the member', () => {
  const document = shop((d) => {
    d.points = {
      expiry: { kind: 'rolling', unit: 'months', count: 12, roundUp: 'year' },
      clawback: 'pending_only',
      bonusCapBps: 30_000,
      pending: { from: 'completion', days: 7 },
      reminders: [1, 30],
      reviveDays: 0,
      autoRedeem: { at: 500, reward: '咖啡券' },
      leapBirthday: 'mar1',
    }
    d.earningRules.push({ id: 'b', name: '生日', spec: { trigger: 'member.birthday', reward: { kind: 'flat', points: 88 } } })
  })
  expect(linesOf(document, '积分的使用与有效期')).toEqual([
    '订单完成 7 天后积分才能使用，有效期从那时算起。',
    '积分自获得起 12 个月后，到当年年底过期。',
    '过期前 30、1 天会提醒您。',
    '每满 500 积分自动兑换「咖啡券」。',
  ])
  expect(linesOf(document, '退款')).toEqual([
    '退款时，这笔订单还不能使用的积分会取消；已经可以使用的仍归您。',
    '因退款退回给您的积分如果已经过期，不再恢复。',
    '退款的部分不计入等级评定。',
  ])
  expect(linesOf(document, '怎样获得积分')).toContain('2 月 29 日出生的会员，在没有这一天的年份，生日算 3 月 1 日。')
  expect(linesOf(document, 'Using points, and how long they last', en)).toContain('You are told 30 and 1 days before they expire.')
})

test('tiers by invitation, by what the merchant knows, and what keeps them', () => {
  const document = shop((d) => {
    const [ladder] = d.ladders
    const [, silver, gold, diamond] = ladder?.tiers ?? []
    if (!ladder || !silver || !gold || !diamond) throw new Error('the template has four tiers')
    diamond.threshold = null
    silver.requires = { mode: 'all', when: { fact: 'member.tags', operator: 'has_any', value: ['好客'] } }
    gold.keep = { minimum: 300_000 }
    ladder.spec = {
      ...ladder.spec,
      validity: { kind: 'months', months: 12, downgrade: 'one_level', graceDays: 30 },
      notices: [7, 30],
      falls: 'at_once',
    }
  })
  const tiers = linesOf(document, '会员等级')
  expect(tiers.find((line) => line.startsWith('钻石'))).toMatch(/^钻石：由商家邀请/)
  expect(tiers.find((line) => line.startsWith('银卡'))).toContain('并符合本店的其他要求')
  expect(tiers.join('')).not.toContain('好客')
  expect(linesOf(document, '等级怎样保持')).toEqual([
    '您的等级保留 12 个月，到期未达到保级要求，降一级；到期后还有 30 天可以补足。',
    '金卡：保级需满 ¥3000。',
    '不再达到门槛时，等级会立即调整。',
    '等级到期前 30、7 天会提醒您。',
  ])
})

test('several ladders are told apart by their names', () => {
  const document = shop((d) => {
    const [ladder] = d.ladders
    if (ladder) d.ladders.push({ ...structuredClone(ladder), id: 'paid', name: '付费会员', primary: false })
  })
  expect(memberRules(document, zh, TODAY).map((section) => section.heading)).toEqual(
    expect.arrayContaining(['付费会员：会员等级', '付费会员：等级怎样保持']),
  )
})

test('the text for pasting has headings and marked lines', () => {
  expect(memberRulesText('会员规则', [{ heading: '退款', lines: ['甲。', '乙。'] }])).toBe('会员规则\n\n退款\n· 甲。\n· 乙。')
})
