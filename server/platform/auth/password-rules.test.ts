import { expect, test } from 'vitest'
import { checkPassword, isCommon } from './password-rules'

test.each([
  ['a word of the top of every list', 'password12', true],
  ['the same in capitals and signs', 'P@ssw0rd!!', true],
  ['a row of digits', '1234567890', true],
  ['a date or a phone number', '13800000000', true],
  ['one letter over and over', 'aaaaaaaaaaaa', true],
  ['a walk over the keyboard', 'qwertyuiop', true],
  ['a walk down the keyboard', '1qaz2wsx3edc', true],
  ['a word twice', 'dragondragon', true],
  ['two words of the list', 'helloworld', true],
  ['a word and a walk', 'monkey123456', true],
  ['letters in order', 'abcdefghijkl', true],
  ['love in pinyin with numbers', 'woaini1314520', true],
  ['a name and a year', 'michael1985', true],
  ['common words with blanks', 'letmein 12345', true],
  ['four odd words', 'paper lantern 27 boats', false],
  ['words without a digit or sign', 'correctly stapled geese', false],
  ['a Chinese sentence', '山下有三只黑色的老鹅在游泳', false],
  ['random letters', 'vK3qzTb81mWs', false],
  ['a word of the list inside a long sentence', 'my dragon eats 11 turnips', false],
])('%s (%s) is common: %s', (_, text, common) => expect(isCommon(text.toLowerCase())).toBe(common))

test.each([
  ['our name', 'rungs-2026!', [], 'account.password_own_words'],
  ['our Chinese name', '阶享会员12345678', [], 'account.password_own_words'],
  ['the merchant’s name', 'moonbakery88', ['Moonbakery'], 'account.password_own_words'],
  ['the e-mail address', 'lin.mei@2026', ['lin.mei@example.com'], 'account.password_own_words'],
  ['nothing of theirs', 'paper lantern 27 boats', ['lin.mei@example.com'], null],
  ['their name among much else', 'moonbakery over nine hills', ['Moonbakery'], null],
])('%s is refused', (_, text, about, code) => {
  const check = () => checkPassword(text, about, 'password')
  if (code) expect(check).toThrow(expect.objectContaining({ code, field: 'password' }))
  else expect(check).not.toThrow()
})
