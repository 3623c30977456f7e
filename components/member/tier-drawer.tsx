'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Drawer, Form, Input, Select, Switch } from 'antd'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ReleaseTierForm, SetTierForm } from '@/server/engine/ladder/command'
import type { HandLadder } from '@/server/member/about-member'
import type { MemberDetail } from '@/server/member/read-member'
import { ColorMark } from '../kit/color-mark'
import { useRefusal } from '../kit/use-refusal'
import { Field, ZodForm } from '../kit/zod-form'
import { useTRPC } from '../trpc/client'
import { useHandText } from './hand-text'
import { useRequestKey } from './points-drawers'
import styles from './tier-drawer.module.css'

type Props = { member: MemberDetail; onClose: () => void }

/** A tier given by hand, or a lock on the present one; and the end of either. */
export function TierDrawer({ member, onClose }: Props) {
  const t = useTranslations('member.hand')
  const [ladderId, setLadderId] = useState(member.ladders[0]?.id)
  const [releasing, setReleasing] = useState(false)
  const handText = useHandText()
  const ladder = member.ladders.find((one) => one.id === ladderId)
  if (!ladder) return null
  const choose = (id: string) => {
    setLadderId(id)
    setReleasing(false)
  }
  return (
    <Drawer title={t(releasing ? 'releaseTitle' : 'title')} open onClose={onClose} size={440}>
      {member.ladders.length > 1 && (
        <Form layout="vertical" component="div">
          <Form.Item label={t('ladder')} htmlFor="hand-ladder">
            <Select
              id="hand-ladder"
              aria-label={t('ladder')}
              value={ladder.id}
              onChange={choose}
              options={member.ladders.map((one) => ({ value: one.id, label: one.name }))}
            />
          </Form.Item>
        </Form>
      )}
      {ladder.override && !releasing && (
        <Alert
          className={styles.now}
          type="info"
          showIcon
          title={handText(ladder.override)}
          action={
            <Button size="small" onClick={() => setReleasing(true)}>
              {t('release')}
            </Button>
          }
        />
      )}
      {releasing ? (
        <Release key={ladder.id} member={member} ladder={ladder} onClose={onClose} onBack={() => setReleasing(false)} />
      ) : (
        <SetTier key={ladder.id} member={member} ladder={ladder} onClose={onClose} />
      )}
    </Drawer>
  )
}

/** What either command needs: one key, and the member read again afterwards. */
function useTierCommand(onClose: () => void) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const { done } = useRefusal()
  const requestKey = useRequestKey()
  const settle = async (said: string) => {
    await Promise.all([
      queryClient.invalidateQueries({ queryKey: trpc.member.pathKey() }),
      queryClient.invalidateQueries({ queryKey: trpc.report.pathKey() }),
    ])
    done(said)
    onClose()
  }
  return { trpc, requestKey, settle }
}

function SetTier({ member, ladder, onClose }: Props & { ladder: HandLadder }) {
  const t = useTranslations('member.hand')
  const { trpc, requestKey, settle } = useTierCommand(onClose)
  const set = useMutation(trpc.member.setTier.mutationOptions())
  return (
    <ZodForm
      schema={SetTierForm}
      word="member"
      initial={{ ladderId: ladder.id, locked: false }}
      submit={t('do')}
      onCancel={onClose}
      onSubmit={async (form) => {
        await set.mutateAsync({ ...form, memberId: member.id, requestKey })
        await settle(t('done'))
      }}
    >
      <Field name="tierId" label={t('tier')} extra={t('tierHint')} optional>
        <Select
          aria-label={t('tier')}
          allowClear
          placeholder={t('tierKeep')}
          options={ladder.tiers.toReversed().map((tier) => ({
            value: tier.id,
            label: <ColorMark color={tier.color}>{tier.byHandOnly ? t('byHandOnly', { tier: tier.name }) : tier.name}</ColorMark>,
          }))}
        />
      </Field>
      <Field name="until" label={t('until')} extra={t('untilHint')} optional>
        <Input type="date" />
      </Field>
      <Field name="locked" label={t('locked')} extra={t('lockedHint')} valuePropName="checked">
        <Switch />
      </Field>
      <Field name="reason" label={t('reason')} extra={t('reasonHint')}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 5 }} maxLength={200} />
      </Field>
    </ZodForm>
  )
}

function Release({ member, ladder, onClose, onBack }: Props & { ladder: HandLadder; onBack: () => void }) {
  const t = useTranslations('member.hand')
  const { trpc, requestKey, settle } = useTierCommand(onClose)
  const release = useMutation(trpc.member.releaseTier.mutationOptions())
  return (
    <>
      <p className={styles.lead}>{t('releaseLead')}</p>
      <ZodForm
        schema={ReleaseTierForm}
        word="member"
        initial={{ ladderId: ladder.id }}
        submit={t('releaseDo')}
        onCancel={onBack}
        onSubmit={async (form) => {
          await release.mutateAsync({ ...form, memberId: member.id, requestKey })
          await settle(t('released'))
        }}
      >
        <Field name="reason" label={t('reason')}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 5 }} maxLength={200} />
        </Field>
      </ZodForm>
    </>
  )
}
