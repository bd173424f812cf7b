/**
 * An engine that has frames read while a hand paints without a pause: `node tests/support/paintsBesideReading.ts DATA NETS
 * STUDY FRAME…`. Says `paints` once the encoder computes; ends when it is killed, or its standard input ends.
 */
import { below, secondsComputed } from './processes.ts'
import { testEngine } from './TestStudy.ts'

const [, , data = '', assistFolder = '', study = '', ...frames] = process.argv
process.stdin.resume().on('end', () => process.exit())
const engine = testEngine(data, { assistFolder })
await engine.openStudy(study)
await engine.assist.prepare(frames.map(Number))
const computes = () => below(process.pid, 'assistant.js').some((pid) => secondsComputed(pid) > 1.5)
while (!computes()) await new Promise((later) => setTimeout(later, 20))
setInterval(() => engine.giveWayToPainting(), 500)
engine.giveWayToPainting()
process.stdout.write('paints\n')
