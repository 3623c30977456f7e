'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Tag } from 'antd'
import { useTranslations } from 'next-intl'
import { type ComponentType, type ReactNode, useState } from 'react'
import type { CounterCoupon, CounterRedemption, CounterUse } from '@/server/counter/see-member'
import { type BenefitWording, benefitName, counterText, termsText } from '@/server/engine/sentence/benefit'
import { couponSentence } from '@/server/engine/sentence/coupon'
import { useBenefitWording } from '../draft/use-benefit-wording'
import { ColorMark } from '../kit/color-mark'
import { useDates } from '../kit/dates'
import { Points } from '../kit/figures'
import { Section } from '../kit/page'
import { failureOf } from '../kit/refusal-shape'
import { useSentences } from '../kit/sentence'
import { EmptyState, ErrorState, TextSkeleton } from '../kit/states'
import { useTRPC } from '../trpc/client'
import { CheckOffDrawer, type ToCheckOff } from './check-off-drawer'
import { Claimable } from './claimable'
import styles from './counter.module.css'
import { GiftList } from './gift-list'

/** Redeems a reward for a member; another word's, and so given by the page. */
export type Redeeming = ComponentType<{ memberId: string; storeId: string; onClose: () => void }>

type Props = {
  storeId: string
  memberId: string
  /** The coupon or redemption that was scanned, which comes first. */
  named: string | null
  onOther: () => void
  /** What opens to redeem a reward for whom is served. */
  redeem: Redeeming
}

/** Who is served: what they may have here today, each with its button, and why not the rest. */
export function Served({ storeId, memberId, named, onOther, redeem: Redeem }: Props) {
  const t = useTranslations('counter')
  const trpc = useTRPC()
  const { wording } = useBenefitWording()
  // Who is looked up again is read again: another till may have been there in between.
  const fresh = { retry: false, staleTime: 0, gcTime: 0 }
  const seen = useQuery(trpc.counter.see.queryOptions({ storeId, memberId, ...(named && { named }) }, fresh))
  // Asked for at the same time, so that nothing on the page is pushed down later.
  const campaigns = useQuery(trpc.campaign.ofMember.queryOptions({ memberId }, fresh))
  const queryClient = useQueryClient()
  const [open, setOpen] = useState<ToCheckOff>()
  const [redeeming, setRedeeming] = useState(false)
  if (seen.error) {
    const gone = failureOf(seen.error).refusal?.code === 'member.not_found'
    const again = (
      <Button size="large" type="primary" onClick={onOther}>
        {t('other')}
      </Button>
    )
    return (
      <Section>
        {gone ? (
          <EmptyState title={t('gone')} why={t('goneWhy')} actions={again} />
        ) : (
          <ErrorState error={seen.error} retry={() => void seen.refetch()} />
        )}
      </Section>
    )
  }
  const member = seen.data
  if (!member || campaigns.isPending)
    return (
      <Section>
        <TextSkeleton rows={6} />
      </Section>
    )
  const found = member.named
  const had = found && (found.kind === 'coupon' ? found.coupon.why : found.redemption.why)
  const claimable = campaigns.data?.claimable.length ?? 0
  const gifts = member.gifts.filter(({ kind }) => kind === 'goods')
  const items = member.coupons.length + member.benefits.length + member.redemptions.length + claimable + gifts.length
  const nothing = (!found || had) && items === 0
  return (
    <>
      <Section>
        <div className={styles.head}>
          <div className={styles.who}>
            <strong>{member.name ?? t('unnamed')}</strong>
            <span className={styles.quiet}>{[member.phone, member.code].filter(Boolean).join(' · ')}</span>
            {member.tier ? (
              <ColorMark color={member.tier.color}>{member.tier.name}</ColorMark>
            ) : (
              <span className={styles.quiet}>{t('noTier')}</span>
            )}
          </div>
          <Button size="large" onClick={onOther}>
            {t('other')}
          </Button>
        </div>
        <p className={styles.points}>
          <strong>
            <Points value={member.points} />
          </strong>
          {member.mayRedeem && member.points > 0 && (
            <Button size="large" onClick={() => setRedeeming(true)}>
              {t('redeem')}
            </Button>
          )}
        </p>
      </Section>
      {found && (
        <Section title={t(found.kind === 'coupon' ? 'namedCoupon' : 'namedRedemption')}>
          <ul className={styles.items}>
            {found.kind === 'coupon' ? (
              <CouponItem coupon={found.coupon} wording={wording} named onOpen={setOpen} />
            ) : (
              <RedemptionItem redemption={found.redemption} named onOpen={setOpen} />
            )}
          </ul>
        </Section>
      )}
      {nothing && (
        <Section>
          <EmptyState title={t('nothing')} why={t('nothingWhy')} />
        </Section>
      )}
      {member.redemptions.length > 0 && (
        <Section title={t('redemptions')}>
          <ul className={styles.items}>
            {member.redemptions.map((redemption) => (
              <RedemptionItem key={redemption.id} redemption={redemption} onOpen={setOpen} />
            ))}
          </ul>
        </Section>
      )}
      {member.coupons.length > 0 && (
        <Section title={t('coupons')} lead={t('couponsLead')}>
          <ul className={styles.items}>
            {member.coupons.map((coupon) => (
              <CouponItem key={coupon.id} coupon={coupon} wording={wording} onOpen={setOpen} />
            ))}
          </ul>
        </Section>
      )}
      {member.benefits.length > 0 && (
        <Section title={t('benefits')}>
          <ul className={styles.items}>
            {member.benefits.map((benefit) => (
              <BenefitItem key={benefit.id} benefit={benefit} wording={wording} onOpen={setOpen} />
            ))}
          </ul>
        </Section>
      )}
      {/* Like points, campaigns are for members whom whoever serves may see anyway. */}
      {member.mayRedeem && <Claimable storeId={storeId} memberId={memberId} found={campaigns} />}
      <GiftList storeId={storeId} gifts={member.gifts} />
      {member.others.length > 0 && (
        <Section title={t('others')} lead={t('othersLead')}>
          {member.others.map(({ benefit, terms }) => {
            const says = termsText(benefit, terms, wording)
            return <Tag key={`${benefit.id} ${says}`}>{says || benefitName(benefit, wording)}</Tag>
          })}
        </Section>
      )}
      <CheckOffDrawer storeId={storeId} memberId={memberId} open={open} onClose={() => setOpen(undefined)} />
      {redeeming && (
        <Redeem
          memberId={memberId}
          storeId={storeId}
          onClose={() => {
            setRedeeming(false)
            void queryClient.invalidateQueries({ queryKey: trpc.counter.pathKey() })
          }}
        />
      )}
    </>
  )
}

