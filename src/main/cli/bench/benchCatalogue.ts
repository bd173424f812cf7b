import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FrameFilter } from '../../../shared/contract/frames.ts'
import { localActor } from '../../api/localActor.ts'
import { CatalogueService } from '../../engine/catalogue/CatalogueService.ts'
import type { Engine } from '../../engine/Engine.ts'
import { insertMadeUpFrames } from '../../engine/store/frames/madeUpFrames.ts'
import { benchImport } from './benchImport.ts'

/** Filters and searches of all kinds; each is asked for as if for the first time. */
const QUESTIONS: readonly FrameFilter[] = [
  {},
  { modality: 'NBI' },
  { labelled: true },
  { labelled: false, predicted: true },
  { painted: [2] },
  { seen: [1, 2] },
  { split: 'validation', modality: 'WLI' },
  { patient: 'P777' },
  { disagreement: 0.9 },
  { from: '2020-01-01', to: '2020-01-31' },
  { device: 3, labelled: true },
  { tag: 'teaching' },
  { hidden: true },
  { search: '2019_benign' },
  { search: '77777' },
  { search: 'P1234' },
  { search: 'left vocal' },
  { search: 'nothing is called this' },
]
const ROUNDS = 5
/** Jumps to places all over the study. */
const JUMPS = 21
const PAGE = 120

/** Fills a study with frames that have no files, measures what people wait for, then imports real files into another. */
export async function benchCatalogue(
  engine: Engine,
  frames: number,
  files: number,
  say: (line: string) => void,
) {
  const folder = await mkdtemp(join(tmpdir(), 'loco-catalogue-'))
  try {
    const place = join(folder, 'study')
    say(`making ${frames} rows`)
    insertMadeUpFrames((await engine.createStudy(place, ['normal', 'benign', 'malignant'])).store, frames)
    await engine.close()
    say('measuring')
    const asked = await ask(engine, place, frames)
    await engine.close()
    const rssMb = Math.round(process.memoryUsage().rss / 1e6)
    say(`importing ${files} files`)
    const imported = await benchImport(engine, folder, files)
    return {
      frames,
      ...asked,
      rssMb,
      ...imported,
      peakRssMb: Math.round(process.resourceUsage().maxRSS / 1024),
    }
  } finally {
    await engine.close()
    await rm(folder, { recursive: true, force: true })
  }
}

async function ask(engine: Engine, place: string, frames: number) {
  const actor = localActor()
  const openSeconds =
    (await timed(async () => {
      const study = await engine.openStudy(place)
      await CatalogueService.info(study)
      await CatalogueService.page({ study, actor }, {}, undefined, 0, PAGE)
    })) / 1000
  const { study } = engine
  const call = { study, actor }
  const first = (filter: FrameFilter) => timed(() => CatalogueService.page(call, filter, undefined, 0, PAGE))
  /** What was asked before is forgotten, what the study holds is not. */
  const forget = () => study.index.refresh([])
  // Names are read once per opened study, at the first search.
  const firstSearchMs = await first({ search: 'benign' })
  const times: { ms: number; filter: FrameFilter }[] = []
  for (let round = 0; round < ROUNDS; round++) {
    for (const filter of QUESTIONS) {
      forget()
      times.push({ ms: await first(filter), filter })
    }
  }
  times.sort((a, b) => a.ms - b.ms)
  forget()
  const sortedPageMs = await timed(() =>
    CatalogueService.page(call, {}, { by: 'disagreement', descending: true }, 0, PAGE),
  )
  const jumps: number[] = []
  for (let i = 0; i < JUMPS; i++) {
    forget()
    const to = Math.floor((frames * (i + 0.5)) / JUMPS)
    jumps.push(await timed(() => CatalogueService.page(call, {}, undefined, to, PAGE)))
  }
  const jumpMs = p95(jumps)
  forget()
  const countMs = await timed(async () => study.index.count({ labelled: true }))
  const slowest = times.at(-1)
  return {
    openSeconds,
    firstSearchMs,
    firstPageP95Ms: p95(times.map((t) => t.ms)),
    slowest: slowest ? `${JSON.stringify(slowest.filter)} ${slowest.ms.toFixed(0)} ms` : '',
    sortedPageMs,
    jumpMs,
    countMs,
  }
}

const p95 = (times: readonly number[]) =>
  [...times].sort((a, b) => a - b)[Math.ceil(times.length * 0.95) - 1] ?? Number.NaN

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now()
  await work()
  return performance.now() - from
}
