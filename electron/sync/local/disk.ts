import { evict, install, makeFolder, move, trash } from './change'
import { USUAL_IGNORES } from '../core/ignore'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { PRIVATE_FOLDER } from '../core/names'
import { holdFile } from '../journal/lock'
import { guarded } from './diskErrors'
import { listFolder } from './list'
import { checkRoot, claimRoot } from './marker'
import { Place } from './place'
import { hashFile, openReader, readWhole } from './read'
import { Temps } from './temps'
import { probeTraits } from './traits'
import type { IgnoreRules } from '../core/ignore'
import type { LocalPort, TrashPort } from '../ports'

/** The sync root on a real disk. @param root absolute; made by `claimRoot` when it does not exist yet. */
export function openDisk(root: string, trashPort: TrashPort, ignore: IgnoreRules = USUAL_IGNORES): LocalPort {
  const temps = new Temps(root)
  let known: Place | undefined
  const place = (): Place => (known ??= new Place(root))
  return {
    claimRoot: (newId) => claimRoot(root, newId),
    checkRoot: (rootId) => checkRoot(root, rootId),
    hold: () => Promise.resolve().then(() => holdFile(join(root, PRIVATE_FOLDER, 'lock'))),
    erase: () => guarded(() => rm(root, { recursive: true, force: true })),
    traits: () => Promise.resolve(probeTraits(root)),
    list: (path) => guarded(() => listFolder(place(), path, ignore)),
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
    evict: (path, expected) => guarded(() => evict(place(), path, expected)),
    trash: (path, expected, proof) => guarded(() => trash(place(), { trashPort, ignore }, path, expected, proof))
  }
}
