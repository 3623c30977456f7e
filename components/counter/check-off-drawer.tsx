'use client'

import { CheckCircleFilled } from '@ant-design/icons'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Drawer } from 'antd'
import { useTranslations } from 'next-intl'
import { type ReactNode, useDeferredValue, useId, useState } from 'react'
import type { CounterCoupon, CounterRedemption, CounterUse } from '@/server/counter/see-member'
import { counterText } from '@/server/engine/sentence/benefit'
import { couponSentence } from '@/server/engine/sentence/coupon'
import { useBenefitWording } from '../draft/use-benefit-wording'
import { Money } from '../kit/figures'
import { MoneyInput } from '../kit/inputs'
import { useSentences } from '../kit/sentence'
import { useTRPC } from '../trpc/client'
import styles from './counter.module.css'

/** What is about to be checked off. */
export type ToCheckOff =
  | { kind: 'coupon'; coupon: CounterCoupon }
  | { kind: 'benefit'; benefit: CounterUse }
  | { kind: 'redemption'; redemption: CounterRedemption }

type Props = { storeId: string; memberId: string; open: ToCheckOff | undefined; onClose: () => void }

/** Asks once more, large, before something is checked off; then says that it is done. */
export function CheckOffDrawer({ storeId, memberId, open, onClose }: Props) {
  const t = useTranslations('counter')
  return (
    <Drawer
      open={open !== undefined}
      onClose={onClose}
      placement="bottom"
      size={480}
      title={t(open?.kind === 'redemption' ? 'collectConfirm' : 'confirm')}
      destroyOnHidden
    >
      {open?.kind === 'coupon' && <CouponConfirm storeId={storeId} coupon={open.coupon} onClose={onClose} />}
      {open?.kind === 'benefit' && <BenefitConfirm storeId={storeId} memberId={memberId} benefit={open.benefit} onClose={onClose} />}
      {open?.kind === 'redemption' && <RedemptionConfirm storeId={storeId} redemption={open.redemption} onClose={onClose} />}
    </Drawer>
  )
}

/** One key for one confirmation: a double tap, or a second try after the line was down, is one check-off. */
export const useRequestKey = (): string => useState(() => crypto.randomUUID())[0]

export function useReload() {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  return () => queryClient.invalidateQueries({ queryKey: trpc.counter.pathKey() })
}

type ConfirmProps = {
  label: string
  says: string
  act: string
  children?: ReactNode
  pending: boolean
  disabled?: boolean
  error: unknown
  onConfirm: () => void
  onClose: () => void
  /** What is said once it is done. */
  done: ReactNode | undefined
  /** Something is handed over, which is not taken back. */
  handsOver?: boolean
}

export function Confirm({ label, says, act, children, pending, disabled, error, onConfirm, onClose, done, handsOver }: ConfirmProps) {
  const t = useTranslations('counter')
  const { ofError } = useSentences()
  if (done)
    return (
      <div role="status" className={styles.confirm}>
        <p className={`${styles.big} ${styles.done}`}>
          <CheckCircleFilled aria-hidden /> {t(handsOver ? 'collectDone' : 'done')}
        </p>
        <p>{label}</p>
        {done}
        {!handsOver && <p className={styles.quiet}>{t('undoHint')}</p>}
        <div className={styles.buttons}>
          <Button size="large" type="primary" block onClick={onClose}>
            {t('finish')}
          </Button>
        </div>
      </div>
    )
  return (
    <div className={styles.confirm}>
      <p className={styles.big}>{label}</p>
      <p>{says}</p>
      {children}
      <div aria-live="assertive">{error ? <Alert type="error" showIcon title={ofError(error)} /> : null}</div>
      <div className={styles.buttons}>
        <Button size="large" type="primary" block loading={pending} disabled={disabled} onClick={onConfirm}>
          {act}
        </Button>
        <Button size="large" block onClick={onClose}>
          {t(handsOver ? 'collectNotNow' : 'notNow')}
        </Button>
      </div>
    </div>
  )
}

const Sum = ({ off, payable }: { off: number; payable: number }) => {
  const t = useTranslations('counter')
  return (
    <div className={styles.sum}>
      <span>{t('off')}</span>
      <strong>
        <Money value={off} />
      </strong>
      <span>
        {t('payable')} <Money value={payable} />
      </span>
    </div>
  )
}

