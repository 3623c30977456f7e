'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert } from 'antd'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useFigures, useSetting } from '../kit/figures'
import { Page, PageHeader, Section } from '../kit/page'
import { useConsolePath, useMay } from '../kit/rights'
import { ErrorState, FormSkeleton } from '../kit/states'
import { StatusDot } from '../kit/status-dot'
import { useRefusal } from '../kit/use-refusal'
import { useTRPC } from '../trpc/client'
import { heldReward, type RewardKindName, startedAs } from './reward-draft'
import { RewardForm } from './reward-form'
import { StateButtons, stateTones } from './state-buttons'

/** A reward that is being made. */
export function NewRewardPage({ kind }: { kind: RewardKindName }) {
  const t = useTranslations('reward')
  const trpc = useTRPC()
  const path = useConsolePath()
  const router = useRouter()
  const queryClient = useQueryClient()
  const { done } = useRefusal()
  const create = useMutation(trpc.reward.create.mutationOptions())
  return (
    <Page>
      <PageHeader title={t('new')} back={{ href: path('/rewards'), label: t('backToList') }} />
      <RewardForm
        initial={startedAs(kind)}
        state="draft"
        given={0}
        submit={t('form.create')}
        onSubmit={async (draft) => {
          const { id } = await create.mutateAsync(draft)
          await queryClient.invalidateQueries({ queryKey: trpc.reward.pathKey() })
          done(t('told.saved'))
          router.push(path(`/rewards/${id}`))
        }}
      />
    </Page>
  )
}

/** A reward that is there: what became of it, its state, and its form. */
export function RewardPage({ rewardId }: { rewardId: string }) {
  const t = useTranslations('reward')
  const trpc = useTRPC()
  const path = useConsolePath()
  const { count } = useFigures()
  const { pointsName } = useSetting()
  const queryClient = useQueryClient()
  const { done } = useRefusal()
  const may = useMay('reward:write')
  const reward = useQuery(trpc.reward.show.queryOptions({ rewardId }))
  const update = useMutation(trpc.reward.update.mutationOptions())
  const { data } = reward
  return (
    <Page>
      <PageHeader
        title={data?.name ?? t('edit')}
        back={{ href: path('/rewards'), label: t('backToList') }}
        facts={
          data && (
            <>
              <StatusDot tone={stateTones[data.state]}>{t(`rewardStates.${data.state}`)}</StatusDot>
              <span>{t('form.figures', { given: count(data.given), spent: count(data.spent), name: pointsName })}</span>
            </>
          )
        }
        actions={data && may && <StateButtons reward={data} />}
      />
      {reward.error && <ErrorState error={reward.error} retry={() => void reward.refetch()} />}
      {!reward.error && !data && (
        <Section>
          <FormSkeleton fields={8} />
        </Section>
      )}
      {data?.state === 'ended' && <Alert type="info" showIcon title={t('ask.endWhat')} style={{ marginBottom: 16 }} />}
      {data && (
        <RewardForm
          key={data.revision}
          initial={heldReward(data)}
          state={data.state}
          given={data.given}
          onSubmit={async (draft) => {
            await update.mutateAsync({ ...draft, rewardId, revision: data.revision })
            await queryClient.invalidateQueries({ queryKey: trpc.reward.pathKey() })
            done(t('told.saved'))
          }}
        />
      )}
    </Page>
  )
}
