import { Refusal } from '../refusal'
import { commonWords } from './common-words'

/** Words of our own name, which the guesser tries first here. */
const ownWords = ['rungs', '阶享', 'jiexiang']

const leet: Record<string, string> = { '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', $: 's', '!': 'i' }
const walks = [
  '01234567890123456789',
  '98765432109876543210',
  'abcdefghijklmnopqrstuvwxyz',
  'zyxwvutsrqponmlkjihgfedcba',
  'qwertyuiopasdfghjklzxcvbnm',
  'qwertyuiop[]\\',
  'asdfghjkl;',
  'zxcvbnm,./',
  'poiuytrewq',
  'lkjhgfdsa',
  'mnbvcxz',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm',
  '1q2w3e4r5t6y7u8i9o0p',
  'q1w2e3r4t5y6u7i8o9p0',
  'zaq12wsxcde34rfv',
  '!@#$%^&*()',
  'qazwsxedcrfvtgb',
  '147258369',
  '159753',
  '741852963',
]

/** Refuses a password that a guesser would try early: `account.password_own_words` or `account.password_common`. */
export function checkPassword(password: string, aboutThem: readonly string[], field: string): void {
  const plain = password.normalize('NFKC').toLowerCase()
  const own = [...ownWords, ...aboutThem.flatMap(wordsOf)].filter((word) => [...word].length >= 3 || /\p{Script=Han}{2}/u.test(word))
  if (leftWithout(plain, own) < 6 && own.some((word) => plain.includes(word))) {
    throw new Refusal('invalid', 'account.password_own_words', { field })
  }
  if (isCommon(plain)) throw new Refusal('invalid', 'account.password_common', { field })
}

/** The parts of an e-mail address or a name that somebody would put into a password. */
const wordsOf = (text: string) =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => [...word].length >= 2)

const leftWithout = (plain: string, words: readonly string[]) =>
  words.reduce((rest, word) => rest.replaceAll(word, ''), plain).replace(/[\d\W_]/g, '').length

/** Whether a password is a well-known word, a walk over the keyboard, or such a thing twice or with some digits around it. */
export function isCommon(plain: string): boolean {
  const bare = plain.replace(/\s+/g, '')
  if (new Set(bare).size <= 3 || /^\d{1,12}$/.test(bare)) return true
  const unit = repeatedUnit(bare)
  return [bare, unit, ...halvesOf(bare)].some((part) => isWellKnown(part))
}

function isWellKnown(part: string): boolean {
  const core = part.replace(/^[\d\W_]+|[\d\W_]+$/g, '')
  const spelled = [...part]
    .map((c) => leet[c] ?? c)
    .join('')
    .replace(/[\d\W_]+$/g, '')
  const candidates = [part, core, spelled, [...core].map((c) => leet[c] ?? c).join('')]
  if (candidates.some((word) => word.length > 0 && commonWords.has(word))) return part.length - core.length < 9
  return (
    part.length >= 4 &&
    walks.some((walk) => walk.includes(part) || (core.length >= 4 && core.length >= part.length - 6 && walk.includes(core)))
  )
}

/** `abcabc` is no better than `abc`. */
const repeatedUnit = (text: string) => /^(.+?)\1+$/.exec(text)?.[1] ?? text

/** Two well-known things in a row (`qwerty123456`, `helloworld`) are tried as such. */
function halvesOf(text: string): string[] {
  for (let cut = 4; cut <= text.length - 4; cut++) {
    const [head, tail] = [text.slice(0, cut), text.slice(cut)]
    if (isOne(head) && isOne(tail)) return [head]
  }
  return []
}
const isOne = (part: string) => commonWords.has(part) || walks.some((walk) => walk.includes(part)) || new Set(part).size === 1
