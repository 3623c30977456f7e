'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { EarningRuleDraft } from '@/server/engine/points/earning-rule'
import { earningRuleSentence } from '@/server/engine/sentence/rule'
import { wordingOf } from '@/server/engine/sentence/wording'
import { EditDrawer } from '../draft/edit-drawer'
import { RuleForm } from '../draft/rule-form'
import { RuleTable } from '../draft/rule-table'
import { useSurround } from '../draft/use-surround'
import { useFigures, useSetting } from '../kit/figures'
import { Page, PageHeader, Section } from '../kit/page'
import { useMay } from '../kit/rights'
import { EmptyState } from '../kit/states'
import { useConfirm } from '../kit/use-confirm'
import { useRefusal } from '../kit/use-refusal'
import { useTRPC } from '../trpc/client'
import { PolicyForm } from './policy-form'

/** How members earn points, and what holds for points once they are earned. */
export function EarningPage() {
  const t = useTranslations('points')
  const p = useTranslations('program')
  const { pointsName } = useSetting()
  const { digits } = useFigures()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const surround = useSurround()
  const confirm = useConfirm()
  const { refused, done } = useRefusal()
  const mayWrite = useMay('program:write')
  const rules = useQuery(trpc.points.rules.queryOptions())
  const ladders = useQuery(trpc.ladder.list.queryOptions())
  const [editing, setEditing] = useState<string | 'new'>()
  const reload = () => queryClient.invalidateQueries(trpc.points.rules.queryFilter())
  const outcome = {
    onSuccess: reload,
    onError: (error: unknown) => {
      refused(error)
      void reload()
    },
  }
  const create = useMutation(trpc.points.createRule.mutationOptions())
  const update = useMutation(trpc.points.updateRule.mutationOptions())
  const turn = useMutation(trpc.points.switchRule.mutationOptions(outcome))
  const order = useMutation(trpc.points.reorderRules.mutationOptions(outcome))
  const remove = useMutation(trpc.points.deleteRule.mutationOptions(outcome))

  const wording = wordingOf(surround, { ladders: ladders.data ?? [] })
  const edited = rules.data?.find((rule) => rule.id === editing)
  const blank = { name: '', enabled: true, spec: { trigger: 'order.paid', reward: { kind: 'rate', points: 1, per: 10 ** digits } } }
  const initial = edited ? { name: edited.name, enabled: edited.enabled, spec: edited.spec } : blank
  const save = async (draft: EarningRuleDraft) => {
    if (edited) await update.mutateAsync({ ...draft, ruleId: edited.id, revision: edited.revision })
    else await create.mutateAsync(draft)
    await reload()
    setEditing(undefined)
    done(p('rules.saved'))
  }
  const askDelete = async (rule: { id: string; name: string; revision: number }) => {
    const sure = await confirm({
      title: p('rules.deleteAsk', { name: rule.name }),
      what: p('rules.deleteWhat'),
      verb: p('rules.delete'),
      danger: true,
    })
    if (sure) remove.mutate({ ruleId: rule.id, revision: rule.revision })
  }
  const add = (
    <Button type="primary" onClick={() => setEditing('new')}>
      {t('add')}
    </Button>
  )
  return (
    <Page>
      <PageHeader title={t('title', { name: pointsName })} lead={t('lead', { name: pointsName })} actions={mayWrite && add} />
      <Section title={t('rules')} lead={t('rulesLead')} flush>
        <RuleTable
          label={t('rules')}
          rules={rules.data}
          error={rules.error}
          retry={() => void rules.refetch()}
          empty={<EmptyState title={t('emptyTitle')} why={t('emptyWhy', { name: pointsName })} actions={mayWrite && add} />}
          sentence={(rule) => earningRuleSentence(rule.spec, wording)}
          mayWrite={mayWrite}
          busy={turn.isPending || order.isPending || remove.isPending}
          onEdit={(rule) => setEditing(rule.id)}
          onSwitch={(rule, enabled) => turn.mutate({ ruleId: rule.id, revision: rule.revision, enabled })}
          onDelete={(rule) => void askDelete(rule)}
          onOrder={(ruleIds) => order.mutate({ ruleIds })}
        />
      </Section>
      <PolicyForm mayWrite={mayWrite} />
      <EditDrawer title={edited ? t('edit') : t('add')} open={editing !== undefined} onClose={() => setEditing(undefined)}>
        {({ touched, leave }) => (
          <RuleForm
            key={editing}
            gives="points"
            schema={EarningRuleDraft}
            initial={initial}
            wording={wording}
            stores={surround.stores}
            sentence={(draft) => earningRuleSentence(draft.spec, wording)}
            submit={p('rules.save')}
            onSubmit={save}
            onCancel={leave}
            onTouched={touched}
          />
        )}
      </EditDrawer>
    </Page>
  )
}
