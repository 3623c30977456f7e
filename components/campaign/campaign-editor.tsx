'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Form, Input } from 'antd'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import type { CampaignDraft, CampaignKind } from '@/server/engine/campaign/campaign'
import { useCouponWording } from '../draft/use-coupon-wording'
import { Beside } from '../kit/beside'
import { useFigures } from '../kit/figures'
import { Page, PageHeader, Section } from '../kit/page'
import { parseDraft } from '../kit/parse-draft'
import { useConsolePath } from '../kit/rights'
import { useRefusal } from '../kit/use-refusal'
import { Field, ZodForm } from '../kit/zod-form'
import { useTRPC } from '../trpc/client'
import type { CampaignDetail } from './answers'
import { useLaunchQuestion } from './campaign-acts'
import { CampaignAside } from './campaign-aside'
import { CampaignForm, campaignDraftOf, type HeldCampaign, heldCampaign } from './campaign-draft'
import { CheckInTable } from './check-in-table'
import { EffectCards } from './effect-cards'
import { MoreFields } from './more-fields'
import { readyForm } from './ready-form'
import { useToday } from './use-today'
import { WhenFields } from './when-fields'

type Props = {
  /** The draft to change, or the kind of a new one. */
  campaign?: CampaignDetail
  kind: CampaignKind
}

/** A campaign being written: the few things that matter for its kind, the rest folded, and what it comes to beside it. */
export function CampaignEditor({ campaign, kind }: Props) {
  const t = useTranslations('campaign')
  const e = useTranslations('campaign.editor')
  const trpc = useTRPC()
  const path = useConsolePath()
  const router = useRouter()
  const queryClient = useQueryClient()
  const { done } = useRefusal()
  const started = useReadyForm()
  const question = useLaunchQuestion()
  const approves = useQuery(trpc.campaign.approval.queryOptions()).data?.approves ?? false
  const create = useMutation(trpc.campaign.create.mutationOptions())
  const update = useMutation(trpc.campaign.update.mutationOptions())
  const launch = useMutation(trpc.campaign.launch.mutationOptions())
  const [form] = Form.useForm()
  // It stays the one that was opened, so that a colleague's change meanwhile is not passed over.
  const [opened] = useState(campaign)
  const stored = useRef(opened && { campaignId: opened.id, revision: opened.revision })
  const [initial] = useState<HeldCampaign>(() => (opened ? heldCampaign(opened) : started(kind)))
  const [values, setValues] = useState<Record<string, unknown>>(initial)
  const back = opened ? `/campaigns/${opened.id}` : '/campaigns'
  const raw = campaignDraftOf({ ...values, name: String(values.name ?? '').trim() || '—' }) as CampaignDraft
  const whole = parseDraft(CampaignForm, raw)

  /** Writes the draft; a second time it is the one that the first made. */
  const write = async (draft: CampaignDraft) => {
    if (stored.current) {
      const { revision } = await update.mutateAsync({ ...stored.current, draft })
      stored.current = { ...stored.current, revision }
    } else {
      const { id } = await create.mutateAsync(draft)
      stored.current = { campaignId: id, revision: 1 }
    }
    return stored.current
  }
  const leave = async (campaignId: string, said: string) => {
    await queryClient.invalidateQueries(trpc.campaign.pathFilter())
    done(said)
    router.push(path(`/campaigns/${campaignId}`))
  }
  const save = async (draft: CampaignDraft) => {
    const { campaignId } = await write(draft)
    await leave(campaignId, e(opened ? 'saved' : 'created'))
  }
  const start = async (draft: CampaignDraft) => {
    if (!(await question(draft, approves ? 'submit' : 'launch'))) return false
    const { state } = await launch.mutateAsync(await write(draft))
    const { campaignId } = stored.current ?? { campaignId: '' }
    await leave(campaignId, t(state === 'awaiting' ? 'acts.done.submitted' : 'acts.done.launched', { name: draft.name }))
    return true
  }
  return (
    <Page>
      <PageHeader
        title={opened ? e('edit', { name: opened.name }) : e('new', { kind: t(`kinds.${kind}.name`) })}
        lead={e('lead')}
        back={{ href: path(back), label: opened ? opened.name : t('title') }}
      />
      <Beside narrow="below" aside={<CampaignAside draft={whole.success ? whole.data : null} schedule={raw.terms.schedule} />}>
        <ZodForm
          schema={CampaignForm}
          form={form}
          initial={initial}
          toDraft={campaignDraftOf}
          fresh={!opened}
          onSubmit={save}
          onCancel={() => router.push(path(back))}
          onValues={() => setValues(form.getFieldsValue(true) as Record<string, unknown>)}
          also={{ label: t(approves ? 'acts.submit' : 'acts.launch'), save: e('saveDraft'), act: start }}
          word="campaign"
        >
          <Section title={e('basics.title')}>
            <Field name="name" label={e('basics.name')} extra={e('basics.nameWhy')}>
              <Input maxLength={40} autoComplete="off" />
            </Field>
          </Section>
          <WhenFields kind={kind} />
          <WhatFields kind={kind} started={initial} />
          <MoreFields started={initial} />
        </ZodForm>
      </Beside>
    </Page>
  )
}

/** What it gives: as a table of days where it is about checking in, else a card for each thing. */
function WhatFields({ kind, started }: { kind: CampaignKind; started: HeldCampaign }) {
  const e = useTranslations('campaign.editor.what')
  const table = kind === 'check_in' && started.terms.effects.every(({ at }) => at.kind === 'checked_in')
  return (
    <Section title={e('title')}>
      <Field name={['terms', 'effects']} label={null}>
        {table ? <CheckInTable /> : <EffectCards kind={kind} />}
      </Field>
    </Section>
  )
}

/** A new campaign of a kind, in the page's language and the merchant's money. */
function useReadyForm(): (kind: CampaignKind) => HeldCampaign {
  const t = useTranslations('campaign.kinds')
  const today = useToday()
  const { digits } = useFigures()
  const { wording } = useCouponWording()
  return (kind) =>
    readyForm(kind, {
      today,
      words: { name: t(`${kind}.name`), goods: t(`${kind}.goods`) },
      unit: digits === 0 ? 100 : 10 ** digits,
      tiers: wording.tiers,
    })
}
