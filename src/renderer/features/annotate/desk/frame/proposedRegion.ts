import type { TFunction } from 'i18next'
import { MOST_ASSIST_CLICKS } from '../../../../../shared/contract/assist.ts'
import { mainParts } from '../../../../../shared/domain/mainParts.ts'
import type { MaskPatch } from '../../../../../shared/domain/mask.ts'
import type { Client } from '../../../../api/client.ts'
import { maskFrom } from '../../../../api/maskBytes.ts'
import { areaOf, overlapOf } from '../../../../editor/pixels/overlapOf.ts'
import { type BoxClick, type BoxQuestion, SURE } from '../../../../editor/tools/boxQuestion.ts'
import { regionIn } from '../../../../editor/tools/paintRegion.ts'
import { pixelAt } from '../../../../editor/tools/pixelAt.ts'
import { say } from '../../../../ui/say.ts'
import { showFailure } from '../../../../ui/showFailure.ts'

/** What is to follow the edge stays where it is: a region that shares less with it (Dice) is something else. */
const NEAR = 0.6
/** A region that takes more of the frame than this is its ground. */
const MOST = 0.6

interface Asking {
  readonly client: Client
  readonly frame: number
  readonly t: TFunction
}

/** What the engine makes of a box and its clicks; says where there is nothing to offer. As `Scene.propose`. */
export async function proposedRegion(
  { client, frame, t }: Asking,
  { box, clicks, snaps }: BoxQuestion,
  stop: AbortSignal,
): Promise<MaskPatch | undefined> {
  const refuse = (why: string) => {
    say(why)
    return undefined
  }
  if (clicks.length > MOST_ASSIST_CLICKS) return refuse(t('annotate.clicksEnough'))
  try {
    const answer = await client.assist.propose({ frame, box, clicks: [...clicks] }, { signal: stop })
    if (stop.aborted) return undefined
    const mask = maskFrom(answer.mask)
    const region = regionIn(mask)
    const follows =
      region &&
      answer.score >= SURE &&
      areaOf(region) <= MOST * mask.data.length &&
      (!snaps || overlapOf(region, snaps) >= NEAR)
    if (snaps && !follows) return refuse(t('annotate.noEdge'))
    return region ? withMainParts(region, clicks) : refuse(t('annotate.nothingInBox'))
  } catch (error) {
    if (!stop.aborted) showFailure(error)
    return undefined
  }
}

/** Without the small parts and holes that nobody has asked for. */
function withMainParts(region: MaskPatch, clicks: readonly BoxClick[]): MaskPatch {
  const said = (belongs: boolean) =>
    clicks
      .filter(({ adds }) => adds === belongs)
      .map(({ x, y }) => pixelAt(region, { x: x - region.x, y: y - region.y }))
      .filter((pixel) => pixel !== undefined)
  return { ...region, ...mainParts(region, { inside: said(true), outside: said(false) }) }
}
