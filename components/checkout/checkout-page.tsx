'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { CheckoutPolicy, FullReduction } from '@/server/engine/checkout/policy'
import { useFigures, useSetting } from '../kit/figures'
import { Page, PageHeader, Section } from '../kit/page'
import { useMay } from '../kit/rights'
import { ErrorState, FormSkeleton } from '../kit/states'
import { useRefusal } from '../kit/use-refusal'
import { useTRPC } from '../trpc/client'
import { Cascade } from './cascade'
import styles from './checkout.module.css'
import { heldPolicy, type PlainPolicy } from './policy-draft'
import { PolicyForm } from './policy-form'
import { Reductions } from './reductions'

/** How a price comes about: the order of discounts as a picture, full reductions, and points as cash. */
export function CheckoutPage() {
  const t = useTranslations('checkout')
  const { pointsName } = useSetting()
  const trpc = useTRPC()
  const held = useQuery(trpc.checkout.policy.queryOptions())
  return (
    <Page>
      <PageHeader title={t('title')} lead={t('lead', { name: pointsName })} />
      {held.error && (
        <Section>
          <ErrorState error={held.error} retry={() => void held.refetch()} />
        </Section>
      )}
      {!held.error && !held.data && (
        <Section>
          <FormSkeleton fields={6} />
        </Section>
      )}
      {held.data && <Checkout held={held.data} />}
    </Page>
  )
}

type Held = { policy: CheckoutPolicy; revision: number }

function Checkout({ held }: { held: Held }) {
  const t = useTranslations('checkout')
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const mayWrite = useMay('program:write')
  const { done } = useRefusal()
  const { digits } = useFigures()
  const update = useMutation(trpc.checkout.updatePolicy.mutationOptions())
  // What is being edited. What a colleague saves meanwhile is taken over only while nothing has been typed here.
  const [base, setBase] = useState(held)
  const [typed, setTyped] = useState<{ live: PlainPolicy | null }>()
  const [written, setWritten] = useState(0)
  if (!typed && !update.isPending && held.revision > base.revision) {
    setBase(held)
    setWritten(held.revision)
  }
  const [live, setLive] = useState<PlainPolicy>()
  const shown: CheckoutPolicy = { ...(live ?? base.policy), reductions: base.policy.reductions }

  const save = async (policy: CheckoutPolicy) => {
    const { revision } = await update.mutateAsync({ revision: base.revision, policy })
    setBase({ policy, revision })
    queryClient.setQueryData(trpc.checkout.policy.queryKey(), { policy, revision })
    return revision
  }
  const savePlain = async (policy: PlainPolicy) => {
    const revision = await save({ ...policy, reductions: base.policy.reductions })
    setTyped(undefined)
    setLive(undefined)
    setWritten(revision)
    done(t('saved'))
  }
  // Full reductions are written at once; what is typed in the form stays there.
  const saveReductions = (reductions: FullReduction[]) => save({ ...base.policy, reductions })

  return (
    <>
      <Section title={t('policy.title')} lead={t('policy.lead')}>
        <div className={styles.layout}>
          <PolicyForm
            key={written}
            initial={heldPolicy(base.policy, 10 ** digits)}
            live={shown}
            mayWrite={mayWrite}
            onChanged={(next) => {
              setTyped({ live: next })
              if (next) setLive(next)
            }}
            onSubmit={savePlain}
          />
          <Cascade policy={shown} />
        </div>
      </Section>
      <Reductions
        reductions={base.policy.reductions}
        revision={base.revision}
        mayWrite={mayWrite}
        busy={update.isPending}
        onSave={saveReductions}
      />
    </>
  )
}
