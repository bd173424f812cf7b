/** Asks a trainer what TensorFlow is here, says how that ended, and has nothing more to do. */
import { testEngine } from './TestStudy.ts'

const [, , folder = ''] = process.argv
const { kind } = await testEngine(folder).jobs.ask({ kind: 'probe', job: {} }).outcome
process.stdout.write(kind)
