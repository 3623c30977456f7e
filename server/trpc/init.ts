import { initTRPC, TRPCError } from '@trpc/server'
import * as z from 'zod'
import { operatorScope } from '@/server/platform/auth/operator-scope'
import { log, traceOf } from '@/server/platform/log'
import type { PersonScope } from '@/server/platform/person'
import { Refusal } from '@/server/platform/refusal'
import { permissionsOf } from '@/server/platform/scope'
import { unreadableAt } from '@/server/platform/unreadable'
import type { Context } from './context'
import { asTrpcError, factsOf, isFault } from './errors'

const t = initTRPC.context<Context>().create({
  isDev: false,
  errorFormatter: ({ shape, error, ctx }) => ({
    code: shape.code,
    message: error.cause instanceof Refusal ? error.cause.code : isFault(error) ? 'unexpected' : 'invalid',
    data: { code: shape.data.code, httpStatus: shape.data.httpStatus, ...factsOf(error, ctx?.requestId) },
  }),
})

export const router = t.router
export const createCallerFactory = t.createCallerFactory

/** Turns a business "no" into its transport code and logs what nobody foresaw. */
const answering = t.middleware(async ({ ctx, path, type, next }) => {
  const result = await next()
  if (result.ok) return result
  if (result.error.cause instanceof Refusal) throw asTrpcError(result.error.cause)
  if (isFault(result.error)) log.error({ requestId: ctx.requestId, path, type, error: traceOf(result.error) }, 'procedure failed')
  return result
})

/** Nothing that a page sends lies deeper: a program with conditions within conditions. */
const DEEPEST = 60

/** Turns away text that no database can hold, with an error at its field. */
const readable = t.middleware(async ({ getRawInput, next }) => {
  // A call that says nothing has no body to read; whoever wants one says what is wrong with it.
  const said = await getRawInput().catch(() => undefined)
  const path = unreadableAt(said, DEEPEST)
  if (path === null) return next()
  const cause = new z.ZodRealError([{ code: 'custom', path, message: 'request.unreadable', input: undefined }])
  throw new TRPCError({ code: 'BAD_REQUEST', cause })
})

/** Anybody, signed in or not. */
export const publicProcedure = t.procedure.use(answering).use(readable)

/** A person with a live session; refuses with `access.not_signed_in`. */
export const signedInProcedure = publicProcedure.use(async ({ ctx, next }) => {
  const signedIn = await ctx.signedIn()
  if (!signedIn) throw new Refusal('not_signed_in', 'access.not_signed_in')
  const person: PersonScope = { userId: signedIn.user.id, requestId: ctx.requestId, ip: ctx.ip }
  return next({ ctx: { ...ctx, ...signedIn, person } })
})

/**
 * A person who works for the merchant named by the header; `ctx.scope` is what every use-case takes. A merchant that is
 * not theirs is as unknown as one that does not exist. What a role may do is decided by the use-case, in `inTenant`.
 */
export const tenantProcedure = signedInProcedure.use(async ({ ctx, next }) => {
  const membership = await ctx.membership()
  if (!membership) throw new Refusal('not_found', 'tenant.not_found')
  const { tenant, role } = membership
  const scope = operatorScope(ctx, membership, ctx)
  return next({ ctx: { ...ctx, tenant, role, permissions: permissionsOf[role], scope } })
})
