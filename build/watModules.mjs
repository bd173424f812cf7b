import { readFile } from 'node:fs/promises'
import openWabt from 'wabt'

/** Lets code import a WebAssembly text file: the import makes an instance of it, and returns what it exports. */
export const watModules = () => ({
  name: 'wat-modules',
  async load(id) {
    if (!id.endsWith('.wat')) return null
    const wabt = await openWabt()
    const module = wabt.parseWat(id, await readFile(id, 'utf8'), { simd: true })
    try {
      module.validate()
      const bytes = `Uint8Array.of(${module.toBinary({}).buffer.join()})`
      return `const compiled = new WebAssembly.Module(${bytes})
        export default () => new WebAssembly.Instance(compiled).exports`
    } finally {
      module.destroy()
    }
  },
})
