import { useCallback, useEffect, useState } from 'react'
import type { Share, Sharee } from '../../../../shared/model/files'
import { showNotice } from '../../../app/notice'
import { useText } from '../../../app/text'
import { invoke } from '../../../bridge'
import { refresh } from '../../commands'
import { forgetMarks } from '../../marks'
import { problemText } from '../../remote'
import { emptyDraft, linkOf, missingOf, nextStep, stillToAdd, type ShareDraft, type ShareStep } from '../../sharing'
import { closeDialog, useFiles, type FileItem } from '../../store'

/** Who has the file, what was chosen about it, and the carrying out; ends the dialog when nothing is left to show. */
export function useSharing(item: FileItem) {
  const t = useText()
  const rules = useFiles((state) => state.abilities?.links)
  const [shares, setShares] = useState<readonly Share[]>()
  const [draft, setDraft] = useState(emptyDraft)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string>()
  const [isLinkNew, setLinkNew] = useState(false)
  const [told, setTold] = useState<string>()
  const [hasTried, setTried] = useState(false)
  const lacks = rules && missingOf(rules, draft.link, linkOf(shares))

  const load = useCallback(async () => {
    const answer = await invoke('files.shares', item.path)
    if (answer.ok) {
      setShares(answer.value)
      setDraft((before) => stillToAdd(before, answer.value))
    }
    return answer.ok ? undefined : problemText(answer.error)
  }, [item.path])
  /** Who has it is not known yet: before that nothing can be carried out. */
  const begin = useCallback(() => void load().then(setError), [load])
  useEffect(begin, [begin])

  const carryOut = async (): Promise<void> => {
    setTried(true)
    if (!shares || lacks !== undefined) return
    setBusy(true)
    setError(undefined)
    const { left, problem } = await perform(item, draft, shares)
    forgetMarks()
    void refresh()
    const isLinkMade = draft.link.isOn === true && !linkOf(shares) && left.link !== draft.link
    if (problem === undefined && !isLinkMade) {
      closeDialog()
      showNotice(doneText(t, draft.added))
      return
    }
    setDraft(left)
    await load()
    // Only now: who reads it can try again at once.
    setError(problem)
    setBusy(false)
    setTried(false)
    setLinkNew(isLinkMade)
    if (isLinkMade) setTold(draft.link.password)
  }
  return { shares, draft, setDraft, begin, carryOut, busy, error, isLinkNew, lacks: hasTried ? lacks : undefined, told }
}

function doneText(t: ReturnType<typeof useText>, [first, ...others]: readonly Sharee[]): string {
  if (!first) return t('files.shareSaved')
  return others.length === 0
    ? t('files.shareDone', { name: first.name })
    : t('files.shareDoneMany', { count: others.length + 1 })
}

/** Carries out what was chosen, up to the first refusal. */
async function perform(
  item: FileItem,
  draft: ShareDraft,
  shares: readonly Share[]
): Promise<{ readonly left: ShareDraft; readonly problem?: string }> {
  let left = draft
  for (let step = nextStep(left, shares); step; step = nextStep(left, shares)) {
    const answer = await request(item, step.what)
    if (!answer.ok) return { left, problem: problemText(answer.error) }
    left = step.left
  }
  return { left }
}

function request({ path, kind }: FileItem, what: ShareStep['what']): ReturnType<typeof invoke<'files.unshare'>> {
  const isFolder = kind === 'folder'
  switch (what.kind) {
    case 'share':
      return invoke('files.share', path, isFolder, what.wanted)
    case 'change':
      return invoke('files.changeShare', what.id, isFolder, what.change)
    case 'unshare':
      return invoke('files.unshare', what.id)
  }
}
