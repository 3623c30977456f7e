/** What stands behind an expectation and has to be said with it. */
export type ForecastNote =
  | 'few_days' // there are orders of fewer days than are looked at
  | 'typical_days' // its dates did not come in those days: as many ordinary days stand for them
  | 'rates_assumed' // orders that were brought in without points count by the rates in force
  | 'claims_at_most' // who will ask cannot be known: as many as there may be
  | 'use_as_before' // its coupons are used as often as those of their templates were
  | 'use_as_others' // some templates are new: used as often as the other coupons
  | 'all_used' // no coupon has come to its end yet: all are counted as used
  | 'cost_unknown' // what some of it costs is not known and counts as nothing
  | 'points_assumed' // the program does not say what a point is worth