type ItemProps = { label: string; act: string; why: string | null; named?: boolean; onPress: () => void; children: ReactNode }

/** One thing that can be had, with its button; or why it cannot. */
function Item({ label, act, why, named, onPress, children }: ItemProps) {
  return (
    <li className={styles.item} data-named={named || undefined}>
      <div className={styles.words}>
        <strong>{label}</strong>
        {children}
        {why && <span className={styles.why}>{why}</span>}
      </div>
      {!why && (
        <Button size="large" type="primary" aria-label={`${act} ${label}`} onClick={onPress}>
          {act}
        </Button>
      )}
    </li>
  )
}

type Opens = { onOpen: (what: ToCheckOff) => void }

function CouponItem({ coupon, wording, named, onOpen }: Opens & { coupon: CounterCoupon; wording: BenefitWording; named?: boolean }) {
  const t = useTranslations('counter')
  const dates = useDates()
  const { ofCode } = useSentences()
  const why = coupon.why && ofCode(coupon.why.code, told(coupon.why.details, dates.day))
  return (
    <Item label={coupon.name} act={t('checkOff')} why={why} named={named} onPress={() => onOpen({ kind: 'coupon', coupon })}>
      <span>{couponSentence(coupon.terms, wording)}</span>
      <span className={styles.quiet}>
        {t('until', { day: dates.day(coupon.until) })}
        {named && ` · ${coupon.number}`}
      </span>
    </Item>
  )
}

function BenefitItem({ benefit, wording, onOpen }: Opens & { benefit: CounterUse; wording: BenefitWording }) {
  const t = useTranslations('counter')
  const dates = useDates()
  const { ofCode } = useSentences()
  const why = benefit.why && ofCode(benefit.why.code, told(benefit.why.details, dates.day))
  return (
    <Item label={benefit.name} act={t('checkOff')} why={why} onPress={() => onOpen({ kind: 'benefit', benefit })}>
      <span>{counterText({ ...benefit.counter, uses: benefit.uses }, wording)}</span>
      {benefit.left > 0 && (
        <span className={styles.quiet}>{t(benefit.counter.per === 'ever' ? 'leftEver' : 'left', { left: benefit.left })}</span>
      )}
    </Item>
  )
}

function RedemptionItem({ redemption, named, onOpen }: Opens & { redemption: CounterRedemption; named?: boolean }) {
  const t = useTranslations('counter')
  const dates = useDates()
  const { ofCode } = useSentences()
  const why = redemption.why && ofCode(redemption.why.code, redemption.why.details)
  return (
    <Item label={redemption.name} act={t('collect')} why={why} named={named} onPress={() => onOpen({ kind: 'redemption', redemption })}>
      <span>{t('quantity', { count: redemption.quantity })}</span>
      <span className={styles.quiet}>{t('redeemedOn', { day: dates.day(redemption.createdOn), number: redemption.number })}</span>
    </Item>
  )
}

/** Dates in what fills a sentence, as the page writes them. */
const told = (details: Record<string, string | number>, day: (iso: string) => string): Record<string, string | number> =>
  typeof details.day === 'string' ? { ...details, day: day(details.day) } : details