function CouponConfirm({ storeId, coupon, onClose }: { storeId: string; coupon: CounterCoupon; onClose: () => void }) {
  const t = useTranslations('counter')
  const trpc = useTRPC()
  const { wording } = useBenefitWording()
  const { ofError } = useSentences()
  const reload = useReload()
  const requestKey = useRequestKey()
  const billId = useId()
  const [bill, setBill] = useState<number | null>(null)
  const typed = useDeferredValue(bill)
  const checkOff = useMutation(trpc.counter.checkOffCoupon.mutationOptions({ onSuccess: reload }))
  const couponId = coupon.id
  const asked = useQuery({
    ...trpc.counter.askBill.queryOptions({ storeId, couponId, bill: typed ?? 1 }, { retry: false, placeholderData: keepPreviousData }),
    enabled: coupon.asksBill && typed !== null && typed > 0 && !checkOff.data,
  })
  const settled = bill === typed && !asked.isFetching && !asked.isPlaceholderData
  const ready = !coupon.asksBill || (bill !== null && settled && asked.data !== undefined && !asked.error)
  const answer = checkOff.data
  return (
    <Confirm
      label={coupon.name}
      says={couponSentence(coupon.terms, wording)}
      act={t('confirmAct')}
      pending={checkOff.isPending}
      disabled={!ready}
      error={checkOff.error}
      onClose={onClose}
      onConfirm={() => checkOff.mutate({ storeId, couponId, requestKey, ...(coupon.asksBill && bill !== null ? { bill } : {}) })}
      done={
        answer &&
        (answer.off !== null && answer.payable !== null ? (
          <Sum off={answer.off} payable={answer.payable} />
        ) : (
          <p className={styles.quiet}>{coupon.number}</p>
        ))
      }
    >
      {coupon.asksBill && (
        <div className={styles.bill}>
          <label htmlFor={billId}>{t('bill')}</label>
          <MoneyInput id={billId} value={bill} min={0} onChange={setBill} />
          <div aria-live="polite">
            {bill !== null && asked.error && settled && <p className={styles.why}>{ofError(asked.error)}</p>}
            {bill !== null && asked.data?.off === null && !asked.error && <p>{t('billFits')}</p>}
            {bill !== null && asked.data?.off != null && asked.data.payable !== null && !asked.error && (
              <Sum off={asked.data.off} payable={asked.data.payable} />
            )}
          </div>
        </div>
      )}
    </Confirm>
  )
}

type BenefitProps = { storeId: string; memberId: string; benefit: CounterUse; onClose: () => void }

function BenefitConfirm({ storeId, memberId, benefit, onClose }: BenefitProps) {
  const t = useTranslations('counter')
  const trpc = useTRPC()
  const { wording } = useBenefitWording()
  const reload = useReload()
  const requestKey = useRequestKey()
  const checkOff = useMutation(trpc.counter.checkOffBenefit.mutationOptions({ onSuccess: reload }))
  const ever = benefit.counter.per === 'ever'
  return (
    <Confirm
      label={benefit.name}
      says={counterText({ ...benefit.counter, uses: benefit.uses }, wording)}
      act={t('confirmAct')}
      pending={checkOff.isPending}
      error={checkOff.error}
      onClose={onClose}
      onConfirm={() => checkOff.mutate({ storeId, memberId, benefitId: benefit.id, requestKey })}
      done={checkOff.data && <p>{t(ever ? 'leftEver' : 'left', { left: checkOff.data.left })}</p>}
    >
      {benefit.intro !== '' && <p className={styles.quiet}>{benefit.intro}</p>}
    </Confirm>
  )
}

function RedemptionConfirm({ storeId, redemption, onClose }: { storeId: string; redemption: CounterRedemption; onClose: () => void }) {
  const t = useTranslations('counter')
  const trpc = useTRPC()
  const reload = useReload()
  const collect = useMutation(trpc.counter.collect.mutationOptions({ onSuccess: reload }))
  return (
    <Confirm
      label={redemption.name}
      says={t('quantity', { count: redemption.quantity })}
      act={t('collectAct')}
      pending={collect.isPending}
      error={collect.error}
      onClose={onClose}
      onConfirm={() => collect.mutate({ storeId, redemptionId: redemption.id })}
      done={collect.data && <p className={styles.quiet}>{collect.data.number}</p>}
      handsOver
    />
  )
}
