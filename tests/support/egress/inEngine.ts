/** Run inside `network.sh`: what leaves the machine while the command line imports frames, verifies and trains. */
import { join } from 'node:path'
import { hasTensorFlow, project } from '../places.ts'
import { run } from '../run.ts'
import { temporaryFolder, writePairs } from '../TestStudy.ts'
import { packetsOf, quiet } from './packets.ts'

const place = temporaryFolder()
const at = (name: string) => join(place.path, name)
process.env['LOCO_DATA_HOME'] = at('home')
const commands: Readonly<Record<string, readonly string[]>> = {
  create: ['study', 'create', at('study'), '--classes', 'normal,lesion'],
  import: ['import', at('study'), at('data')],
  verify: ['study', 'verify', at('study')],
  report: ['report', at('report.txt')],
  ...(hasTensorFlow
    ? {
        train: [
          'train',
          at('study'),
          '--method',
          'supervised',
          '--steps',
          '2',
          '--size',
          '32',
          '--batch',
          '2',
          '--init',
          'none',
        ],
      }
    : {}),
}

await writePairs(at('data'), 16, 48)
await quiet()
const counted: Record<string, number> = {}
for (const [name, args] of Object.entries(commands)) {
  let code: number | null = null
  counted[name] = await packetsOf(async () => {
    code = await run(process.execPath, [join(project, 'out/main/loco.js'), ...args])
  }, 200)
  if (code !== 0) throw new Error(`loco ${args.join(' ')} ended with ${String(code)}`)
}
place.remove()
process.stdout.write(JSON.stringify(counted))
