/**
 * Plays a trainer for the engine: answers at once, with figures made up from the run's settings, as `play.json` beside
 * the run's folder says: `fail` a run, let it find too little memory the first time (`crowded`), or wait until so many
 * have begun (`meet`). What began and ended is written to `log.jsonl` there.
 */
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

const tell = (message) => new Promise((sent) => process.send(message, undefined, undefined, sent))
const device = {
  tensorflow: 'none',
  backend: 'play',
  device: 'cpu',
  processor: '',
  instructions: '',
  onednn: false,
}

process.on('message', async (request) => {
  if (['cancel', 'pause', 'hold'].includes(request.kind)) return
  await tell({ kind: 'ready', device })
  await tell(await answerTo(request))
  process.exit()
})

async function answerTo({ kind, job }) {
  if (kind === 'bench') return done({ stepSeconds: 1, cpuSeconds: 1, neededBytes: 1e6, peakRssMb: 1 })
  if (kind === 'diagnose') return done({ frames: [], embedding: [] })
  return train(job)
}

const done = (answer) => ({ kind: 'done', answer })

async function train({ settings, test, runFolder, resume }) {
  const [run, out] = [basename(runFolder), dirname(runFolder)]
  const play = existsSync(join(out, 'play.json'))
    ? JSON.parse(readFileSync(join(out, 'play.json'), 'utf8'))
    : {}
  const log = (what) => appendFileSync(join(out, 'log.jsonl'), `${JSON.stringify({ run, what, resume })}\n`)
  log('begins')
  if (play.fail === run) return failed({ name: 'lossNotFinite', values: { loss: 'segmentation', step: 3 } })
  if (play.crowded === run && !resume) return failed({ name: 'pausedByMemory', values: { step: 1 } })
  while (begunIn(out) < (play.meet ?? 0)) await new Promise((later) => setTimeout(later, 20))
  log('ends')
  const score = (settings.seed + settings.steps) / 100
  const scores = {
    ...{ iou: [score, score], miou: score, miouForeground: score, dice: score },
    ...{ nsd: { slab3d: score, contour2d: score }, interval: { miou: [0, 1], dice: [0, 1] } },
    ...{ byPatient: [], byModality: [] },
    perFrame: test.map(({ id }) => ({ id, dice: score })),
  }
  const candidates = [{ net: 'student', step: settings.steps, validation: null, test: scores }]
  const rest = {
    parameters: 1,
    thresholds: [],
    divergedAt: null,
    scores: null,
    championScores: null,
    peakMb: 321,
  }
  const weights = { path: '', sha256: '' }
  return done({
    ...rest,
    weights,
    steps: settings.steps,
    seconds: 2 * settings.steps,
    net: 'student',
    candidates,
  })
}

const begunIn = (out) => readFileSync(join(out, 'log.jsonl'), 'utf8').split('begins').length - 1

const failed = (reason) => ({ kind: 'failed', code: 'failed', reason })
