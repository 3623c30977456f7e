'use client'

import { UploadOutlined } from '@ant-design/icons'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Drawer, Upload } from 'antd'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { Problem } from '@/server/engine/program/problem'
import type { Surround } from '@/server/engine/sentence/wording'
import { useRefusal } from '../kit/use-refusal'
import { useTRPC } from '../trpc/client'
import styles from './import-drawer.module.css'
import { ProblemList } from './problem-list'

type Props = { open: boolean; onClose: () => void; surround: Surround; replaces: boolean }

/** Takes a program file and makes it the draft, or says place by place why it cannot. */
export function ImportDrawer({ open, onClose, surround, replaces }: Props) {
  const t = useTranslations('program.file')
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const { refused, done } = useRefusal()
  const [read, setRead] = useState<{ name: string; document: unknown; problems: Problem[] } | 'unreadable'>()
  const send = useMutation(trpc.program.importFile.mutationOptions({ onError: refused }))
  const close = () => {
    setRead(undefined)
    onClose()
  }
  const take = async (file: File) => {
    let document: unknown
    try {
      document = JSON.parse(await file.text())
    } catch {
      setRead('unreadable')
      return
    }
    const { imported, problems } = await send.mutateAsync({ document })
    if (!imported) {
      setRead({ name: file.name, document, problems })
      return
    }
    await queryClient.invalidateQueries()
    done(t('imported'))
    close()
  }
  return (
    <Drawer title={t('import')} open={open} onClose={close} size={520} destroyOnHidden>
      <div className={styles.body}>
        <p className={styles.lead}>{t(replaces ? 'importWhatReplace' : 'importWhat')}</p>
        <Upload
          accept=".json,application/json"
          showUploadList={false}
          beforeUpload={(file) => {
            void take(file).catch(() => undefined)
            return false
          }}
        >
          <Button icon={<UploadOutlined />} loading={send.isPending}>
            {t('choose')}
          </Button>
        </Upload>
        {read === 'unreadable' && <Alert type="error" showIcon title={t('unreadable')} />}
        {read !== undefined && read !== 'unreadable' && (
          <>
            <Alert type="error" showIcon title={t('hasProblems', { name: read.name })} description={t('draftKept')} />
            <ProblemList problems={read.problems} document={read.document} surround={surround} />
          </>
        )}
      </div>
    </Drawer>
  )
}
