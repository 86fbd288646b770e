import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Script } from 'node:vm'

/**
 * Loads the files of the bundled command line from the code that V8 made of them when they were built (`*.cache`):
 * to compile them anew is half of what a run takes that finds nothing to do. Code of another V8 is refused by V8
 * itself; then the file is compiled as usual.
 */
function openLoader(): (file: string) => unknown {
  const loaded = new Map<string, { exports: unknown }>()
  const load = (file: string): unknown => {
    const known = loaded.get(file)
    if (known !== undefined) return known.exports
    const module = { exports: {} as unknown }
    loaded.set(file, module)
    const outside = createRequire(file)
    const cache = `${file}.cache`
    const script = new Script(`(function (exports, require, module, __filename, __dirname) {${readText(file)}\n})`, {
      filename: file,
      ...(existsSync(cache) ? { cachedData: readFileSync(cache) } : {})
    })
    const run = script.runInThisContext() as (...given: unknown[]) => void
    const requireFrom = (name: string): unknown =>
      name.startsWith('.') ? load(join(dirname(file), name)) : (outside(name) as unknown)
    run(module.exports, requireFrom, module, file, dirname(file))
    return module.exports
  }
  return load
}

const readText = (file: string): string => readFileSync(file, 'utf8')

openLoader()(join(import.meta.dirname, 'main.cjs'))
