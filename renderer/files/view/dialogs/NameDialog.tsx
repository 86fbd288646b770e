import { useEffect, useRef, useState, type ReactNode, type SubmitEvent } from 'react'
import { longestLabel } from '../../../../shared/model/files'
import { useText } from '../../../app/text'
import { Button } from '../../../ui/Button'
import { Dialog } from '../../../ui/Dialog'
import { Field } from '../../../ui/Field'
import { closeDialog } from '../../store'
import './newDocument.css'

interface NameDialogProps {
  /** What gets the name: a file keeps its ending and needs a name, a version may have none. */
  readonly of?: 'file' | 'version'
  readonly title: string
  readonly initial: string
  readonly hint?: string
  /** What stands at the end of the field. */
  readonly end?: ReactNode
  readonly submit: string
  /** What else there is to choose; with pictures it needs room. */
  readonly children?: ReactNode
  readonly wide?: boolean
  /** What else there is to choose is there. */
  readonly isReady?: boolean
  /** Gives the error to show, or undefined when it is done. */
  readonly onSubmit: (name: string) => Promise<string | undefined>
}

/** Asks for a name; the part before the ending is selected. */
export function NameDialog({
  of = 'file',
  title,
  initial,
  hint,
  end,
  submit,
  children,
  wide = false,
  isReady = true,
  onSubmit
}: NameDialogProps) {
  const t = useText()
  const [error, setError] = useState<string>()
  const [busy, setBusy] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    const dot = of === 'file' ? initial.lastIndexOf('.') : -1
    field.current?.focus()
    field.current?.setSelectionRange(0, dot > 0 ? dot : initial.length)
  }, [initial, of])
  const send = async () => {
    const name = field.current?.value.trim() ?? ''
    if (busy || !isReady || (of === 'file' && name === '')) return
    setBusy(true)
    setError(await onSubmit(name))
    setBusy(false)
    field.current?.focus()
  }
  const onFormSubmit = (event: SubmitEvent) => {
    event.preventDefault()
    void send()
  }
  return (
    <Dialog
      title={title}
      wide={wide}
      onCancel={closeDialog}
      actions={
        <>
          <Button onClick={closeDialog}>{t('app.cancel')}</Button>
          <Button look="primary" busy={busy} disabled={!isReady} onClick={() => void send()}>
            {submit}
          </Button>
        </>
      }
    >
      <form className="naming" onSubmit={onFormSubmit} noValidate>
        <Field
          ref={field}
          label={t('files.name')}
          defaultValue={initial}
          spellCheck={of === 'version'}
          maxLength={of === 'version' ? longestLabel : undefined}
          error={error}
          hint={hint}
          end={end}
        />
        {children}
      </form>
    </Dialog>
  )
}
