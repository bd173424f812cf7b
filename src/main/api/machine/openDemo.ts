import { DemoService } from '../../engine/demo/DemoService.ts'
import type { Progress } from '../../engine/import/ImportService.ts'
import { StoreService } from '../../engine/store/StoreService.ts'
import type { OpenStudy } from '../../engine/study/OpenStudy.ts'
import type { Asked } from '../answering/Connection.ts'

const DEMO_NAME = 'Demo'

/** Opens the demo study, making whatever of it is not there yet. */
export async function openDemo(
  { engine, actor }: Pick<Asked, 'engine' | 'actor'>,
  folder: string,
  seed: number,
  onProgress: (p: Progress) => void,
  signal?: AbortSignal,
): Promise<OpenStudy> {
  const study = StoreService.holdsStudy(folder)
    ? await engine.openStudy(folder)
    : await engine.createStudy(folder, DemoService.classNames, DEMO_NAME)
  if (study.store.readOnly === null) await DemoService.complete({ study, actor }, seed, onProgress, signal)
  return study
}
