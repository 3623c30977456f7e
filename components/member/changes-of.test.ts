import { expect, test } from 'vitest'
import { changesOf } from './changes-of'

const field = (key: string, value: string | number | boolean | null) => ({ key, label: key, type: 'text' as const, choices: [], value })
const before = { birthday: '03-15', tags: ['vip', 'new'], fields: [field('size', 'L'), field('pet', null)] }
const same = { birthday: '03-15', tags: ['new', 'vip'], fields: { size: 'L' } }

test.each([
  ['nothing', same, null],
  ['a birthday', { ...same, birthday: '03-16' }, { birthday: '03-16', add: [], remove: [], fields: {} }],
  ['a birthday cleared', { ...same, birthday: undefined }, { birthday: null, add: [], remove: [], fields: {} }],
  ['tags', { ...same, tags: ['vip', 'tea'] }, { add: ['tea'], remove: ['new'], fields: {} }],
  ['a field filled in and one cleared', { ...same, fields: { pet: '猫' } }, { add: [], remove: [], fields: { size: null, pet: '猫' } }],
])('what changed: %s', (_, after, change) => expect(changesOf(before, after)).toEqual(change))
