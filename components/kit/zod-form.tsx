'use client'

import { Alert, Button, Form, type FormInstance } from 'antd'
import { useTranslations } from 'next-intl'
import { createContext, type ReactElement, type ReactNode, use, useId, useMemo, useRef, useState } from 'react'
import type * as z from 'zod'
import { parseDraft, valueAt } from './parse-draft'
import { failureOf } from './refusal-shape'
import { SaveBar } from './save-bar'
import { useSentences } from './sentence'
import styles from './zod-form.module.css'

export type FieldPath = string | number | readonly (string | number)[]
type Steps = (string | number)[]

const stepsOf = (path: FieldPath): Steps => (typeof path === 'object' ? [...path] : [path])
const stepsOfDotted = (path: string): Steps => path.split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step))
const same = (a: readonly PropertyKey[], b: readonly PropertyKey[]) =>
  a.length === b.length && a.every((step, i) => String(step) === String(b[i]))

type Judge = (path: Steps) => string | undefined
const JudgeContext = createContext<Judge>(() => undefined)

type Props<S extends z.ZodType> = {
  /** The engine's shape: the only judge of what was typed. */
  schema: S
  initial: Record<string, unknown>
  /** Sends the draft; a thrown refusal lands on its field, or above the form. */
  onSubmit: (draft: z.output<S>) => Promise<unknown>
  /** Namespace whose `issues.<path>.<kind|any>` say what is wrong in the words of the page. */
  word?: string
  /** What the button says. Without it a save bar appears when something changed. */
  submit?: string
  onCancel?: () => void
  /** Puts what the controls hold into the draft's form, where the two differ. */
  toDraft?: (values: Record<string, unknown>) => unknown
  /** Hears what the controls hold after each change, for a live result beside the form. */
  onValues?: (values: Record<string, unknown>) => void
  form?: FormInstance
  disabled?: boolean
  /** Something new, which there is to save before anything was typed; to discard it is to cancel. */
  fresh?: boolean
  /** What can be done with the draft beside saving it, such as putting it to work; `act` says whether it was done. */
  also?: { label: string; save: string; act: (draft: z.output<S>) => Promise<boolean> }
  children: ReactNode
}

