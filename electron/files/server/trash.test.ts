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
