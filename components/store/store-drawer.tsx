'use client'

import { useMutation } from '@tanstack/react-query'
import { Drawer, Form, Input, Radio, Select } from 'antd'
import { useTranslations } from 'next-intl'
import { StoreDraft, StoreMove, StoreRename, storeKinds } from '@/server/engine/store/store'
import { useRefusal } from '../kit/use-refusal'
import { Field, ZodForm } from '../kit/zod-form'
import { useTRPC } from '../trpc/client'
import { placesFor, type StoreRow } from './store-tree'

export type StoreAct = { verb: 'create'; parent: StoreRow | null } | { verb: 'rename'; store: StoreRow } | { verb: 'move'; store: StoreRow }

type Props = { act: StoreAct; rows: readonly StoreRow[]; onClose: () => void; onDone: () => unknown }

/** Adding, renaming or moving one place of the tree. */
export function StoreDrawer({ act, rows, onClose, onDone }: Props) {
  const t = useTranslations('store')
  const title = act.verb === 'create' ? t('addTitle') : t(`${act.verb}Title`, { name: act.store.name })
  return (
    <Drawer title={title} open onClose={onClose} size={440}>
      {act.verb === 'create' && <Create parent={act.parent} rows={rows} onClose={onClose} onDone={onDone} />}
      {act.verb === 'rename' && <Rename store={act.store} onClose={onClose} onDone={onDone} />}
      {act.verb === 'move' && <Move store={act.store} rows={rows} onClose={onClose} onDone={onDone} />}
    </Drawer>
  )
}

type Part = Pick<Props, 'onClose' | 'onDone'>

/** Ends a drawer well: the tree is read again, a sentence is said, the drawer closes. */
function useEnding({ onClose, onDone }: Part) {
  const { done } = useRefusal()
  return async (sentence: string) => {
    await onDone()
    done(sentence)
    onClose()
  }
}

function NameAndCode() {
  const t = useTranslations('store')
  return (
    <>
      <Field name="name" label={t('name')}>
        <Input autoComplete="off" />
      </Field>
      <Field name="code" label={t('code')} extra={t('codeHint')}>
        <Input autoComplete="off" />
      </Field>
    </>
  )
}

/** Where to hang it; the top is a choice like the others. */
function Place({ kind, rows, self }: { kind: StoreRow['kind']; rows: readonly StoreRow[]; self?: string }) {
  const t = useTranslations('store')
  const options = placesFor(rows, kind, self).map((row) => ({ value: row.id, label: row.name }))
  return (
    <Field name="parentId" label={t('parent')} extra={self && t('moveHint')}>
      <Select allowClear showSearch={{ optionFilterProp: 'label' }} placeholder={t('top')} options={options} />
    </Field>
  )
}

/** A cleared place is the top. */
const atTop = (values: Record<string, unknown>) => ({ ...values, parentId: values.parentId ?? null })

function Create({ parent, rows, ...part }: Part & { parent: StoreRow | null; rows: readonly StoreRow[] }) {
  const t = useTranslations('store')
  const trpc = useTRPC()
  const end = useEnding(part)
  const [form] = Form.useForm()
  const kind = Form.useWatch<StoreRow['kind'] | undefined>('kind', form) ?? 'store'
  const create = useMutation(trpc.store.create.mutationOptions())
  return (
    <ZodForm
      schema={StoreDraft}
      word="store"
      form={form}
      initial={{ kind: 'store', parentId: parent?.id ?? null }}
      toDraft={atTop}
      submit={t('create')}
      onCancel={part.onClose}
      onSubmit={async (draft) => {
        await create.mutateAsync(draft)
        await end(t('created', { name: draft.name }))
      }}
    >
      <Field name="kind" label={t('kind')}>
        <Radio.Group options={storeKinds.map((value) => ({ value, label: t(`kinds.${value}`) }))} optionType="button" />
      </Field>
      <NameAndCode />
      <Place kind={kind} rows={rows} />
    </ZodForm>
  )
}

function Rename({ store, ...part }: Part & { store: StoreRow }) {
  const t = useTranslations('store')
  const trpc = useTRPC()
  const end = useEnding(part)
  const rename = useMutation(trpc.store.rename.mutationOptions())
  return (
    <ZodForm
      schema={StoreRename}
      word="store"
      initial={{ storeId: store.id, name: store.name, code: store.code }}
      submit={t('save')}
      onCancel={part.onClose}
      onSubmit={async (draft) => {
        await rename.mutateAsync(draft)
        await end(t('renamed'))
      }}
    >
      <NameAndCode />
    </ZodForm>
  )
}

function Move({ store, rows, ...part }: Part & { store: StoreRow; rows: readonly StoreRow[] }) {
  const t = useTranslations('store')
  const trpc = useTRPC()
  const end = useEnding(part)
  const move = useMutation(trpc.store.move.mutationOptions())
  return (
    <ZodForm
      schema={StoreMove}
      word="store"
      initial={{ storeId: store.id, parentId: store.parentId }}
      toDraft={atTop}
      submit={t('move')}
      onCancel={part.onClose}
      onSubmit={async (draft) => {
        await move.mutateAsync(draft)
        await end(t('moved'))
      }}
    >
      <Place kind={store.kind} rows={rows} self={store.id} />
    </ZodForm>
  )
}