/** A form judged by the engine's own shape, on leaving a field and on sending; what was typed survives an error. */
export function ZodForm<S extends z.ZodType>(props: Props<S>) {
  const { schema, initial, onSubmit, word, submit, onCancel, toDraft, onValues, disabled, fresh, also, children } = props
  const t = useTranslations('kit')
  const { ofIssue, ofError, ofCode, ofField } = useSentences(word)
  const [own] = Form.useForm()
  const form = props.form ?? own
  // Two forms on one page may have fields of one name; a label must find its own.
  const formId = useId()
  const [pending, setPending] = useState(false)
  const [changed, setChanged] = useState(false)
  const [trouble, setTrouble] = useState<string>()
  const sending = useRef(false)
  // Which of the two buttons sent the form.
  const further = useRef(false)

  const draftOf = () => {
    const values: Record<string, unknown> = form.getFieldsValue(true)
    return toDraft ? toDraft(values) : values
  }
  /** The field of a place in the draft: its own, or that of the control which holds it with others. */
  const fieldAt = (path: readonly PropertyKey[]) =>
    form
      .getFieldsError()
      .map((f) => f.name)
      .filter((name) => same(name, path.slice(0, name.length)))
      .sort((a, b) => b.length - a.length)[0]
  const judge: Judge = (path) => {
    const draft = draftOf()
    const issue = parseDraft(schema, draft).error?.issues.find((i) => same(fieldAt(i.path) ?? [], path))
    return issue && ofIssue(issue, valueAt(draft, issue.path))
  }
  const latest = useRef(judge)
  latest.current = judge
  const stable = useMemo<Judge>(() => (path) => latest.current(path), [])

  /** Takes the person to a field, and brings what is said of it into sight: at the edge the save bar would hide it. */
  const goTo = (name: Parameters<typeof form.focusField>[0]) => {
    form.focusField(name)
    requestAnimationFrame(() => document.activeElement?.closest('.ant-form-item')?.scrollIntoView({ block: 'center' }))
  }

  /** Puts sentences on their fields, the rest above the form, and takes the person to the first. */
  const point = (faults: { path: readonly PropertyKey[]; sentence: string }[]) => {
    const placed = faults.flatMap((f) => {
      const name = fieldAt(f.path)
      return name ? [{ name, errors: [f.sentence] }] : []
    })
    form.setFields(placed)
    if (placed[0]) goTo(placed[0].name)
    setTrouble(faults.find((f) => !fieldAt(f.path))?.sentence)
  }

  const send = async () => {
    const act = further.current ? also?.act : undefined
    further.current = false
    if (sending.current) return
    const draft = draftOf()
    const parsed = parseDraft(schema, draft)
    if (!parsed.success) {
      point(parsed.error.issues.map((i) => ({ path: i.path, sentence: ofIssue(i, valueAt(draft, i.path)) })))
      return
    }
    sending.current = true
    setPending(true)
    setTrouble(undefined)
    try {
      if (act && !(await act(parsed.data))) return
      if (!act) await onSubmit(parsed.data)
      setChanged(false)
    } catch (error) {
      const { refusal, fields } = failureOf(error)
      if (refusal?.field) point([{ path: stepsOfDotted(refusal.field), sentence: ofCode(refusal.code, refusal.details) }])
      else if (fields) point(Object.entries(fields).map(([path, reason]) => ({ path: stepsOfDotted(path), sentence: ofField(reason) })))
      else setTrouble(`${ofError(error)} ${t('typedKept')}`)
    } finally {
      sending.current = false
      setPending(false)
    }
  }

  const heard = (_: unknown, values: Record<string, unknown>) => {
    setChanged(true)
    onValues?.(values)
    for (const { name, errors } of form.getFieldsError()) if (errors.length > 0) void form.validateFields([name]).catch(() => undefined)
  }

  const discard = () => {
    form.resetFields()
    setChanged(false)
    setTrouble(undefined)
    onValues?.(form.getFieldsValue(true))
  }

  return (
    <JudgeContext value={stable}>
      <Form
        form={form}
        name={formId}
        layout="vertical"
        requiredMark={false}
        initialValues={initial}
        onFinish={send}
        onFinishFailed={({ errorFields }) => {
          further.current = false
          if (errorFields[0]) goTo(errorFields[0].name)
        }}
        onValuesChange={heard}
        disabled={disabled}
        noValidate
      >
        {trouble && <Alert type="error" showIcon title={trouble} className={styles.trouble} />}
        {children}
        {submit && (
          <div className={styles.buttons}>
            <Button type="primary" htmlType="submit" loading={pending}>
              {submit}
            </Button>
            {onCancel && <Button onClick={onCancel}>{t('cancel')}</Button>}
          </div>
        )}
        {!submit && (
          <SaveBar
            shown={changed || fresh === true || also !== undefined}
            touched={changed}
            fresh={fresh}
            saving={pending}
            onSave={form.submit}
            also={
              also && {
                label: also.label,
                save: also.save,
                act: () => {
                  further.current = true
                  form.submit()
                },
              }
            }
            onDiscard={fresh && onCancel ? onCancel : discard}
          />
        )}
      </Form>
    </JudgeContext>
  )
}

type FieldProps = {
  name: FieldPath
  label: ReactNode
  /** One sentence under the control. */
  extra?: ReactNode
  optional?: boolean
  /** For a switch: `checked`. */
  valuePropName?: string
  className?: string
  children: ReactElement
}

/** One labelled control of a ZodForm. `name` is the path in the draft. */
export function Field({ name, label, extra, optional, valuePropName, className, children }: FieldProps) {
  const t = useTranslations('kit')
  const judge = use(JudgeContext)
  const steps = stepsOf(name)
  const validator = async () => {
    const sentence = judge(steps)
    if (sentence) throw new Error(sentence)
  }
  return (
    <Form.Item
      name={typeof name === 'object' ? [...name] : name}
      label={optional ? t('optionalLabel', { label: typeof label === 'string' ? label : '' }) : label}
      extra={extra}
      validateTrigger="onBlur"
      validateFirst
      rules={[{ validator }]}
      valuePropName={valuePropName}
      className={className}
    >
      {children}
    </Form.Item>
  )
}
