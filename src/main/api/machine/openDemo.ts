import { DemoService } from '../../engine/demo/DemoService.ts'
import type { Progress } from '../../engine/import/ImportService.ts'
import { isStudy } from '../../engine/store/openStore.ts'
import { setSetting, settingOf } from '../../engine/store/settings.ts'
import type { OpenStudy } from '../../engine/study/OpenStudy.ts'
import type { Connection } from '../answering/Connection.ts'

const DEMO_NAME = 'Demo'

/** Opens the demo study, making whatever of it is not there yet. */
export async function openDemo(
  { engine, actor }: Connection,
  folder: string,
  seed: number,
  onProgress: (p: Progress) => void,
  signal?: AbortSignal,
): Promise<OpenStudy> {
  const study = isStudy(folder)
    ? await engine.openStudy(folder)
    : await engine.createStudy(folder, DemoService.classNames, DEMO_NAME)
  const { db, readOnly } = study.store
  const isComplete = (await settingOf(db, 'demo')) !== undefined
  if (isComplete || readOnly !== null) return study
  await DemoService.fill({ study, actor }, seed, onProgress, signal)
  if (!signal?.aborted) await setSetting(db, 'demo', String(seed))
  return study
}
