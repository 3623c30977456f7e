import { showMember } from '@/server/api/show-member'
import { findTenant } from './find-tenant'
import { type Command, given } from './words'

export const memberShow: Command = {
  usage: 'member show --tenant <tenant> --code <code>',
  about: 'Shows where a member stands as of now. Money is in whole minor units.',
  options: ['tenant', 'code'],
  run: async (options) => {
    const { scope, slug } = await findTenant(given(options, 'tenant'))
    const member = await showMember(scope, given(options, 'code'))
    const lines = [
      `${member.code} of ${slug}`,
      `  tier        ${member.tier ? `${member.tier.name} (${member.tier.code})` : 'none'}`,
      `  points      ${member.points.available} to spend${member.points.owed > 0 ? `, ${member.points.owed} owed` : ''}`,
      `  net spend   ${member.net_spend}`,
      `  orders      ${member.order_count}, last on ${member.last_order_on ?? 'none'}`,
      ...member.progress.flatMap(({ ladder, next }) => (next ? [`  ${ladder}: ${next.missing} to ${next.name}`] : [])),
    ]
    return { value: { tenant: slug, ...member }, text: lines.join('\n') }
  },
}
