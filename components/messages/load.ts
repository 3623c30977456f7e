import enAccount from './en/account.json'
import enAudit from './en/audit.json'
import enBenefit from './en/benefit.json'
import enCampaign from './en/campaign.json'
import enCheckout from './en/checkout.json'
import enCounter from './en/counter.json'
import enCoupon from './en/coupon.json'
import enEvent from './en/event.json'
import enField from './en/field.json'
import enGrowth from './en/growth.json'
import enImport from './en/import.json'
import enIssues from './en/issues.json'
import enKey from './en/key.json'
import enKit from './en/kit.json'
import enLadder from './en/ladder.json'
import enMember from './en/member.json'
import enOutcome from './en/outcome.json'
import enPoints from './en/points.json'
import enProgram from './en/program.json'
import enRefusals from './en/refusals.json'
import enReport from './en/report.json'
import enReward from './en/reward.json'
import enShell from './en/shell.json'
import enStore from './en/store.json'
import enTeam from './en/team.json'
import enTenant from './en/tenant.json'
import type { Locale } from './locale'
import zhAccount from './zh/account.json'
import zhAudit from './zh/audit.json'
import zhBenefit from './zh/benefit.json'
import zhCampaign from './zh/campaign.json'
import zhCheckout from './zh/checkout.json'
import zhCounter from './zh/counter.json'
import zhCoupon from './zh/coupon.json'
import zhEvent from './zh/event.json'
import zhField from './zh/field.json'
import zhGrowth from './zh/growth.json'
import zhImport from './zh/import.json'
import zhIssues from './zh/issues.json'
import zhKey from './zh/key.json'
import zhKit from './zh/kit.json'
import zhLadder from './zh/ladder.json'
import zhMember from './zh/member.json'
import zhOutcome from './zh/outcome.json'
import zhPoints from './zh/points.json'
import zhProgram from './zh/program.json'
import zhRefusals from './zh/refusals.json'
import zhReport from './zh/report.json'
import zhReward from './zh/reward.json'
import zhShell from './zh/shell.json'
import zhStore from './zh/store.json'
import zhTeam from './zh/team.json'
import zhTenant from './zh/tenant.json'

const zh = {
  account: zhAccount,
  audit: zhAudit,
  benefit: zhBenefit,
  campaign: zhCampaign,
  checkout: zhCheckout,
  counter: zhCounter,
  coupon: zhCoupon,
  reward: zhReward,
  event: zhEvent,
  field: zhField,
  growth: zhGrowth,
  import: zhImport,
  issues: zhIssues,
  key: zhKey,
  kit: zhKit,
  ladder: zhLadder,
  member: zhMember,
  outcome: zhOutcome,
  points: zhPoints,
  program: zhProgram,
  refusals: zhRefusals,
  report: zhReport,
  shell: zhShell,
  store: zhStore,
  team: zhTeam,
  tenant: zhTenant,
}

/** Every sentence of the console, one file per word. Chinese is the pattern: a key that English lacks does not compile. */
export type Messages = typeof zh
export type Namespace = keyof Messages

const en: Messages = {
  account: enAccount,
  audit: enAudit,
  benefit: enBenefit,
  campaign: enCampaign,
  checkout: enCheckout,
  counter: enCounter,
  coupon: enCoupon,
  reward: enReward,
  event: enEvent,
  field: enField,
  growth: enGrowth,
  import: enImport,
  issues: enIssues,
  key: enKey,
  kit: enKit,
  ladder: enLadder,
  member: enMember,
  outcome: enOutcome,
  points: enPoints,
  program: enProgram,
  refusals: enRefusals,
  report: enReport,
  shell: enShell,
  store: enStore,
  team: enTeam,
  tenant: enTenant,
}

export const messagesOf = (locale: Locale): Messages => (locale === 'zh' ? zh : en)

declare module 'next-intl' {
  interface AppConfig {
    Locale: Locale
    Messages: Messages
  }
}
