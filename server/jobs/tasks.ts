import type { TaskList } from 'graphile-worker'
import { advance, lookForDue, versionTakesEffect } from './advance-task'
import { campaignCouponsTask } from './campaign-coupons-task'
import { campaignRunTask, lookForCampaigns, startCampaigns } from './campaign-task'
import { couponBatchTask } from './coupon-batch-task'
import { importTask } from './import-task'
import { lapse, lookForLapsed } from './lapse-task'
import { lookForReferrals, referrals } from './referral-task'
import { sweep } from './sweep-task'

/** What the worker can do. A task gets ids only; it reads the rest from the database, under its tenant. */
export const tasks: TaskList = {
  advance,
  campaign_coupons: campaignCouponsTask,
  campaign_run: campaignRunTask,
  campaigns: startCampaigns,
  coupon_batch: couponBatchTask,
  import: importTask,
  lapse,
  look_for_campaigns: lookForCampaigns,
  look_for_due: lookForDue,
  look_for_lapsed: lookForLapsed,
  look_for_referrals: lookForReferrals,
  referrals,
  sweep,
  take_effect: versionTakesEffect,
}

/** When it does something by itself: lines of `minute hour day month weekday task`, in UTC. */
export const schedule: readonly string[] = [
  '* * * * * look_for_campaigns',
  '* * * * * look_for_due',
  '* * * * * look_for_lapsed',
  '* * * * * look_for_referrals',
  '17 3 * * * sweep',
]
