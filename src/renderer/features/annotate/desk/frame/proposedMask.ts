import { notifications } from '@mantine/notifications'
import type { TFunction } from 'i18next'
import { MOST_ASSIST_CLICKS } from '../../../../../shared/contract/assist.ts'
import { mainParts } from '../../../../../shared/domain/mainParts.ts'
import type { Mask } from '../../../../../shared/domain/mask.ts'
import type { Client } from '../../../../api/client.ts'
import { maskFrom } from '../../../../api/maskBytes.ts'
import type { BoxQuestion } from '../../../../editor/tools/boxQuestion.ts'
import { pixelAt } from '../../../../editor/tools/pixelAt.ts'
import { showFailure } from '../../../../ui/showFailure.ts'

/** Below this overlap, as the net guesses it, a region follows no edge that anybody would see. */
const SURE = 0.5
/** A region that takes more of the frame than this is its ground. */
const MOST = 0.6

interface Asking {
  readonly client: Client
  readonly frame: number
  readonly t: TFunction
}

/** What the engine makes of a box and its clicks; says where there is nothing to offer. As `Scene.propose`. */
export async function proposedMask(
  { client, frame, t }: Asking,
  { box, clicks, snaps }: BoxQuestion,
  stop: AbortSignal,
): Promise<Mask | undefined> {
  const say = (message: string) => {
    notifications.show({ message })
    return undefined
  }
  if (clicks.length > MOST_ASSIST_CLICKS) return say(t('annotate.clicksEnough'))
  try {
    const answer = await client.assist.propose({ frame, box, clicks: [...clicks] }, { signal: stop })
    if (stop.aborted) return undefined
    const found = maskFrom(answer.mask)
    const added = clicks.filter(({ adds }) => adds).map((click) => pixelAt(found, click))
    const mask = mainParts(
      found,
      added.filter((pixel) => pixel !== undefined),
    )
    const area = areaOf(mask)
    if (snaps && (area === 0 || area > MOST * mask.data.length || answer.score < SURE))
      return say(t('annotate.noEdge'))
    return area === 0 ? say(t('annotate.nothingInBox')) : mask
  } catch (error) {
    if (!stop.aborted) showFailure(error)
    return undefined
  }
}

function areaOf({ data }: Mask): number {
  let area = 0
  for (const value of data) if (value !== 0) area++
  return area
}
