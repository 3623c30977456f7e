'use client'

import { Button } from 'antd'
import { useTranslations } from 'next-intl'
import { type ChangeEvent, useRef, useState } from 'react'
import styles from './logo-field.module.css'

const most = 64 * 1024

const dataAddress = (file: File): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result))
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(file)
  })

type Props = { id?: string; value?: string | null; onChange?: (logo: string | null) => void }

/** A small picture, held in the page itself. */
export function LogoField({ id, value, onChange }: Props) {
  const t = useTranslations('tenant')
  const input = useRef<HTMLInputElement>(null)
  const [trouble, setTrouble] = useState<string>()
  const take = async (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0]
    event.target.value = ''
    if (!file) return
    if (file.type !== 'image/png' && file.type !== 'image/jpeg') return setTrouble(t('logoKind'))
    if (file.size > most) return setTrouble(t('logoTooBig'))
    setTrouble(undefined)
    onChange?.(await dataAddress(file))
  }
  return (
    <div className={styles.field}>
      {value && <img src={value} alt={t('logo')} className={styles.picture} />}
      <input ref={input} id={id} type="file" accept="image/png,image/jpeg" className={styles.file} onChange={take} tabIndex={-1} />
      <Button onClick={() => input.current?.click()}>{t('chooseLogo')}</Button>
      {value && (
        <Button type="text" onClick={() => onChange?.(null)}>
          {t('removeLogo')}
        </Button>
      )}
      {trouble && (
        <p role="alert" className={styles.trouble}>
          {trouble}
        </p>
      )}
    </div>
  )
}
