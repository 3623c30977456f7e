'use client'

import { Button, Tag } from 'antd'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { MemberDetail } from '@/server/member/read-member'
import { useDates } from '../kit/dates'
import { useFigures } from '../kit/figures'
import { Section } from '../kit/page'
import { AboutDrawer } from './about-drawer'
import styles from './about-member.module.css'
import { useBirthdayText } from './birthday-input'

/** What is known of a member beside what they did: birthday, tags and the merchant's own fields. */
export function AboutMember({ member }: { member: MemberDetail }) {
  const t = useTranslations('member.about')
  const { count } = useFigures()
  const dates = useDates()
  const birthdayText = useBirthdayText()
  const [editing, setEditing] = useState(false)
  const { birthday, tags, fields } = member.about
  const told = ({ type, value }: (typeof fields)[number]): string => {
    if (value === null) return t('none')
    if (typeof value === 'boolean') return t(value ? 'yes' : 'no')
    if (typeof value === 'number') return count(value)
    return type === 'date' ? dates.day(value) : value
  }
  const edit = member.may.describe && (
    <Button size="small" onClick={() => setEditing(true)}>
      {t('edit')}
    </Button>
  )
  return (
    <Section title={t('title')} actions={edit}>
      <dl className={styles.list}>
        <div>
          <dt>{t('birthday')}</dt>
          <dd>{birthday === null ? t('none') : birthdayText(birthday)}</dd>
        </div>
        <div>
          <dt>{t('tags')}</dt>
          <dd className={styles.tags}>{tags.length === 0 ? t('none') : tags.map((tag) => <Tag key={tag}>{tag}</Tag>)}</dd>
        </div>
        {fields.map((field) => (
          <div key={field.key}>
            <dt>{field.label}</dt>
            <dd>{told(field)}</dd>
          </div>
        ))}
      </dl>
      {editing && <AboutDrawer member={member} onClose={() => setEditing(false)} />}
    </Section>
  )
}
