'use client'

import { Button } from 'antd'
import { useTranslations } from 'next-intl'
import { type ChangeEvent, useRef, useState } from 'react'
import styles from './reward-form.module.css'
import { shrunk } from './shrink-picture'

type Props = { id?: string; value?: string | null; onChange?: (picture: string | null) => void }

/** The picture of a reward: made small before it goes anywhere. */
export function PictureField({ id, value, onChange }: Props) {
  const t = useTranslations('reward.form')
  const input = useRef<HTMLInputElement>(null)
  const [trouble, setTrouble] = useState(false)
  const take = async (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0]
    event.target.value = ''
    if (!file) return
    try {
      const small = await shrunk(file)
      setTrouble(false)
      onChange?.(small)
    } catch {
      setTrouble(true)
    }
  }
  return (
    <div className={styles.picking}>
      {value && <img src={value} alt={t('pictureAlt')} className={styles.picked} />}
      <input
        ref={input}
        id={id}
        type="file"
        accept="image/png,image/jpeg,image/webp"
        className={styles.file}
        onChange={(event) => void take(event)}
        tabIndex={-1}
      />
      <Button onClick={() => input.current?.click()}>{t('choosePicture')}</Button>
      {value && (
        <Button type="text" onClick={() => onChange?.(null)}>
          {t('removePicture')}
        </Button>
      )}
      {trouble && (
        <p role="alert" className={styles.trouble}>
          {t('pictureBroken')}
        </p>
      )}
    </div>
  )
}
