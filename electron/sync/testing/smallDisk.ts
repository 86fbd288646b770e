import { execFileSync } from 'node:child_process'

/** Mounting needs rights, which a container may have taken from root as well. */
export function mayMount(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false
  try {
    execFileSync('unshare', ['--mount', 'true'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

interface SmallDisk {
  readonly resize: (mebibytes: number) => void
  readonly unmount: () => void
}

/** Hangs an empty disk of so many mebibytes into a folder. */
export function mountSmallDisk(folder: string, mebibytes: number): SmallDisk {
  const size = (count: number): string => `size=${String(count)}m`
  execFileSync('/bin/mount', ['-t', 'tmpfs', '-o', size(mebibytes), 'tmpfs', folder])
  return {
    resize: (count) => {
      execFileSync('/bin/mount', ['-o', `remount,${size(count)}`, folder])
    },
    unmount: () => {
      execFileSync('/bin/umount', ['-l', folder])
    }
  }
}
