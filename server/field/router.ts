import { CustomEventDraft, CustomFieldDraft } from '@/server/engine/program/custom'
import { router, tenantProcedure } from '@/server/trpc/init'
import { createEvent } from './create-event'
import { createField } from './create-field'
import { deleteEvent, EventRemoval } from './delete-event'
import { deleteField, FieldRemoval } from './delete-field'
import { readFields } from './reads'
import { EventOrder, reorderEvents } from './reorder-events'
import { FieldOrder, reorderFields } from './reorder-fields'
import { EventChange, updateEvent } from './update-event'
import { FieldChange, updateField } from './update-field'

export const fieldRouter = router({
  list: tenantProcedure.query(({ ctx }) => readFields(ctx.scope)),
  create: tenantProcedure.input(CustomFieldDraft).mutation(({ ctx, input }) => createField(ctx.scope, input)),
  update: tenantProcedure.input(FieldChange).mutation(({ ctx, input }) => updateField(ctx.scope, input)),
  delete: tenantProcedure.input(FieldRemoval).mutation(({ ctx, input }) => deleteField(ctx.scope, input).then(() => ({}))),
  reorder: tenantProcedure.input(FieldOrder).mutation(({ ctx, input }) => reorderFields(ctx.scope, input).then(() => ({}))),
  createEvent: tenantProcedure.input(CustomEventDraft).mutation(({ ctx, input }) => createEvent(ctx.scope, input)),
  updateEvent: tenantProcedure.input(EventChange).mutation(({ ctx, input }) => updateEvent(ctx.scope, input)),
  deleteEvent: tenantProcedure.input(EventRemoval).mutation(({ ctx, input }) => deleteEvent(ctx.scope, input).then(() => ({}))),
  reorderEvents: tenantProcedure.input(EventOrder).mutation(({ ctx, input }) => reorderEvents(ctx.scope, input).then(() => ({}))),
})
