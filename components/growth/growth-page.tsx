'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button } from 'antd'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import * as z from 'zod'
import { GrowthRuleSpec } from '@/server/engine/growth/growth-rule'
import { measureText } from '@/server/engine/sentence/measure'
import { growthRuleSentence } from '@/server/engine/sentence/rule'
import { wordingOf } from '@/server/engine/sentence/wording'
import { EditDrawer } from '../draft/edit-drawer'
import { RuleForm } from '../draft/rule-form'
import { RuleTable } from '../draft/rule-table'
import { useSurround } from '../draft/use-surround'
import { useFigures } from '../kit/figures'
import { Page, PageHeader, Section } from '../kit/page'
import { useConsolePath, useMay } from '../kit/rights'
import { EmptyState } from '../kit/states'
import { useConfirm } from '../kit/use-confirm'
import { useRefusal } from '../kit/use-refusal'
import { useTRPC } from '../trpc/client'
import styles from './growth-page.module.css'

const RuleFields = z.strictObject({ name: z.string().trim().min(1).max(60), enabled: z.boolean(), spec: GrowthRuleSpec })
type RuleFields = z.infer<typeof RuleFields>

/** How members gain growth, which decides their tier and is never spent. */
export function GrowthPage() {
  const t = useTranslations('growth')
  const p = useTranslations('program')
  const path = useConsolePath()
  const { digits } = useFigures()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const surround = useSurround()
  const confirm = useConfirm()
  const { refused, done } = useRefusal()
  const mayWrite = useMay('program:write')
  const rules = useQuery(trpc.growth.rules.queryOptions())
  const ladders = useQuery(trpc.ladder.list.queryOptions())
  const [editing, setEditing] = useState<string | 'new'>()
  const reload = () => queryClient.invalidateQueries(trpc.growth.rules.queryFilter())
  const outcome = {
    onSuccess: reload,
    onError: (error: unknown) => {
      refused(error)
      void reload()
    },
  }
  const create = useMutation(trpc.growth.createRule.mutationOptions())
  const update = useMutation(trpc.growth.updateRule.mutationOptions())
  const turn = useMutation(trpc.growth.switchRule.mutationOptions(outcome))
  const order = useMutation(trpc.growth.reorderRules.mutationOptions(outcome))
  const remove = useMutation(trpc.growth.deleteRule.mutationOptions(outcome))

  const wording = wordingOf(surround, { ladders: ladders.data ?? [] })
  // Growth belongs to a ladder; with several, to the one that is measured by it.
  const ladder = ladders.data?.find((l) => l.spec.measure === 'growth') ?? ladders.data?.find((l) => l.primary) ?? ladders.data?.[0]
  const edited = rules.data?.find((rule) => rule.id === editing)
  const blank = { name: '', enabled: true, spec: { trigger: 'order.paid', reward: { kind: 'rate', growth: 1, per: 10 ** digits } } }
  const initial = edited ? { name: edited.name, enabled: edited.enabled, spec: edited.spec } : blank
  const save = async (draft: RuleFields) => {
    if (edited) await update.mutateAsync({ ...draft, ruleId: edited.id, revision: edited.revision })
    else if (ladder) await create.mutateAsync({ ...draft, ladderId: ladder.id })
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
  const add = mayWrite && ladder && (
    <Button type="primary" onClick={() => setEditing('new')}>
      {t('add')}
    </Button>
  )
  const unused = ladder && ladder.spec.measure !== 'growth'
  return (
    <Page>
      <PageHeader title={t('title')} lead={t('lead')} actions={add} />
      {unused && (
        <Alert
          className={styles.note}
          type="info"
          showIcon
          title={t('unused', { measure: measureText(ladder.spec, surround) })}
          action={<Link href={path('/program/tiers')}>{t('toTiers')}</Link>}
        />
      )}
      <Section flush>
        <RuleTable
          label={t('title')}
          rules={rules.data}
          error={rules.error}
          retry={() => void rules.refetch()}
          empty={
            <EmptyState
              title={t('emptyTitle')}
              why={ladder ? t('emptyWhy') : t('noProgram')}
              actions={add || <Link href={path('/program')}>{t('toProgram')}</Link>}
            />
          }
          sentence={(rule) => growthRuleSentence(rule.spec, wording)}
          mayWrite={mayWrite}
          busy={turn.isPending || order.isPending || remove.isPending}
          onEdit={(rule) => setEditing(rule.id)}
          onSwitch={(rule, enabled) => turn.mutate({ ruleId: rule.id, revision: rule.revision, enabled })}
          onDelete={(rule) => void askDelete(rule)}
          onOrder={(ruleIds) => order.mutate({ ruleIds })}
        />
      </Section>
      <EditDrawer title={edited ? t('edit') : t('add')} open={editing !== undefined} onClose={() => setEditing(undefined)}>
        {({ touched, leave }) => (
          <RuleForm
            key={editing}
            gives="growth"
            schema={RuleFields}
            initial={initial}
            wording={wording}
            stores={surround.stores}
            sentence={(draft) => growthRuleSentence(draft.spec, wording)}
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
