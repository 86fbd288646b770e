import { useEffect, useState } from 'react'
import type { FoundUser } from '../../matrix/contract'
import { searchPeople } from '../commands'

const againMs = 3_000

interface Answer {
  /** Undefined while the server has not answered. */
  readonly people?: readonly FoundUser[]
  readonly hasFailed: boolean
}

const asking: Answer = { hasFailed: false }

/** Who fits what was typed; undefined asks nothing. */
export function usePeople(term: string | undefined): Answer {
  const [last, setLast] = useState<{ readonly term: string; readonly answer: Answer }>()
  useEffect(() => {
    let isOver = false
    let timer: number | undefined
    if (term === undefined) return
    const search = async (): Promise<void> => {
      const answer = await searchPeople(term).then(
        (people): Answer => ({ people, hasFailed: false }),
        (error: unknown): Answer => {
          console.warn('people', error)
          return { hasFailed: true }
        }
      )
      if (isOver) return
      setLast({ term, answer })
      // Cut off for a moment, or the server's directory is not filled yet: whoever waits here need not type it again.
      if (answer.people === undefined || answer.people.length === 0)
        timer = window.setTimeout(() => void search(), againMs)
    }
    void search()
    return () => {
      isOver = true
      window.clearTimeout(timer)
    }
  }, [term])
  return last !== undefined && last.term === term ? last.answer : asking
}
