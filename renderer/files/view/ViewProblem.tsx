import { CircleAlert, CloudOff } from 'lucide-react'
import type { FilesProblem } from '../../../shared/model/files'
import { useText } from '../../app/text'
import { Button } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { refresh } from '../commands'
import { problemText } from '../remote'

/** A view that only the server can fill, and that it did not. */
export function ViewProblem({ problem }: { readonly problem: FilesProblem }) {
  const t = useText()
  if (problem.code === 'offline')
    return <EmptyState icon={CloudOff} title={t('files.viewAway')} text={t('files.viewAwayText')} />
  return (
    <EmptyState
      icon={CircleAlert}
      title={t('files.viewFailed')}
      text={problemText(problem)}
      action={<Button onClick={() => void refresh()}>{t('files.tryAgain')}</Button>}
    />
  )
}
