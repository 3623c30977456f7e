'use client'

import { Button } from 'antd'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { FullReduction } from '@/server/engine/checkout/policy'
import { reductionSentence } from '@/server/engine/sentence/checkout'
import { RuleTable } from '../draft/rule-table'
import { useWording } from '../draft/use-wording'
import { Section } from '../kit/page'
import { EmptyState } from '../kit/states'
import { useConfirm } from '../kit/use-confirm'
import { useRefusal } from '../kit/use-refusal'
import { ReductionDrawer } from './reduction-drawer'

type Props = {
  reductions: FullReduction[]
  revision: number
  mayWrite: boolean
  busy: boolean
  /** Writes all of them into the draft; throws a refusal. */
  onSave: (reductions: FullReduction[]) => Promise<unknown>
}

/** Full reductions, each as its sentence, in the order in which they are taken off. */
export function Reductions({ reductions, revision, mayWrite, busy, onSave }: Props) {
  const t = useTranslations('checkout.reduction')
  const p = useTranslations('program')
  const confirm = useConfirm()
  const { refused, done } = useRefusal()
  const { wording } = useWording()
  const [open, setOpen] = useState<string>()
  const edited = reductions.find((one) => one.id === open)
  const attempt = async (next: FullReduction[]) => {
    try {
      await onSave(next)
    } catch (error) {
      refused(error)
    }
  }
  const remove = async ({ id, name }: { id: string; name: string }) => {
    const sure = await confirm({
      title: p('rules.deleteAsk', { name }),
      what: p('rules.deleteWhat'),
      verb: p('rules.delete'),
      danger: true,
    })
    if (sure) await attempt(reductions.filter((one) => one.id !== id))
  }
  const add = mayWrite && reductions.length < MOST && (
    <Button type="primary" onClick={() => setOpen('new')}>
      {t('add')}
    </Button>
  )
  return (
    <Section title={t('title')} lead={t('lead')} actions={reductions.length > 0 && add} flush>
      <RuleTable
        label={t('title')}
        rules={reductions.map((one) => ({ ...one, revision }))}
        error={null}
        retry={() => undefined}
        empty={<EmptyState title={t('emptyTitle')} why={t('emptyWhy')} actions={add} />}
        sentence={(one) => reductionSentence(one, wording)}
        mayWrite={mayWrite}
        busy={busy}
        onEdit={(one) => setOpen(one.id)}
        onSwitch={(one, enabled) => void attempt(reductions.map((held) => (held.id === one.id ? { ...held, enabled } : held)))}
        onDelete={(one) => void remove(one)}
        onOrder={(ids) => void attempt(ids.flatMap((id) => reductions.find((one) => one.id === id) ?? []))}
      />
      <ReductionDrawer
        key={open}
        reduction={open === 'new' ? 'new' : edited}
        onClose={() => setOpen(undefined)}
        onSave={async (written) => {
          const known = reductions.some((one) => one.id === written.id)
          await onSave(known ? reductions.map((one) => (one.id === written.id ? written : one)) : [...reductions, written])
          setOpen(undefined)
          done(t('saved'))
        }}
      />
    </Section>
  )
}

const MOST = 20
