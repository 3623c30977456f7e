/** `张*`, `欧阳**`, `A*** S***`: enough to recognise somebody who stands there, too little to name a stranger. */
export function maskName(name: string): string {
  const words = name.trim().split(/\s+/)
  if (words.length > 1) return words.map((word) => maskWord(word)).join(' ')
  return maskWord(words[0] ?? '')
}

const compoundSurnames = new Set([
  '欧阳',
  '司马',
  '上官',
  '诸葛',
  '东方',
  '皇甫',
  '尉迟',
  '公孙',
  '慕容',
  '司徒',
  '令狐',
  '夏侯',
  '端木',
  '百里',
  '南宫',
  '独孤',
])

function maskWord(word: string): string {
  const letters = [...word]
  const two = letters.slice(0, 2).join('')
  const kept = letters.length > 2 && compoundSurnames.has(two) ? 2 : 1
  return letters.slice(0, kept).join('') + '*'.repeat(Math.min(3, Math.max(1, letters.length - kept)))
}

/** `138****1234`: the first three and the last four digits; of a short number only the last two. */
export function maskPhone(phone: string): string {
  const digits = phone.replace(/\D/g, '')
  if (digits.length < 8) return `****${digits.slice(-2)}`
  return `${digits.slice(0, 3)}****${digits.slice(-4)}`
}
