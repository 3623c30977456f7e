import { Form, type FormInstance } from 'antd'

/** What a control holds now, also one that is not shown; until the form is there, what it begins with. */
export function useHeld<V>(form: FormInstance, path: string[], started: V): V {
  return Form.useWatch(path, { form, preserve: true }) ?? started
}
