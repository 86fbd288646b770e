/**
 * Name and password for a host from the text of a netrc file: `machine HOST login NAME password PASSWORD`, in any
 * order over any lines; `default` serves hosts that are not named.
 */
export function findInNetrc(
  text: string,
  host: string,
  user: string | undefined
): { readonly user: string; readonly password: string } | undefined {
  const words = text.split('\n').flatMap((line) =>
    line
      .replace(/(?:^|\s)#.*$/u, '')
      .split(/\s+/u)
      .filter(Boolean)
  )
  let isMeant = false
  let found: { login: string | undefined; password: string | undefined } = { login: undefined, password: undefined }
  const complete = (): { user: string; password: string } | undefined => {
    const { login, password } = found
    if (!isMeant || login === undefined || password === undefined) return undefined
    return user === undefined || user === login ? { user: login, password } : undefined
  }
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index]
    if (word === 'machine' || word === 'default') {
      const known = complete()
      if (known !== undefined) return known
      isMeant = word === 'default' || words[index + 1] === host
      if (word === 'machine') index += 1
      found = { login: undefined, password: undefined }
    } else if (word === 'login' || word === 'password') {
      index += 1
      found[word] = words[index]
    } else if (word === 'account') index += 1
  }
  return complete()
}
