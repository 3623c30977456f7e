import type { MemberAboutChange } from '@/server/engine/member/profile'
import type { MemberAbout } from '@/server/member/about-member'

type Held = { birthday?: string | null | undefined; tags: string[]; fields: MemberAboutChange['fields'] }

/** What a form changed about a member, or nothing. What it leaves out is cleared. */
export function changesOf(before: MemberAbout, after: Held): MemberAboutChange | null {
  const birthday = after.birthday ?? null
  const add = after.tags.filter((tag) => !before.tags.includes(tag))
  const remove = before.tags.filter((tag) => !after.tags.includes(tag))
  const fields = Object.fromEntries(
    before.fields.flatMap(({ key, value }) => {
      const held = after.fields[key] ?? null
      return held === value ? [] : [[key, held]]
    }),
  )
  if (birthday === before.birthday && add.length + remove.length + Object.keys(fields).length === 0) return null
  return { ...(birthday === before.birthday ? {} : { birthday }), add, remove, fields }
}
