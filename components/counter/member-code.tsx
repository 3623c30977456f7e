'use client'

import { QRCode } from 'antd'
import { useTranslations } from 'next-intl'
import { Section } from '../kit/page'
import styles from './member-code.module.css'

/** A member's code as the counter scans it, dark on light in either theme. */
export function MemberCode({ code }: { code: string }) {
  const t = useTranslations('counter.qr')
  return (
    <Section title={t('title')} lead={t('lead')}>
      <div className={styles.code}>
        <QRCode type="svg" value={code} size={144} color="#000000" bgColor="#ffffff" bordered={false} aria-label={t('title')} />
        <span>{code}</span>
      </div>
    </Section>
  )
}
