'use client'

import { PlusOutlined } from '@ant-design/icons'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button } from 'antd'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { DraftBenefit } from '@/server/benefit/draft-benefits'
import { saidByTiers } from '@/server/engine/benefit/catalogue'
import { benefitName, grantSentence } from '@/server/engine/sentence/benefit'
import { EditDrawer } from '../draft/edit-drawer'
import { useBenefitWording } from '../draft/use-benefit-wording'
import { useConsolePath } from '../kit/rights'
import { useConfirm } from '../kit/use-confirm'
import { useRefusal } from '../kit/use-refusal'
import { useTRPC } from '../trpc/client'
import { AboutForm } from './about-form'
import { withoutGrant } from './grant-draft'
import type { OpenGrant } from './grant-drawer'
import styles from './grants.module.css'
import { useSetGrants } from './use-set-grants'

type Props = {
  /** The benefit that is open; `new` for one that is about to be made. */
  benefit: DraftBenefit | 'new' | undefined
  onGrant: (grant: OpenGrant) => void
  onClose: () => void
}

/** One benefit: who has it, and what it is called and looks like. */
export function BenefitDrawer({ benefit, onGrant, onClose }: Props) {
  const t = useTranslations('benefit')
  const { wording } = useBenefitWording()
  const one = benefit === 'new' ? undefined : benefit
  return (
    <EditDrawer title={one ? benefitName(one, wording) : t('add')} open={benefit !== undefined} onClose={onClose}>
      {({ touched, leave }) => (
        <>
          {one && one.kind !== 'counter' && <Alert type="info" title={t('systemWhy')} className={styles.note} />}
          {one && <Grants benefit={one} onGrant={onGrant} />}
          {one && <h3 className={styles.heading}>{t('about')}</h3>}
          <AboutForm benefit={one} touched={touched} leave={leave} onSaved={onClose} />
          {one?.kind === 'counter' && <Remove benefit={one} onRemoved={onClose} />}
        </>
      )}
    </EditDrawer>
  )
}

/** Who has a benefit: each grant as its sentence. */
function Grants({ benefit, onGrant }: { benefit: DraftBenefit; onGrant: (grant: OpenGrant) => void }) {
  const t = useTranslations('benefit')
  const path = useConsolePath()
  const { wording } = useBenefitWording()
  const { set, pending } = useSetGrants()
  const { refused } = useRefusal()
  if (saidByTiers.has(benefit.kind))
    return (
      <p className={styles.none}>
        {t('byTiers')} <Link href={path('/program/tiers')}>{t('toTiers')}</Link>
      </p>
    )
  // A grant has no name of its own: it is its place.
  const grants = benefit.spec.grants.map((grant, place) => ({
    grant,
    place,
    key: String(place),
    sentence: grantSentence(benefit, grant, wording),
  }))
  return (
    <>
      <h3 className={styles.heading}>{t('whoHas')}</h3>
      {grants.length === 0 ? (
        <p className={styles.none}>{t('nobody')}</p>
      ) : (
        <ul className={styles.list}>
          {grants.map(({ grant, place, key, sentence }) => (
            <li key={key} className={styles.grant}>
              <span>{sentence}</span>
              <span className={styles.acts}>
                <Button
                  type="link"
                  size="small"
                  aria-label={t('editThis', { what: sentence })}
                  onClick={() => onGrant({ benefit, place, to: grant.to })}
                >
                  {t('edit')}
                </Button>
                <Button
                  type="link"
                  size="small"
                  danger
                  disabled={pending}
                  aria-label={t('takeThis', { what: sentence })}
                  onClick={() => void set(benefit, withoutGrant(benefit, place), 'takenDone').catch(refused)}
                >
                  {t('take')}
                </Button>
              </span>
            </li>
          ))}
        </ul>
      )}
      <Button icon={<PlusOutlined />} onClick={() => onGrant({ benefit, to: 'condition' })}>
        {t('addCondition')}
      </Button>
      <p className={styles.none}>{t('tiersInMatrix')}</p>
    </>
  )
}

/** Deleting says whom it touches; what was had of it stays in the members' history. */
function Remove({ benefit, onRemoved }: { benefit: DraftBenefit; onRemoved: () => void }) {
  const t = useTranslations('benefit')
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const confirm = useConfirm()
  const { refused, done } = useRefusal()
  const use = useQuery(trpc.benefit.use.queryOptions({ benefitId: benefit.id }))
  const remove = useMutation(trpc.benefit.delete.mutationOptions())
  const ask = async () => {
    const { members, uses } = use.data ?? { members: 0, uses: 0 }
    const sure = await confirm({
      title: t('deleteAsk', { name: benefit.name ?? '' }),
      what: t('deleteWhat', { members, uses }),
      verb: t('delete'),
      danger: true,
      typed: members > 1000 ? (benefit.name ?? undefined) : undefined,
    })
    if (!sure) return
    try {
      await remove.mutateAsync({ benefitId: benefit.id, revision: benefit.revision })
      done(t('deleted'))
      onRemoved()
    } catch (error) {
      refused(error)
    }
    await queryClient.invalidateQueries(trpc.benefit.list.queryFilter())
  }
  return (
    <p className={styles.take}>
      <Button danger loading={remove.isPending} disabled={!use.data} onClick={() => void ask()}>
        {t('deleteThis')}
      </Button>
    </p>
  )
}
