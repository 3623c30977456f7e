import { router } from './init'

/** Every procedure of the console, one router a word. */
export const appRouter = router({})

export type AppRouter = typeof appRouter
