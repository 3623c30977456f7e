import { expect, test } from 'vitest'
import { redemptionAsk } from './redemption-ask'

test('what the address says is asked for, and what makes no sense is left out', () => {
  const rewardId = '0197a3c2-5f10-7b3e-9d44-2f6a1c8e7b01'
  expect(redemptionAsk({ q: '张', state: 'to_send', gives: 'goods', reward: rewardId, from: '2026-01-01', page: '2', size: '50' })).toEqual(
    {
      search: '张',
      state: 'to_send',
      gives: 'goods',
      rewardId,
      from: '2026-01-01',
      page: 2,
      pageSize: 50,
    },
  )
  const plain = { search: '', page: 1, pageSize: 20 }
  expect(redemptionAsk({ state: 'lost', gives: 'money', reward: 'x', from: 'yesterday', to: '2026-13-01', page: '-3', size: '7' })).toEqual(
    plain,
  )
  expect(redemptionAsk({ q: ['a', 'b'] })).toEqual(plain)
})
