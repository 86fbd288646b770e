import type { TextKey, TextValues } from '.'

interface Lock {
  readonly ownerName: string
  readonly isEditor?: true | undefined
}

/** Who has a file locked, at the beginning of a sentence. Of an editor on the server it is not known who works there. */
export const lockHolder = ({ ownerName, isEditor }: Lock, t: (key: TextKey, values?: TextValues) => string): string =>
  isEditor === true ? t('files.someoneInEditor', { name: ownerName }) : ownerName
