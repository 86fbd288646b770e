/** The fuse wire of an Electron binary, one character per fuse. */
export function readFuses(executable: string): string
/** Sets fuses by index. */
export function writeFuses(executable: string, values: Readonly<Record<number, '0' | '1'>>): void
