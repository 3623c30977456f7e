/** What the card of a member's coupons shows first: those that can be used now. */
export const firstCoupons = { standing: 'usable', page: 1, pageSize: 5 } as const
