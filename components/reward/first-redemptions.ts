/** The redemptions that the page of a member shows; the same on the server and in the browser. */
export const firstRedemptions = { pageSize: 5 } as const
