'use client'

import { useTranslations } from 'next-intl'
import { createContext, type FocusEvent, type FormEvent, type ReactNode, use, useId, useRef, useState } from 'react'
import type * as z from 'zod'
import { parseDraft } from '../parse-draft'
import { failureOf } from '../refusal-shape'
import { useSentences } from '../sentence'
import styles from './plain-form.module.css'

type Faults = Record<string, string>
type FormState = { faults: Faults; leave: (name: string) => void }
const FormContext = createContext<FormState>({ faults: {}, leave: () => undefined })

type Props<S extends z.ZodType> = {
  schema: S
  word?: string
  submit: string
  /** What the draft holds beside the fields. */
  rest?: Record<string, unknown>
  onSubmit: (draft: z.output<S>) => Promise<unknown>
  children: ReactNode
}

/** ZodForm's light sister for the pages before sign-in: browser controls, the same judge, a tenth of the code. */
export function PlainForm<S extends z.ZodType>({ schema, word, submit, rest, onSubmit, children }: Props<S>) {
  const t = useTranslations('kit')
  const { ofIssue, ofError, ofCode, ofField } = useSentences(word)
  const form = useRef<HTMLFormElement>(null)
  const [faults, setFaults] = useState<Faults>({})
  const [trouble, setTrouble] = useState<string>()
  const [pending, setPending] = useState(false)

  const values = () => ({ ...rest, ...Object.fromEntries(form.current ? new FormData(form.current) : []) })
  const judge = (): Faults => {
    const held: Record<string, unknown> = values()
    const found: Faults = {}
    for (const issue of parseDraft(schema, held).error?.issues ?? []) {
      const name = String(issue.path[0] ?? '')
      found[name] ??= ofIssue(issue, held[name])
    }
    return found
  }
  const point = (found: Faults) => {
    setFaults(found)
    const first = [...(form.current?.elements ?? [])].find((e) => 'name' in e && typeof e.name === 'string' && e.name in found)
    if (first instanceof HTMLElement) first.focus()
    else setTrouble(Object.values(found)[0])
  }
  const leave = (name: string) => setFaults((before) => ({ ...before, [name]: judge()[name] ?? '' }))

  const send = async (event: FormEvent) => {
    event.preventDefault()
    if (pending) return
    const parsed = parseDraft(schema, values())
    setTrouble(undefined)
    if (!parsed.success) return point(judge())
    setPending(true)
    try {
      await onSubmit(parsed.data)
    } catch (error) {
      const { refusal, fields } = failureOf(error)
      if (refusal?.field) point({ [refusal.field]: ofCode(refusal.code, refusal.details) })
      else if (fields) point(Object.fromEntries(Object.entries(fields).map(([name, reason]) => [name, ofField(reason)])))
      else setTrouble(refusal ? ofError(error) : `${ofError(error)} ${t('typedKept')}`)
      setPending(false)
    }
  }

  return (
    <FormContext value={{ faults, leave }}>
      <form ref={form} onSubmit={send} noValidate className={styles.form}>
        <p className={styles.trouble} role="alert" hidden={!trouble}>
          {trouble}
        </p>
        {children}
        <button type="submit" className={styles.submit} aria-disabled={pending} data-pending={pending || undefined}>
          {submit}
        </button>
      </form>
    </FormContext>
  )
}

type FieldProps = {
  name: string
  label: string
  type?: 'text' | 'email' | 'password'
  autoComplete: string
  extra?: string
  defaultValue?: string
}

/** A labelled text field. A password can be looked at, pasted and filled in by a manager. */
export function PlainField({ name, label, type = 'text', autoComplete, extra, defaultValue }: FieldProps) {
  const t = useTranslations('kit')
  const { faults, leave } = use(FormContext)
  const id = useId()
  const [seen, setSeen] = useState(false)
  const fault = faults[name]
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <div className={styles.control}>
        <input
          id={id}
          name={name}
          type={type === 'password' && seen ? 'text' : type}
          autoComplete={autoComplete}
          defaultValue={defaultValue}
          autoCapitalize={type === 'text' ? undefined : 'none'}
          spellCheck={type === 'text' ? undefined : false}
          aria-invalid={fault ? true : undefined}
          aria-describedby={fault ? `${id}-fault` : extra ? `${id}-extra` : undefined}
          onBlur={(e: FocusEvent<HTMLInputElement>) => (e.target.value || fault) && leave(name)}
          onInput={() => fault && leave(name)}
        />
        {type === 'password' && (
          <button type="button" className={styles.look} aria-pressed={seen} onClick={() => setSeen(!seen)}>
            {t(seen ? 'hide' : 'show')}
          </button>
        )}
      </div>
      {fault ? (
        <p id={`${id}-fault`} className={styles.fault} data-instead={extra !== undefined || undefined}>
          {fault}
        </p>
      ) : (
        extra && (
          <p id={`${id}-extra`} className={styles.extra}>
            {extra}
          </p>
        )
      )}
    </div>
  )
}

type ChoiceProps<V extends string> = { name: string; label: string; options: readonly { value: V; label: string; hint?: string }[] }

/** A few options to pick one from, all of them in sight. */
export function PlainChoice<V extends string>({ name, label, options }: ChoiceProps<V>) {
  const { faults, leave } = use(FormContext)
  const id = useId()
  const fault = faults[name]
  return (
    <fieldset className={styles.choice} aria-describedby={fault ? `${id}-fault` : undefined}>
      <legend>{label}</legend>
      <div className={styles.options}>
        {options.map((o) => (
          <label key={o.value} className={styles.option}>
            <input type="radio" name={name} value={o.value} onChange={() => fault && leave(name)} />
            <span>{o.label}</span>
            {o.hint && <small>{o.hint}</small>}
          </label>
        ))}
      </div>
      {fault && (
        <p id={`${id}-fault`} className={styles.fault}>
          {fault}
        </p>
      )}
    </fieldset>
  )
}
