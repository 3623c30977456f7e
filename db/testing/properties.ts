import fc from 'fast-check'

// A night run multiplies the histories and takes another seed each day; by day the seed stays, so that a failure is the change's.
const factor = Number(process.env.RUNGS_PROPERTY_FACTOR ?? 1)
fc.configureGlobal({ numRuns: 100 * factor, seed: Number(process.env.RUNGS_PROPERTY_SEED ?? 20_240_229) })
