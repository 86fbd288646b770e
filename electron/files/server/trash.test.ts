import { expect, it, vi } from 'vitest'
import { multistatus, serverThat } from '../testing/answers'
import { readTrash } from './trash'

vi.mock('electron', () => ({ net: {} }))

it('what is in the trash lay where its title says: in which team’s folder is not in its place', async () => {
  const trash = '/remote.php/dav/trashbin/sara%20lindmark/trash'
  const deleted = (id: string, location: string, title: string): readonly [string, string] => [
    `${trash}/${id}`,
    `<nc:trashbin-filename>a.txt</nc:trashbin-filename><nc:trashbin-original-location>${location}</nc:trashbin-original-location>${title}<nc:trashbin-deletion-time>5</nc:trashbin-deletion-time>`
  ]
  const titled = (text: string) => `<nc:trashbin-title>${text}</nc:trashbin-title>`
  const { requests } = serverThat(
    multistatus(
      deleted('a.txt.d1', 'a.txt', titled('Team/a.txt')),
      deleted('a.txt.d2', 'Avtal/a.txt', titled('Team/Avtal/a.txt')),
      deleted('a.txt.d3', 'Avtal/a.txt', titled('Avtal/a.txt')),
      deleted('a.txt.d4', 'Avtal/a.txt', titled('a.txt')),
      deleted('a.txt.d5', 'Avtal/a.txt', '')
    )
  )
  expect((await readTrash(requests)).map(({ folder }) => folder)).toEqual([
    'Team',
    'Team/Avtal',
    'Avtal',
    'Avtal',
    'Avtal'
  ])
})

it('who deleted it is said: the person, a colleague by name, or nobody where the server does not know', async () => {
  const trash = '/remote.php/dav/trashbin/sara%20lindmark/trash'
  const deleted = (id: string, by: string, time = '5'): readonly [string, string] => [
    `${trash}/${id}`,
    `<nc:trashbin-filename>a.txt</nc:trashbin-filename><nc:trashbin-deletion-time>${time}</nc:trashbin-deletion-time>${by}`
  ]
  const by = (id: string, name: string) =>
    `<nc:trashbin-deleted-by-id>${id}</nc:trashbin-deleted-by-id><nc:trashbin-deleted-by-display-name>${name}</nc:trashbin-deleted-by-display-name>`
  const { asked, requests } = serverThat(
    multistatus(
      deleted('a', by('sara lindmark', 'Sara Lindmark'), '9'),
      deleted('b', by('linnea', 'Linnéa Åkerby'), '8'),
      deleted('c', by('johan', ''), '7'),
      deleted('d', by('', ''), '6'),
      deleted('e', ''),
      deleted('f', by('x', `\n L\n ${'ö'.repeat(4_000)}`), '4'),
      deleted('g', by('', ''), '9007199254740991')
    )
  )
  const found = await readTrash(requests)
  expect(asked[0]?.body).toContain('<nc:trashbin-deleted-by-id/><nc:trashbin-deleted-by-display-name/>')
  expect(found.map(({ id, deletedBy }) => [id, deletedBy])).toEqual([
    ['a', 'me'],
    ['b', { name: 'Linnéa Åkerby' }],
    ['c', { name: 'johan' }],
    ['d', undefined],
    ['e', undefined],
    ['f', { name: `L ${'ö'.repeat(98)}` }],
    ['g', undefined]
  ])
  // A time that no calendar has could not be shown.
  expect(found.at(-1)?.deletedMs).toBe(0)
})
