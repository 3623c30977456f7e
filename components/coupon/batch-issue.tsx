'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Form, Radio } from 'antd'
import { useTranslations } from 'next-intl'
import { useEffect, useId, useState } from 'react'
import { Condition } from '@/server/engine/condition/condition'
import { asksOfMembers } from '@/server/engine/condition/select'
import { ConditionBuilder } from '../draft/condition-builder'
import { useWording } from '../draft/use-wording'
import { useFigures } from '../kit/figures'
import { CountInput } from '../kit/inputs'
import { useSentences } from '../kit/sentence'
import { useConfirm } from '../kit/use-confirm'
import { useRefusal } from '../kit/use-refusal'
import { useTRPC } from '../trpc/client'
import type { TemplateDetail } from './answers'
import { BatchList } from './batch-list'
import styles from './coupon-detail.module.css'
import { NotGiven } from './not-given'

const PAUSE_MS = 400
/** From so many members on, the name of the coupon has to be typed first. */
const MANY = 1_000

/** Gives a template to everybody who meets a condition: counted first, then in the background. */
export function BatchIssue({ template }: { template: TemplateDetail }) {
  const t = useTranslations('coupon.batch')
  return (
    <>
      <div className={styles.part}>
        <div className={styles.form}>
          <h2 className={styles.head}>{t('title')}</h2>
          <p className={styles.lead}>{t('lead')}</p>
          {template.state === 'active' ? <BatchForm template={template} /> : <NotGiven state={template.state} />}
        </div>
      </div>
      <BatchList templateId={template.id} />
    </>
  )
}

function BatchForm({ template }: { template: TemplateDetail }) {
  const t = useTranslations('coupon.batch')
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const confirm = useConfirm()
  const { count } = useFigures()
  const { refused, done } = useRefusal()
  const { ofError } = useSentences()
  const { wording, stores } = useWording()
  const each = useId()
  const [who, setWho] = useState<'all' | 'some'>('all')
  const [when, setWhen] = useState<Condition>()
  const [perMember, setPerMember] = useState<number | null>(1)
  const start = useMutation(trpc.coupon.startBatch.mutationOptions())

  const condition = who === 'all' ? null : Condition.refine(asksOfMembers).safeParse(when).data
  const whole = condition !== undefined && perMember !== null && Number.isInteger(perMember) && perMember >= 1 && perMember <= 20
  const asked = whole ? { templateId: template.id, condition, perMember } : null
  // It is counted once nobody has typed for a while.
  const told = JSON.stringify(asked)
  const [settled, setSettled] = useState(told)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(told), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [told])
  const ask = JSON.parse(settled) as typeof asked
  const dry = useQuery(
    trpc.coupon.countAudience.queryOptions(ask ?? { templateId: template.id, condition: null, perMember: 1 }, {
      enabled: ask !== null,
      staleTime: 0,
      retry: false,
    }),
  )
  const counted = settled === told && asked ? dry.data : undefined
  const short = counted !== undefined && counted.left !== null && counted.coupons > counted.left

  const issue = async () => {
    if (!asked || !counted) return
    const sure = await confirm({
      title: t('ask', { name: template.name }),
      what: t(short ? 'whatShort' : 'what', {
        members: count(counted.members - counted.atLimit),
        coupons: count(counted.coupons),
        left: count(counted.left ?? 0),
      }),
      verb: t('do'),
      ...(counted.members - counted.atLimit > MANY ? { typed: template.name } : {}),
    })
    if (!sure) return
    try {
      await start.mutateAsync(asked)
      done(t('started'))
    } catch (error) {
      refused(error)
    }
    await queryClient.invalidateQueries(trpc.coupon.pathFilter())
  }
  return (
    <Form layout="vertical" component="div">
      <Form.Item label={t('who')}>
        <Radio.Group
          aria-label={t('who')}
          value={who}
          onChange={(event) => setWho(event.target.value)}
          options={(['all', 'some'] as const).map((value) => ({ value, label: t(value) }))}
        />
      </Form.Item>
      {who === 'some' && (
        <Form.Item>
          <ConditionBuilder wording={wording} stores={stores} subject="member" none={t('none')} value={when} onChange={setWhen} />
        </Form.Item>
      )}
      <Form.Item label={t('each')} htmlFor={each}>
        <CountInput id={each} min={1} max={20} suffix={t('unit')} value={perMember} onChange={setPerMember} />
      </Form.Item>
      <output className={styles.dry} data-testid="dry-count">
        {asked === null ? (
          <p>{t('unfinished')}</p>
        ) : dry.error && settled === told ? (
          <p>{ofError(dry.error)}</p>
        ) : counted ? (
          <>
            <p>
              <strong>{t('dry', { members: count(counted.members - counted.atLimit), coupons: count(counted.coupons) })}</strong>
            </p>
            {counted.atLimit > 0 && <p>{t('atLimit', { members: count(counted.atLimit) })}</p>}
            {short && <p>{t('short', { left: count(counted.left ?? 0) })}</p>}
          </>
        ) : (
          <p>{t('counting')}</p>
        )}
      </output>
      <Button type="primary" loading={start.isPending} disabled={!counted || counted.coupons === 0} onClick={() => void issue()}>
        {t('do')}
      </Button>
    </Form>
  )
}
