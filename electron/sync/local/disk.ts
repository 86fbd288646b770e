import { install, makeFolder, move, trash } from './change'
import { guarded } from './diskErrors'
import { listFolder } from './list'
import { checkRoot, claimRoot } from './marker'
import { Place } from './place'
import { hashFile, openReader, readWhole } from './read'
import { Temps } from './temps'
import type { LocalPort, TrashPort } from '../ports'

/** The sync root on a real disk. @param root absolute; made by `claimRoot` when it does not exist yet. */
export function openDisk(root: string, trashPort: TrashPort): LocalPort {
  const temps = new Temps(root)
  let known: Place | undefined
  const place = (): Place => (known ??= new Place(root))
  return {
    claimRoot: (newId) => claimRoot(root, newId),
    checkRoot: (rootId) => checkRoot(root, rootId),
    list: (path) => guarded(() => listFolder(place(), path)),
    stat: (path) => guarded(() => place().entry(path)),
    readWhole: (path, expected) => readWhole(place(), path, expected),
    hash: (path, expected) => hashFile(place(), path, expected),
    open: (path, expected) => openReader(place(), path, expected),
    temp: (name) => temps.open(name),
    dropTemp: (name) => temps.drop(name),
    cleanTemps: (keep) => temps.clean(keep),
    install: (temp, path, expected, mtimeS) => guarded(() => install(place(), temps, temp, path, expected, mtimeS)),
    makeFolder: (path) => guarded(() => makeFolder(place(), path)),
    move: (from, to, expected) => guarded(() => move(place(), from, to, expected)),
    trash: (path, expected, proof) => guarded(() => trash(place(), trashPort, path, expected, proof))
  }
}
