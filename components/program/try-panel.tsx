'use client'

import { useQuery } from '@tanstack/react-query'
import { Button, Form, Select } from 'antd'
import { useTranslations } from 'next-intl'
import { useMemo, useState } from 'react'
import type { ProgramDocument } from '@/server/engine/program/document'
import type { Described } from '@/server/engine/program/trial'
import { dateText } from '@/server/engine/sentence/wording'
import type { Trigger } from '@/server/engine/vocabulary'
import { useSurround } from '../draft/use-surround'
import { useDates } from '../kit/dates'
import { useFigures } from '../kit/figures'
import { Section } from '../kit/page'
import { ErrorState, FormSkeleton } from '../kit/states'
import { useTRPC } from '../trpc/client'
import { TrialAnswer } from './trial-answer'
import { blankEvent, type EventForm, type TrialKind } from './trial-form'
import { TryEvent } from './try-event'
import { TryMember } from './try-member'
import styles from './try-page.module.css'
import { type By, useTrial, useTrialCampaigns, useTrialMember, type Who } from './use-trial'

type Props = {
  /** What is being edited, tried before it is saved; a version or the draft is chosen here when left out. */
  document?: ProgramDocument
  /** What it begins with: an order when left out. `birthday` is time passing. */
  trigger?: Trigger
  /** Which of the merchant's own events, where that is the trigger. */
  event?: string
  /** What it begins to judge by, where nothing is being edited; the version in force when left out. */
  begin?: 'draft' | 'latest'
}

/**
 * Tries an event on a member: who, what and when on the left, what it comes to and each rule's reason on the right.
 * Stands on a page of its own and beside the rules; needs the words of `program`.
 */
export function TryPanel({ document: edited, trigger, event, begin = 'latest' }: Props) {
  const t = useTranslations('program.try')
  const trpc = useTRPC()
  const surround = useSurround()
  const dates = useDates()
  const { digits } = useFigures()
  const program = useQuery(trpc.program.get.queryOptions())
  const [chosen, setChosen] = useState<string>()
  const [form, setForm] = useState<EventForm>(() => ({ ...blankEvent(200 * 10 ** digits), kind: kindOf(trigger), event: event ?? null }))
  const [earlier, setEarlier] = useState<EventForm[]>([])
  const [who, setWho] = useState<Who>(() => ({ memberId: null, described: nobody }))

  const latest = program.data?.latest
  const draft = program.data?.draft
  const first = begin === 'draft' && draft && draft.ladders.length > 0 ? 'draft' : (latest?.id ?? 'draft')
  const versionId = chosen ?? first
  const older = edited === undefined && versionId !== 'draft' && versionId !== latest?.id
  const version = useQuery(trpc.program.version.queryOptions({ versionId }, { enabled: older }))
  const document = edited ?? (versionId === 'draft' ? draft : older ? version.data?.document : latest?.document)
  const inForce = program.data?.versions.find((line) => line.state === 'current')?.id
  const natural = edited === undefined && who.memberId !== null && versionId === inForce
  const stored = useTrialMember(who.memberId)

  // Beside the rules it is about them alone.
  const atWork = useTrialCampaigns(edited === undefined && who.memberId === null)

  const usable = document !== undefined && document.ladders.length > 0
  const ladder = document?.ladders.find((one) => one.primary) ?? document?.ladders[0]
  const tierId = ladder?.tiers.some((tier) => tier.id === who.described.tierId) ? who.described.tierId : (ladder?.tiers[0]?.id ?? null)
  const [by, person] = useHeld(document, natural, who, tierId)
  const trial = useTrial(usable ? by : null, person, stored.data, edited === undefined ? atWork.data : null, earlier, form, surround)

  const set = (change: Partial<EventForm>) => setForm((held) => ({ ...held, ...change }))
  const restart = () => {
    setEarlier([])
    set({ order: null, refundLines: {} })
  }
  if (!program.data)
    return <Section>{program.error ? <ErrorState error={program.error} retry={() => void program.refetch()} /> : <FormSkeleton />}</Section>
  const error = (older && version.error) || (who.memberId !== null && stored.error) || atWork.error
  const retry = () => void (older && version.error ? version.refetch() : atWork.error ? atWork.refetch() : stored.refetch())
  return (
    <div className={styles.panel}>
      <div className={styles.layout}>
        <Section title={t('order')} lead={t('orderLead')}>
          <Form layout="vertical" requiredMark={false} className={styles.form} component="div">
            {document && (
              <TryMember
                who={person}
                document={document}
                onChange={(next) => {
                  if (next.memberId !== who.memberId) restart()
                  setWho(next)
                }}
              />
            )}
            {earlier.length > 0 && (
              <div className={styles.earlier}>
                <span>{t('earlier', { count: earlier.length })}</span>
                <Button type="link" size="small" onClick={restart}>
                  {t('restart')}
                </Button>
              </div>
            )}
            {document && (
              <TryEvent
                key={earlier.length}
                form={form}
                document={document}
                surround={surround}
                book={trial?.book ?? noOrders}
                zone={dates.zoneName}
                onChange={set}
              />
            )}
            {edited === undefined && (
              <Form.Item label={t('by')} htmlFor="try-by">
                <Select
                  id="try-by"
                  value={versionId}
                  onChange={setChosen}
                  options={[
                    ...program.data.versions.map((line) => ({
                      value: line.id,
                      label: t(`version.${line.state}`, { number: line.number }),
                    })),
                    ...(program.data.draft.ladders.length > 0 ? [{ value: 'draft', label: t('draft') }] : []),
                  ]}
                />
              </Form.Item>
            )}
          </Form>
        </Section>
        <div className={styles.answer} aria-live="polite">
          {error ? (
            <Section>
              <ErrorState error={error} retry={retry} />
            </Section>
          ) : trial?.kind === 'told' ? (
            <TrialAnswer
              told={trial.told}
              surround={surround}
              onNext={() => {
                setEarlier([...earlier, form])
                setForm({
                  ...blankEvent(form.amount),
                  kind: form.kind === 'order.paid' ? 'order.refunded' : form.kind,
                  event: form.event,
                  day: null,
                })
              }}
            />
          ) : trial ? (
            <Section title={t('result')}>
              <p className={styles.obstacle}>{t(`obstacle.${trial.obstacle}`, { day: dateText(trial.from, surround.language) })}</p>
            </Section>
          ) : (
            <Section>
              <FormSkeleton />
            </Section>
          )}
        </div>
      </div>
    </div>
  )
}

const noOrders = new Map<string, never>()
const nobody: Described = {
  tierId: null,
  joinedDaysAgo: 30,
  spend: 0,
  orders: 0,
  growth: 0,
  points: 0,
  birthday: null,
  tags: [],
  fields: {},
}

const kindOf = (trigger: Trigger | undefined): TrialKind =>
  trigger === undefined ? 'order.paid' : trigger === 'member.birthday' ? 'time' : trigger

/** What is judged by and on whom, the same objects as long as nothing changes, so that nothing is judged twice. */
function useHeld(document: ProgramDocument | undefined, natural: boolean, who: Who, tierId: string | null): [By | null, Who] {
  const by = useMemo(
    (): By | null => (natural ? { kind: 'natural' } : document ? { kind: 'document', document } : null),
    [document, natural],
  )
  const person = useMemo((): Who => ({ ...who, described: { ...who.described, tierId } }), [who, tierId])
  return [by, person]
}
