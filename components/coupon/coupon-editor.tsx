'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Form, Input } from 'antd'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type * as z from 'zod'
import { couponSentence } from '@/server/engine/sentence/coupon'
import type { Starter } from '../draft/coupon-starters'
import { useCouponWording } from '../draft/use-coupon-wording'
import { useStarted } from '../draft/use-started-coupon'
import { Beside } from '../kit/beside'
import { Page, PageHeader, Section } from '../kit/page'
import { parseDraft } from '../kit/parse-draft'
import { useConsolePath } from '../kit/rights'
import { useRefusal } from '../kit/use-refusal'
import { Field, ZodForm } from '../kit/zod-form'
import { useTRPC } from '../trpc/client'
import type { TemplateDetail } from './answers'
import { ColorChoice } from './color-choice'
import { couponDraftOf, heldCoupon, shownOf, TemplateForm } from './coupon-draft'
import styles from './coupon-editor.module.css'
import { CouponPreview } from './coupon-preview'
import { LimitFields } from './limit-fields'
import { OfferFields } from './offer-fields'
import { useTemplateActs } from './template-acts'
import { TogetherFields } from './together-fields'
import { ValidityFields } from './validity-fields'
import { WhereFields } from './where-fields'
import { WorthFields } from './worth-fields'

type Props = {
  /** The template to change; a new one when left out. */
  template?: TemplateDetail
  starter?: Starter | undefined
}

/** A coupon template being written, with the coupon as the member will see it beside it. */
export function CouponEditor({ template, starter }: Props) {
  const t = useTranslations('coupon')
  const e = useTranslations('coupon.editor')
  const trpc = useTRPC()
  const path = useConsolePath()
  const router = useRouter()
  const queryClient = useQueryClient()
  const { done } = useRefusal()
  const started = useStarted()
  const acts = useTemplateActs()
  const { wording } = useCouponWording()
  const create = useMutation(trpc.coupon.create.mutationOptions())
  const update = useMutation(trpc.coupon.update.mutationOptions())
  const [form] = Form.useForm()
  // It stays the one that was opened, so that a colleague's change meanwhile is not passed over.
  const [opened] = useState(template)
  const frozen = opened && opened.state !== 'draft' ? opened.terms : undefined
  const [initial] = useState(() => heldCoupon(opened ?? started(starter)))
  const [values, setValues] = useState(initial)
  const toDraft = (held: Record<string, unknown>) => couponDraftOf(held, frozen)
  const whole = parseDraft(TemplateForm, toDraft({ ...values, name: String(values.name ?? '').trim() || '—' }))
  const back = opened ? `/coupons/${opened.id}` : '/coupons'

  const save = async (draft: z.output<typeof TemplateForm>) => {
    const id = opened?.id ?? (await create.mutateAsync(draft)).id
    if (opened) await update.mutateAsync({ ...draft, templateId: opened.id, revision: opened.revision })
    await queryClient.invalidateQueries(trpc.coupon.pathFilter())
    done(e(opened ? 'saved' : 'created'))
    router.push(path(`/coupons/${id}`))
  }
  return (
    <Page>
      <PageHeader
        title={opened ? e('edit', { name: opened.name }) : e('new')}
        lead={e(frozen ? 'leadFrozen' : 'lead')}
        back={{ href: path(back), label: opened ? opened.name : t('title') }}
      />
      <Beside
        narrow="above"
        aside={
          <CouponPreview
            coupon={shownOf(values, frozen)}
            wording={wording}
            sentence={whole.success ? couponSentence(whole.data.terms, wording) : null}
          />
        }
      >
        <ZodForm
          schema={TemplateForm}
          form={form}
          initial={initial}
          toDraft={toDraft}
          fresh={!opened}
          onSubmit={save}
          onCancel={() => router.push(path(back))}
          onValues={() => setValues(form.getFieldsValue(true) as Record<string, unknown>)}
          word="coupon"
        >
          <Section title={e('name.title')}>
            <Field name="name" label={e('name.name')} extra={e('name.nameWhy')}>
              <Input maxLength={40} autoComplete="off" />
            </Field>
            <Field name="note" label={e('name.note')} extra={e('name.noteWhy')} optional>
              <Input.TextArea autoSize={{ minRows: 2, maxRows: 5 }} maxLength={200} />
            </Field>
            <Field name="color" label={e('name.color')}>
              <ColorChoice />
            </Field>
          </Section>
          {frozen ? (
            <Section title={e('frozen.title')}>
              <Alert
                type="info"
                showIcon
                title={e('frozen.why')}
                action={opened && <Button onClick={() => void acts.copy(opened)}>{e('frozen.copy')}</Button>}
              />
              <p className={styles.terms}>{couponSentence(frozen, wording)}</p>
            </Section>
          ) : (
            <>
              <WorthFields started={initial} />
              <ValidityFields started={initial} />
              <WhereFields />
            </>
          )}
          <OfferFields started={initial} />
          <LimitFields started={initial} frozen={frozen} />
          {!frozen && <TogetherFields started={initial} />}
        </ZodForm>
      </Beside>
    </Page>
  )
}
