'use client'

import { ScanOutlined } from '@ant-design/icons'
import { useMutation } from '@tanstack/react-query'
import { Alert, Button, Input, type InputRef } from 'antd'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import type { Candidate } from '@/server/counter/find-member'
import { useSentences } from '../kit/sentence'
import { useTRPC } from '../trpc/client'
import styles from './counter.module.css'
import { Scanner } from './scanner'

type Props = {
  storeId: string
  onFound: (memberId: string, couponId: string | null, redemptionId: string | null) => void
}

/** Finds who is served: typed, scanned by the camera, or sent by a hand scanner, which types and presses Enter. */
export function LookUp({ storeId, onFound }: Props) {
  const t = useTranslations('counter')
  const trpc = useTRPC()
  const { ofError } = useSentences()
  const [typed, setTyped] = useState('')
  const [several, setSeveral] = useState<{ members: Candidate[]; more: boolean }>()
  const [scanning, setScanning] = useState(false)
  const field = useRef<InputRef>(null)
  const find = useMutation(trpc.counter.find.mutationOptions())
  useEffect(() => field.current?.focus({ preventScroll: true }), [])
  const look = async (text: string) => {
    const asked = text.trim()
    if (asked === '' || find.isPending) return
    setSeveral(undefined)
    const found = await find.mutateAsync({ storeId, typed: asked }).catch(() => undefined)
    if (!found) {
      // The next thing that is typed or scanned takes the place of what was not found.
      field.current?.select()
      return
    }
    if (found.kind === 'several') setSeveral(found)
    else onFound(found.memberId, found.couponId, found.redemptionId)
  }
  return (
    <>
      <form
        className={styles.find}
        onSubmit={(event) => {
          event.preventDefault()
          void look(typed)
        }}
      >
        <Input
          ref={field}
          size="large"
          aria-label={t('find')}
          placeholder={t('findHint')}
          value={typed}
          autoComplete="off"
          autoCapitalize="characters"
          enterKeyHint="search"
          maxLength={64}
          onChange={(event) => setTyped(event.target.value)}
        />
        <div className={styles.two}>
          <Button size="large" icon={<ScanOutlined />} onClick={() => setScanning(true)}>
            {t('scan.open')}
          </Button>
          <Button size="large" type="primary" htmlType="submit" loading={find.isPending} disabled={typed.trim() === ''}>
            {t('go')}
          </Button>
        </div>
      </form>
      <div aria-live="polite">
        {find.error && <Alert type="error" showIcon title={ofError(find.error)} />}
        {several && (
          <>
            <p className={styles.quiet}>{t(several.more ? 'severalMore' : 'several', { count: several.members.length })}</p>
            <ul className={styles.choices}>
              {several.members.map((member) => (
                <li key={member.id}>
                  <button type="button" className={styles.choice} onClick={() => onFound(member.id, null, null)}>
                    <strong>{member.name ?? t('unnamed')}</strong>
                    <span className={styles.quiet}>{[member.phone, member.code].filter(Boolean).join(' · ')}</span>
                  </button>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
      <Scanner
        open={scanning}
        onClose={() => setScanning(false)}
        onCode={(code) => {
          setScanning(false)
          setTyped(code)
          void look(code)
        }}
      />
    </>
  )
}
