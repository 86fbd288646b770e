import { useCallback, useEffect, useState } from 'react'
import type { FilesProblem } from '../../../shared/model/files'
import type { Result } from '../../../shared/result'

interface Answer<T> {
  /** Undefined until the server has answered, and after a problem. */
  readonly value: T | undefined
  readonly problem: FilesProblem | undefined
  readonly again: () => void
}

/**
 * Something asked of the file server while a view shows; undefined asks nothing. `ask` must be stable for one question
 * (`useCallback`); an answer that comes after another question was asked is not shown. With another `occasion` the same
 * is asked again, and the last answer stands until the new one has come.
 */
export function useAnswer<T>(
  ask: (() => Promise<Result<T, FilesProblem>>) | undefined,
  occasion?: string | number
): Answer<T> {
  const [round, setRound] = useState(0)
  const [answer, setAnswer] = useState<{ readonly to: unknown; readonly result: Result<T, FilesProblem> }>()
  useEffect(() => {
    if (!ask) return
    let isOver = false
    void ask().then((result) => {
      if (!isOver) setAnswer({ to: ask, result })
    })
    return () => {
      isOver = true
    }
  }, [ask, round, occasion])
  const again = useCallback(() => setRound((before) => before + 1), [])
  const result = ask && answer?.to === ask ? answer.result : undefined
  return {
    value: result?.ok === true ? result.value : undefined,
    problem: result?.ok === false ? result.error : undefined,
    again
  }
}
