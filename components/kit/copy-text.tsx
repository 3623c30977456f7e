'use client'

import { CheckOutlined, CopyOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import styles from './copy-text.module.css'

/** Text with a button that copies it. `block` for long ones such as a link or a command. */
export function CopyText({ text, shown, block }: { text: string; shown?: string; block?: boolean }) {
  const t = useTranslations('kit')
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), 2000)
    return () => clearTimeout(timer)
  }, [copied])
  const copy = async () => {
    await navigator.clipboard.writeText(text)
    setCopied(true)
  }
  return (
    <span className={block ? styles.block : styles.inline}>
      <code className={styles.text}>{shown ?? text}</code>
      <Button
        size="small"
        type={block ? 'default' : 'text'}
        icon={copied ? <CheckOutlined /> : <CopyOutlined />}
        onClick={copy}
        aria-label={t('copy')}
      >
        {block ? t(copied ? 'copied' : 'copy') : null}
      </Button>
      <span className={styles.said} aria-live="polite">
        {copied ? t('copied') : ''}
      </span>
    </span>
  )
}
