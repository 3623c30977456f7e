'use client'

import { CounterPage } from '@/components/counter/counter-page'
import { RedeemDrawer } from '@/components/reward/redeem-drawer'

/** The counter with what the points mall brings to it. */
export const CounterWithMall = () => <CounterPage redeem={RedeemDrawer} />
